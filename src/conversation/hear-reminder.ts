import { answerPending } from './answer.ts'
import { obey } from './commands.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { manageReminder } from './manage-reminder.ts'
import { bare, normalise } from './normalise.ts'
import { hearOther } from './other-reminder.ts'
import { readFor } from './read-for.ts'
import { asksForAnother, requestReminder, takesBoth } from './remind-request.ts'
import { askForReminders } from './reminder-list.ts'
import { takeOffer } from './reminder-offer.ts'
import { setQuietHours, setZone } from './reminder-settings.ts'
import { answerTold } from './reminder-told.ts'
import { leavePick } from './reminders.ts'
import { renameReminder } from './rename-reminder.ts'

/** Takes what is about reminders in whatever words, at any point. False when the message is about something else. */
export function hearReminder(draft: Draft): boolean {
  if (dropsOpen(draft)) return true
  if (asksForTime(draft) && (askForReminders(draft) || setQuietHours(draft) || changesAnother(draft))) return true
  if (answersTime(draft) || takesBoth(draft)) return true
  const { session } = draft
  leavePick(draft)
  if (HEARS.some((isTaken) => isTaken(draft))) return true
  draft.session = session
  return false
}

const HEARS = [
  askForReminders,
  takeOffer,
  setQuietHours,
  setZone,
  answerTold,
  renameReminder,
  manageReminder,
  requestReminder,
] as const

const asksForTime = ({ live }: Draft): boolean => live !== undefined && pendingQuestion(live)?.kind === 'time'

/** 刚才设错了,删掉; 不要提醒我喝水了: what is being asked about is not wanted. */
function dropsOpen(draft: Draft): boolean {
  const { live } = draft
  if (live?.flow.id !== 'remind' || draft.text.length > LONGEST) return false
  const value = live.frame.answers.find(({ questionId }) => questionId === 'what')?.value
  const what = value?.kind === 'text' ? bare(value.text) : ''
  const words = normalise(draft.text).replace(/[\s\p{P}]+/gu, '')
  const left = what === '' ? words : words.replace(what, '')
  if (!(left === words ? DROPS : DROPS_IT).test(left)) return false
  obey(draft, 'cancel')
  return true
}

const LONGEST = 60

const DROPS =
  /^(?:不对|错了|刚才|刚刚|那个|这个|这条|[设说搞弄]错了?|我|烦死了?|好烦|先|都)*(?:撤销|撤回|撤了|不要了?|删掉|删了|删除|取消|作废|不设了|不用设了|别[发问说吵]了?|(?:不用|不要|别)再?提醒我?)(?:它|吧|了|这个|那个)*$/u
const DROPS_IT =
  /^(?:把|那个|这个|的)*(?:提醒)?(?:(?:撤销|撤回|不要|不用|删掉|删了|删除|删|取消|作废|不设)|(?:不用|不要|别)再?提醒我?)(?:它|吧|了)*$/u

/** While a time is asked for, 第1个改到下午两点 is about another reminder, and 改成每月1号 is the answer. */
const changesAnother = (draft: Draft): boolean =>
  !asksForAnother(draft) && CHANGES.test(draft.text.trim()) && manageReminder(draft)

const CHANGES =
  /^.+[改换调推挪]|第.{1,3}[个条].|^.{2,}(?:只要|取消|删|停|不要|不用)|^(?:取消|删|不用提醒|别提醒|停).{2,}/u

/** A time that is asked for is taken before the same words could mean anything else. */
function answersTime(draft: Draft): boolean {
  const { live } = draft
  const question = live && pendingQuestion(live)
  if (live !== undefined && question?.kind === 'time' && !asksForAnother(draft) && hearOther(draft, question))
    return true
  if (
    live === undefined ||
    question?.kind !== 'time' ||
    asksForAnother(draft) ||
    readFor(draft, question, draft.text).kind !== 'answer'
  )
    return false
  answerPending(draft, live, question)
  return true
}
