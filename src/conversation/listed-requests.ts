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
export function listedRequests(draft: Draft): readonly string[] | undefined {
  const { text } = draft
  if (text.length > LONGEST || (text.match(ASKING)?.length ?? 0) !== 1 || takesBack(text)) return undefined
  const words = text.replace(ASKING, ' ').replace(THINGS, ' ')
  const listed = listedIn(partsOf(words, /[,，;；。、\n]+(?:然后|还有|另外|再)?/u), draft)
  // 明天晚上8点交稿 下午三点提醒我检查 asks for the second alone.
  const isAskedOfAll = ASKS_OF_ALL.test(text.trim()) && !COUNTS_BACK.test(text)
  return listed ?? (isAskedOfAll ? listedIn(partsOf(words, APART), draft) : undefined)
}

const partsOf = (words: string, between: RegExp): readonly string[] =>
  words
    .split(between)
    .map((part) => part.replace(NUMBERED, '').trim())
    .filter((part) => !NOTHING.test(part))

function listedIn(parts: readonly string[], { now, knowledge }: Draft): readonly string[] | undefined {
  if (parts.length < 2 || parts.length > MOST) return undefined
  const found: string[] = []
  let day = ''
  for (const [index, part] of parts.entries()) {
    // 明天 三件事 9点交表 …: the day of all.
    if (index === 0 && ONLY_DAY.test(part)) {
      day = part
      continue
    }
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
  return found.length < 2 ? undefined : found
}

const ASKING = /(?:请|麻烦|帮我|记得|都|再)*(?:提醒(?:一?下)?[我俺咱]|(?:记|设|加|定)(?:上|个|好)提醒)[:：,，\s]*/gu
const ASKS_OF_ALL =
  /^(?:请|麻烦|帮我|记得|你)*提醒(?:一?下)?[我俺咱]|(?:提醒(?:一?下)?[我俺咱]|[上个好]提醒)(?:一下)?[\p{P}\s]*$/u
const COUNTS_BACK = /提前|提早|[前头]一[天晚]|头天/u
/** 两件事, before they are told. */
const THINGS =
  /(?<=^|[今明后]天|[\s号日])\s*(?:你|这|以下|下面|我|要|得|有|记得|记住|做|办)*(?:[两二三四五几\d])(?:件|个|样)(?:事情?|东西)?[:：,，\s]+/u
/** What stands apart, or begins with a figure. */
const APART = /[\s,，;；。、\n]+(?:然后|还有|另外|再)?/u
const ONLY_DAY = /^(?:[今明后]天|大后天|(?:[这下]个?)?(?:周|星期|礼拜)[一二三四五六日天]|(?:\d{1,2}月)?\d{1,2}[号日])$/u
/** 1. 明天10点… */
const NUMBERED = /^(?:\d{1,2}[.、．)）](?!\d)|[①②③④⑤]|[一二三四五]、)\s*/u
const NOTHING = /^(?:都|各|分别|帮我|到点都?|到时候?都?|\d{1,2}[.、．)）]?|[一二三四五][、.])?$/u
const CLOCK = /[\d一二两三四五六七八九十半][点時时](?!候|间)|\d[:：]\d/u
const NAMES_DAY = /[今明后]|[周号日]|星期|礼拜|月/u
