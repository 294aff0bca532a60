import type { Question } from '../../flows/shared/question.ts'
import type { Draft } from './draft.ts'
import { type LiveFrame, questionsAhead } from './frame.ts'
import { hasAny, NONE } from './has-any.ts'
import { squeezed } from './normalise.ts'

/** The later question of the flow that words are about which say nothing at this one. */
export function questionMeant(draft: Draft, live: LiveFrame, { id }: Question, words: string): Question | undefined {
  const { signs } = draft.knowledge.phrases.asides.elsewhere
  const plain = squeezed(words)
  return questionsAhead(live).find((one) => one.id !== id && hasAny(plain, signs.get(one.id) ?? NONE))
}
