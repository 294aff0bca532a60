import type { Question } from '../../flows/shared/question.ts'
import { answerPending } from './answer.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { bare } from './normalise.ts'
import { isOwnRequest } from './own-request.ts'
import { readFor } from './read-for.ts'
import { beginReminder } from './remind-request.ts'
import { showReminders } from './reminder-list.ts'
import { listed } from './reminders.ts'
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

/** 喝水 每两小时: another thing to do, or another time for one that is not named. */
function startsAnother(draft: Draft, question: Question): boolean {
  const { live } = draft
  if (live?.flow.id !== 'remind' || !isOwnRequest(draft, question, whatOf(live.frame))) return false
  beginReminder(draft, draft.text)
  draft.ask()
  return true
}
