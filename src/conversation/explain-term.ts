import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { termAskedFor } from './terms.ts'

/**
 * Says what a word is and asks the pending question again: "啥叫商业秘密啊", "NDA 是啥意思?".
 *
 * At any question, because the words may name an option that was only asked about. False when no known word is asked
 * for, and while nothing is pending, if the topic search has more to say about it.
 */
export function explainTerm(draft: Draft): boolean {
  const { knowledge, live } = draft
  const page = termAskedFor(draft.text, knowledge.terms)
  if (page === undefined) return false
  if (live === undefined || pendingQuestion(live) === undefined) {
    if (knowledge.findTopic(draft.text).confidence === 'sure') return false
  }
  draft.speak(page)
  draft.ask()
  return true
}
