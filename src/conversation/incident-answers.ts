import type { Answers } from '../../flows/shared/flow.ts'
import { questionsAhead } from './frame.ts'
import type { Incident } from './incident.ts'
import { liveOf } from './incident-frame.ts'
import type { Answer } from './session.ts'

/**
 * What counts of an incident's answers: the last to each question that the other answers lead to. What was said on a
 * way that a correction has closed is in the log only; a question that is open on the way hides nothing behind it.
 */
export function currentAnswers(incident: Incident): readonly Answer[] {
  const live = liveOf(incident)
  const ahead = new Set(questionsAhead(live).map(({ id }) => id))
  return [...live.frame.answers, ...live.frame.parked.filter(({ questionId }) => ahead.has(questionId))]
}

/** The same by question id, as the rules of the flow look at them. */
export const standingAnswers = (incident: Incident): Answers =>
  Object.fromEntries(currentAnswers(incident).map(({ questionId, value }) => [questionId, value]))
