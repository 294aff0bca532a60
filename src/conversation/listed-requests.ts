import { readTime } from '../reminders/read-time.ts'
import { contentOf } from './asks-to-remind.ts'
import type { Draft } from './draft.ts'
import { takesBack } from './read-request.ts'

/** A longer message tells a story; nobody asks for reminders in so many characters. */
const LONGEST = 160
/** So many things are asked for in one breath. */
const MOST = 5

/**
 * The requests of a message that asks once and tells several things, each with an hour of its own: 提醒我明天9点交稿,后天10点开票.
 * What names no day is on the day of the one before it. Undefined when it is one thing.
 */
export function listedRequests({ text, now, knowledge }: Draft): readonly string[] | undefined {
  if (text.length > LONGEST || (text.match(ASKING)?.length ?? 0) !== 1 || takesBack(text)) return undefined
  const parts = text
    .replace(ASKING, '')
    .split(/[,，;；。、\n]+(?:然后|还有|另外|再)?/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length < 2 || parts.length > MOST) return undefined
  const found: string[] = []
  let day = ''
  for (const part of parts) {
    const words = NAMES_DAY.test(part) ? part : `${day}${part}`
    const reading = readTime(words, now)
    const [first] = reading.kind === 'once' ? [reading.schedule] : reading.kind === 'ask' ? reading.choices : []
    const isWhole =
      first !== undefined && (reading.kind === 'once' || (reading.kind === 'ask' && reading.why === 'half'))
    if (!isWhole || !CLOCK.test(part)) return undefined
    if (contentOf(reading.content, knowledge.reminders.phrases.request).length < 2) return undefined
    day = `${first.start.slice(0, 4)}年${Number(first.start.slice(5, 7))}月${Number(first.start.slice(8, 10))}号`
    found.push(words)
  }
  return found
}

const ASKING = /(?:请|麻烦|帮我|记得)?提醒(?:一?下)?我[:：,，\s]*/gu
const CLOCK = /[\d一二两三四五六七八九十半][点時时](?!候|间)|\d[:：]\d/u
const NAMES_DAY = /[今明后]|[周号日]|星期|礼拜|月/u
