import type { TimeReading } from '../reading.ts'
import type { Chosen } from './choose.ts'
import { hourOf } from './hours.ts'
import type { Moment } from './moment.ts'
import { readOnce } from './once.ts'
import { readRecurring } from './recurring.ts'
import { hasDays, hasTimes, type Spoken } from './spoken.ts'
import type { Day, Meaning } from './token.ts'

type Anchor = Extract<Meaning, { kind: 'anchor' }>['of']

/** What belongs to a reading besides the time. */
export interface Around {
  readonly content: string
  /** The words about time. */
  readonly soFar: string
  /** The whole text, plain. */
  readonly words: string
}

/** What 提前三天 is counted from, where the text names no day. */
const ANCHORS: readonly (readonly [Anchor, RegExp])[] = [
  ['term', /保密|合同|协议|期限|到期|期满|竞业/],
  ['delivery', /交稿|交付|交货|截稿|截止|定稿|提交|上线|验收|deadline|ddl/],
  ['end', /合作|项目|结束|收尾/],
]

/** 等他回我了提醒我, 下雨的话提醒我带伞: it hangs on what nobody tells the bot of. */
const AWAITS =
  /^\s*(?:等|如果|要是|假如|万一|一旦|只要|[什啥]么?时候)|[^忘以之\s](?:了|的话|之后|以后|后|完)(?:就|再|请?你|记得)?(?:提醒|叫|喊|通知|告诉)(?:一下)?我/

/** Reads what was chosen of a text, as of now. */
export function read({ spoken, used, asks }: Chosen, around: Around, moment: Moment): TimeReading {
  const { content, soFar } = around
  if (used.length === 0)
    return !asks
      ? { kind: 'none', content }
      : AWAITS.test(around.words)
        ? { kind: 'refuse', why: 'unseen', content }
        : { kind: 'ask', why: 'when', content, choices: [], soFar }
  if (spoken.refuse !== null) return { kind: 'refuse', why: spoken.refuse, content }
  if (spoken.vague !== null && !hasDays(spoken) && !hasTimes(spoken))
    return { kind: 'ask', why: spoken.vague, content, choices: [], soFar }
  // 8点或9点: one of them.
  if (spoken.missing !== null && !isRecurring(spoken))
    return { kind: 'ask', why: spoken.missing, content, choices: [], soFar }
  const dated = countedFrom(spoken)
  if (dated !== null) return read({ spoken: dated, used, asks }, { ...around, content: withoutEvent(content) }, moment)
  const anchored = anchor(spoken, around, moment)
  if (anchored !== null) return anchored
  if (spoken.untilTime !== null && !isRecurring(spoken) && isAskedIn(used, around.words))
    return { kind: 'ask', why: 'hour', content, choices: [], soFar }
  // 每天9点开会 提前半小时和提前十分钟: a rhythm has one lead.
  if (isRecurring(spoken) && spoken.alsoLeads.length > 0)
    return { kind: 'ask', why: 'when', content, choices: [], soFar: '' }
  const outcome = isRecurring(spoken) ? readRecurring(repeating(spoken), moment) : readOnce(onceOnly(spoken), moment)
  return outcome.kind === 'ask' ? { ...outcome, content, soFar } : { ...outcome, content }
}

/** 下午2点到4点之间提醒我, and not 下午2点到4点开会: at some time of it. */
const isAskedIn = (used: Chosen['used'], words: string): boolean => {
  const end = Math.max(...used.map((cluster) => cluster.end))
  return /^\s*(?:之间|之内|以内|内|期间)|^\s*(?:再|请|你|就)?(?:提醒|叫|喊|通知|告诉)|^[\s\p{P}]*$/u.test(
    words.slice(end),
  )
}

const isRecurring = ({ segments, lasting, except }: Spoken): boolean =>
  lasting !== null || except.length > 0 || segments.some(({ rhythm }) => rhythm !== null)

