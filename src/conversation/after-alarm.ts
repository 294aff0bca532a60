import { firstDraft } from '../../flows/incident/drafts.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { tells } from './answers/told.ts'
import { howOf } from './begin-incident.ts'
import type { Draft } from './draft.ts'
import { handleTogether } from './incidents.ts'
import { isInEmergency } from './last-said.ts'
import { remarksIn } from './remarks.ts'
import { isAboutComplaint, isInDistress } from './topics.ts'

const THREATENED = 'remark/threatened'

/** Somebody who despaired just now has harmed themselves, or is threatened or exposed: that comes before whoever blames them. False when it is something else. */
export function hearThreat(draft: Draft): boolean {
  const { text, knowledge } = draft
  if (isInDistress(draft) && knowledge.incidents.inDanger.some((one) => tells(text, one))) {
    draft.speak('remark/in-danger')
    return true
  }
  const isMeant = knowledge.incidents.questions.some((one) => one.page === THREATENED && tells(text, one))
  if (!isMeant || !isInDistress(draft)) return false
  draft.speak(THREATENED)
  draft.speak('remark/with-you')
  return true
}

/** What is said between an alarm and the incident; it stands for a question in `questions` of the phrases. */
const NEXT = 'urgent/next'

/**
 * Hears what somebody says who was just told the first thing to do, and has begun nothing yet: let us do it together,
 * how do I tell the client, I cannot take it back. False when it is something else, or when nothing has happened.
 */
export function hearAfterAlarm(draft: Draft): boolean {
  const { live, session, text, knowledge } = draft
  const { alone, questions } = knowledge.incidents
  if (live !== undefined || (session.alarm === null && !isAboutComplaint(draft))) return false
  const asked = questions.find(({ at, ...one }) => (at.length === 0 || at.includes(NEXT)) && tells(text, one))
  if (alone.together.some((one) => tells(text, one))) handleTogether(draft)
  else if (session.alarm === null) return false
  else if (session.alarm.case === 'accused' && alone.doubt.some((one) => tells(text, one))) {
    draft.session = { ...session, alarm: null, last: null, more: [] }
    draft.speak('emergency/only-doubt')
    return true
  } else if (asked !== undefined) draft.speak(asked.page)
  else if (alone.first.some((one) => tells(text, one))) {
    draft.speak('incident/draft-follows-receipt')
    draft.say.push(firstOf(draft, session.alarm))
  } else if (session.alarm.case === 'leaked' && asksWhatNow(draft)) {
    draft.speak('emergency/then-tell')
    draft.say.push(firstOf(draft, session.alarm))
    draft.offerMore(knowledge.sections('complaint').slice(1))
  } else return false
  if (draft.live === undefined) draft.speak(NEXT)
  return true
}

const firstOf = (draft: Draft, alarm: NonNullable<Draft['session']['alarm']>): Saying =>
  firstDraft(alarm.case === 'leaked', howOf(draft, alarm.words)[0])

/**
 * "怎么办怎么办": the first step of a complaint is no answer to somebody who has leaked something and was told the first: this
 * stands in its place, and the other steps follow.
 */
function asksWhatNow(draft: Draft): boolean {
  const steps = draft.knowledge.sections('complaint')
  if (!isInEmergency(draft) || draft.session.more.length < steps.length) return false
  return remarksIn(draft.text, draft.knowledge.remarks).some((kind) => kind === 'panic' || kind === 'next')
}
