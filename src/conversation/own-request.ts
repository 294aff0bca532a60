import type { Question } from '../../flows/shared/question.ts'
import { readTime } from '../reminders/read-time.ts'
import type { TimeReading } from '../reminders/reading.ts'
import { contentOf } from './asks-to-remind.ts'
import type { Draft } from './draft.ts'
import { bare, normalise } from './normalise.ts'
import { readFor } from './read-for.ts'
import { called, listed } from './reminders.ts'

/** Longer words tell a story around their answer. */
const LONGEST = 60

/**
 * While a time is asked for: is the message a request of its own, so that it is no answer, whatever time it tells? It is if it
 * names another thing to do (每天晚上十点备份聊天记录), or asks to be reminded at a time that is none of those that were proposed
 * (周五提醒我): who answers says the time and little else.
 */
export function isOwnRequest(draft: Draft, question: Question, about: string): boolean {
  const { text, now, knowledge } = draft
  if (text.length > LONGEST || question.time?.open?.anchor !== undefined) return false
  const reading = readTime(text, now)
  if (!tellsWhen(reading)) return false
  const what = bare(contentOf(reading.content, knowledge.reminders.phrases.request)).replace(AROUND, '')
  if (what === '') return asksAnew(draft, question, reading)
  const isThing = THING.test(what) || (what.length > 1 && APART.test(text.trim()))
  if (!isThing || OWN_WORDS.test(what) || about.includes(what) || (about !== '' && what.includes(about))) return false
  if (isAgreed(draft, what) || called(draft, listed(draft), what).length > 0) return false
  return readFor(draft, question, what).kind !== 'answer'
}

/** Is what stands beside the time a yes or a no? */
const isAgreed = ({ knowledge }: Draft, what: string): boolean =>
  knowledge.phrases.yes.has(what) || knowledge.phrases.no.has(what)

const tellsWhen = (reading: TimeReading): boolean =>
  reading.kind === 'once' || reading.kind === 'recurring' || (reading.kind === 'ask' && reading.why !== 'when')

/** Said around a time that is an answer. */
const AROUND =
  /^(?:那么?|就|还是|应该|大概|可能|是|不对|不是|不行|我说的是?|我想|我要|算了|因为|所以|得|要|再|改|改成|改到|换成|换到|每次|都|提前|推迟|晚|早|嗯|哦|好|对|行)+|(?:就行|就好|就可以|可以|行|好|好了|吧|呀|啊|结束|到期|开始|之前|以前|前|左右|的|了|都行|再说|提醒|再提醒|时候)+$/gu
/** A verb and its object, or a thing of some length; a short one stands apart from the time. */
const THING = /^(?=.*\p{Script=Han}.*\p{Script=Han}).{3,}$/u
const APART = /[\s,，。;；、]/u
/** What begins so gives a reason for the answer, or goes on speaking of it. */
const OWN_WORDS = /^[我咱你您他她它那这因所不没有太只比会能比刚正才先后每]|[吗么呢]$|几[号点时天]|什么|哪天|多少|怎么/u

/** Asked for by a verb: 提醒我, 叫我, 闹钟. */
const ASKED = /提醒(?:一?下)?我|[叫喊]我|闹钟|闹铃/u
/** It is the time of the same reminder that is to be another one. */
const CHANGED = /[改换调推挪]|还是|应该|不对|不是|就|吧[\s\p{P}]*$|那[天个就]/u
const NAMES_DAY = /[今明后]|大后|[周号日]|星期|礼拜|每|天|月/u

/** 周五提醒我, where the 13th is proposed; 早上提醒我, where it may be three at night or three in the afternoon. */
function asksAnew({ text, now }: Draft, { time }: Question, reading: TimeReading): boolean {
  const words = normalise(text)
  if (!ASKED.test(words) || CHANGED.test(words) || time === undefined) return false
  const { open, proposal } = time
  const starts = startsOf(reading)
  /** Who names no day means the day that is asked about. */
  const said = (start: string): string => (NAMES_DAY.test(words) ? start : start.slice(11))
  if (open !== null && open.choices.length > 0)
    return (
      starts.length > 0 && !starts.some((start) => open.choices.some((choice) => said(choice.start) === said(start)))
    )
  // 上午9点提醒我 is no answer to 每两小时.
  if (proposal?.everyMs !== undefined) return true
  if (proposal === null || !NAMES_DAY.test(words)) return false
  return proposal.zone === now.zone && !starts.some((start) => start.slice(0, 10) === proposal.start.slice(0, 10))
}

function startsOf(reading: TimeReading): readonly string[] {
  if (reading.kind === 'once' || reading.kind === 'recurring') return [reading.schedule.start]
  return reading.kind === 'ask' ? reading.choices.map(({ start }) => start) : []
}
