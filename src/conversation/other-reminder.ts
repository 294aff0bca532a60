import type { Question } from '../../flows/shared/question.ts'
import { readTime } from '../reminders/read-time.ts'
import { answerPending } from './answer.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { bare } from './normalise.ts'
import { readFor } from './read-for.ts'
import { beginReminder, contentOf } from './remind-request.ts'
import { showReminders } from './reminder-list.ts'
import { called, listed } from './reminders.ts'
import type { Frame } from './session.ts'

/**
 * While a time is asked for, takes what is about another reminder: one that is waiting for its time, too (跟客户要资料那个对),
 * one that is asked after (28号备份那个呢), or a new one (喝水 每两小时). False when the words may be the answer.
 */
export function hearOther(draft: Draft, question: Question): boolean {
  return answersOther(draft) || asksAfter(draft) || startsAnother(draft, question)
}

const whatOf = ({ answers }: Frame): string => {
  const value = answers.find(({ questionId }) => questionId === 'what')?.value
  return value?.kind === 'text' ? bare(value.text) : ''
}

/** 跟客户要资料那个改到十点: it comes to the front, and what is left of the words is its answer. */
function answersOther(draft: Draft): boolean {
  const { live, session } = draft
  const words = bare(draft.text)
  if (live === undefined || (whatOf(live.frame) !== '' && words.includes(whatOf(live.frame)))) return false
  const waiting = session.frames.filter((frame) => frame.flow === 'remind' && frame !== live.frame)
  const meant = waiting.filter((frame) => whatOf(frame).length > 1 && words.includes(whatOf(frame)))
  const [other] = meant
  if (other === undefined || meant.length > 1) return false
  draft.session = { ...session, frames: [...session.frames.filter((frame) => frame !== other), other] }
  const rest = words.replace(whatOf(other), '').replace(POINTING, '')
  const next = draft.live
  const asked = next && pendingQuestion(next)
  draft.event = { ...draft.event, text: rest }
  const agreed = rest.replace(AGREED, '')
  if (next !== undefined && asked !== undefined && rest !== '') {
    if (agreed !== '' && readFor(draft, asked, agreed).kind === 'answer') draft.event = { ...draft.event, text: agreed }
    if (readFor(draft, asked, draft.text).kind === 'answer') {
      answerPending(draft, next, asked)
      return true
    }
  }
  draft.ask()
  return true
}

const POINTING = /^(?:的)?(?:那个|这个|那条|的)?(?:提醒)?|(?:那个|那条)(?:提醒)?$/gu
/** 对,12月14号: what comes after it is more exact. */
const AGREED = /^(?:对|好|是|嗯|可以|行)(?:的|了)?/u

/** 28号备份那个呢 is a question. */
function asksAfter(draft: Draft): boolean {
  if (!/(?:那个|那条|的|提醒)呢[?？]?$/u.test(draft.text.trim())) return false
  if (listed(draft).length > 0) showReminders(draft)
  else draft.ask()
  return true
}

/** Said around a time that is an answer. */
const AROUND =
  /^(?:那|就|那就|还是|应该|大概|可能|是|不对|不是|我说的是?|我想|我要|算了|因为|所以|得|要|再|改|改成|改到|每次|都|提前|推迟|晚|早)+|(?:就行|就好|就可以|可以|行|好|好了|吧|呀|啊|结束|到期|交|开始|之前|以前|前|左右|的|了|都行|再说|提醒|再提醒)+$/gu

/** 喝水 每两小时: what is to be done is said apart from a whole time, and is nothing that is asked about. */
function startsAnother(draft: Draft, question: Question): boolean {
  const { text, now, knowledge, live } = draft
  const parts = text.trim().split(/[\s,，。;；、]+/u)
  const reading = readTime(text, now)
  if (parts.length < 2 || (reading.kind !== 'once' && reading.kind !== 'recurring')) return false
  const bareParts = parts.filter((part) => readTime(part, now).kind === 'none').map((part) => bare(part))
  const [what, ...others] = bareParts.map((part) => part.replace(AROUND, '')).filter((part) => part !== '')
  const content = contentOf(reading.content, knowledge.reminders.phrases.request)
  if (what === undefined || others.length > 0 || what.length < 2 || content === '') return false
  const isAsked = live !== undefined && (whatOf(live.frame).includes(what) || what.includes(whatOf(live.frame) || '\n'))
  const isKnown = called(draft, listed(draft), what).length > 0
  if (isAsked || isKnown || readFor(draft, question, what).kind === 'answer' || knowledge.phrases.yes.has(what))
    return false
  if (knowledge.phrases.no.has(what)) return false
  beginReminder(draft, text)
  draft.ask()
  return true
}