/** 连续三天: each of them. */
function repeating(spoken: Spoken): Spoken {
  if (spoken.segments.some(({ rhythm }) => rhythm !== null)) return spoken
  const [first, ...rest] = spoken.segments
  if (first === undefined) return spoken
  const [from] = first.days
  return {
    ...spoken,
    segments: [{ ...first, days: [], rhythm: { every: 'day' } }, ...rest],
    from: spoken.from ?? from ?? null,
  }
}

/** Without a rhythm there is nothing that begins or ends: 从明天开始, 到周五 name a day. */
function onceOnly(spoken: Spoken): Spoken {
  const day = spoken.from ?? spoken.until
  const [first, ...rest] = spoken.segments
  if (day === null || first === undefined || hasDays(spoken)) return spoken
  return { ...spoken, segments: [{ ...first, days: [day] }, ...rest] }
}

/** 交稿前三天提醒我, 12月20号交稿: the event's day is in the same words; null where it is not. */
function countedFrom(spoken: Spoken): Spoken | null {
  const { anchor: named, lead, from, until } = spoken
  const [first, ...rest] = spoken.segments
  if (named === null || lead !== null || named.days === 0 || first === undefined || isRecurring(spoken)) return null
  const [day, ...others] = first.days.length > 0 ? first.days : [until ?? from].filter((one) => one !== null)
  if (day === undefined || others.length > 0) return null
  const shifted: Day = { at: 'shifted', from: day, days: named.days }
  return { ...spoken, anchor: null, from: null, until: null, segments: [{ ...first, days: [shifted] }, ...rest] }
}

/** What is left of the words that said when the event is: 合作, 项目在. */
function withoutEvent(content: string): string {
  const parts = content.split(/[\s,，。;；]+/u)
  const kept = parts.filter((part) => !EVENT_LEFT.test(part))
  if (parts.every((part) => EVENT_NAME.test(part))) return ''
  return kept.length === parts.length || kept.length === 0 ? content : kept.join('，')
}

/** Nothing that could be done. */
const EVENT_NAME = /^(?:合作|项目|合约|合同|协议|单子)?$/u
const EVENT_LEFT =
  /^(?:这个|那个|我们?|和他们的)?(?:合作|项目|合约|合同|协议|保密期?|工作|单子|服务|活儿?)?(?:是|在|到)?(?:结束|到期|截止|收尾|终止|交稿|交付|交货|截稿|上线|定稿|验收)?$/u

/** What is counted from a day that is known elsewhere, or nowhere. */
function anchor(spoken: Spoken, { content, soFar, words }: Around, moment: Moment): TimeReading | null {
  const { lead, anchor: named } = spoken
  const isOpen = !hasDays(spoken)
  if (!isOpen) return null
  const leadDays = lead === null ? 0 : lead.days + lead.months * 30
  const of =
    named?.of ??
    (lead !== null && (!hasTimes(spoken) || lead.ms === 0)
      ? ANCHORS.find(([, pattern]) => pattern.test(words))?.[0]
      : undefined)
  if (of !== undefined) {
    const days = (named?.days ?? 0) - leadDays
    return {
      kind: 'ask',
      why: 'anchor',
      content,
      choices: [],
      soFar,
      anchor: { of, days, time: timeOf(spoken, moment) },
    }
  }
  if (lead !== null && (!hasTimes(spoken) || lead.ms === 0))
    return { kind: 'ask', why: 'when', content, choices: [], soFar }
  return null
}

/** `HH:MM`, if an hour was named. */
function timeOf({ segments }: Spoken, { minutes }: Moment): string | null {
  const time = segments[0]?.times[0]
  if (time === undefined) return null
  const hour = hourOf(time, minutes)
  if (hour.is === 'not') return null
  const two = (count: number): string => String(count).padStart(2, '0')
  return `${two(Math.floor(hour.minutes / 60) % 24)}:${two(hour.minutes % 60)}`
}
