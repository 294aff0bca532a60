import type { Question } from '../../flows/shared/question.ts'
import { isAsking } from './asking.ts'
import { asksOrWants } from './doubt.ts'
import { type Draft, row } from './draft.ts'
import { keepForLater, type LiveFrame, type Step } from './frame.ts'
import { readFor } from './read-for.ts'

/** What would be if, is not so. */
const SUPPOSES = /^(?:要是|如果|万一|假如)|会不会|[?？]/u

/**
 * Files what was said too early where it belongs, says so, and asks the pending question again: nobody has to say it
 * twice. False when it does not read as an answer there, or one is kept there already.
 */
export function keepAhead(draft: Draft, live: LiveFrame, later: Question, words: string): boolean {
  if (draft.say.length > 0 || SUPPOSES.test(words)) return false
  if (isAsking(words, draft) || asksOrWants(draft, words)) return false
  const reading = readFor(draft, later, words)
  if (reading.kind !== 'answer' || reading.unclear !== undefined) return false
  if (reading.value.kind === 'unsure' || reading.value.kind === 'skipped') return false
  if (live.frame.parked.some(({ questionId }) => questionId === later.id)) return false
  const step: Step = {
    question: later,
    answer: { questionId: later.id, value: reading.value, messageId: draft.event.id, at: draft.now.at },
  }
  draft.setTop(keepForLater(live, [step.answer]))
  draft.speak('answer/took', { with: { items: { lines: [row(step)] } } })
  draft.ask()
  return true
}
