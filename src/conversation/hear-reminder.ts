import { answerPending } from './answer.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { manageReminder } from './manage-reminder.ts'
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
