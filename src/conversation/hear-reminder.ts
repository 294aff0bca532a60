import { answerPending } from './answer.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { readFor } from './read-for.ts'
import { asksForAnother, requestReminder, takesBoth } from './remind-request.ts'
import { manageReminder } from './reminder-list.ts'
import { takeOffer } from './reminder-offer.ts'
import { setQuietHours, setZone } from './reminder-settings.ts'
import { answerTold } from './reminder-told.ts'
import { leavePick } from './reminders.ts'

/** Takes what is about reminders in whatever words, at any point. False when the message is about something else. */
export function hearReminder(draft: Draft): boolean {
  if (answersTime(draft) || takesBoth(draft)) return true
  const { session } = draft
  leavePick(draft)
  if (HEARS.some((isTaken) => isTaken(draft))) return true
  draft.session = session
  return false
}

const HEARS = [takeOffer, setQuietHours, setZone, answerTold, manageReminder, requestReminder] as const

/** A time that is asked for is taken before the same words could mean anything else. */
function answersTime(draft: Draft): boolean {
  const { live } = draft
  const question = live && pendingQuestion(live)
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
