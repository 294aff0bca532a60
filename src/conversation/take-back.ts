import type { Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { readYesNo } from './answers/yes-no.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion, stepsOf } from './frame.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'

/**
 * Hears at a question that what it asks about has not happened yet: "还没确认" when asked for the day. The earlier answer
 * that led there is open again. False when the message says no such thing.
 */
export function takeBack(draft: Draft): boolean {
  const live = draft.live
  const question = live && pendingQuestion(live)
  const page = question && draft.knowledge.page(question.page)
  if (live === undefined || page === undefined || question?.takesBack === undefined) return false
  if (readFor(draft, question, draft.text).kind !== 'notUnderstood') return false
  const step = stepsOf(live).find((one) => one.question.id === question.takesBack)
  if (step === undefined || !deniesIt(draft, step.question, page.wording)) return false
  draft.setTop({ ...live.frame, revisiting: question.takesBack })
  const revisiting = draft.live
  if (revisiting === undefined) return false
  giveAnswer(draft, revisiting, step.question, { kind: 'unsure' })
  return true
}

/** Is it a no to what is asked, or what the earlier question knows as "nobody yet"? */
function deniesIt(draft: Draft, earlier: Question, wording: string): boolean {
  const reading = readFor(draft, earlier, draft.text)
  if (reading.kind === 'answer' && reading.value.kind === 'unsure') return true
  return readYesNo(simplify(draft.text), wording, draft.knowledge.yesNo) === 'no'
}
