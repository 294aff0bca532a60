import type { Answers } from '../shared/flow.ts'
import { isTold, type Verdict, verdictOf } from './rules.ts'

/** Where an incident stands, for lists and for the message that is due. */
export type Stage = 'receipt' | 'stop' | 'understand' | Verdict | 'closure'

/** The stage that the answers have come to. */
export function stageOf(answers: Answers): Stage {
  const verdict = verdictOf(answers)
  if (verdict === 'confirmed' && isTold(answers, 'reported')) return 'closure'
  if (verdict === 'unfounded' && isTold(answers, 'shown')) return 'closure'
  if (verdict !== undefined) return verdict
  if (!isTold(answers, 'receipt')) return 'receipt'
  return answers.freeze === undefined ? 'stop' : 'understand'
}
