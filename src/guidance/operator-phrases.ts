import { z } from 'zod'
import type { Phrases } from '../conversation/knowledge.ts'
import { bare } from '../conversation/normalise.ts'
import type { OperatorPhrases } from '../conversation/operator-words.ts'

/** The shape of data/phrases/operator.yaml. */
export const OperatorLists = z.strictObject({ invite: z.array(z.string().min(1)).min(1) })

/** Puts the list into the form that `operatorAsks` looks up; `clash` is told of each phrase that everybody may say. */
export function indexOperator(
  { invite }: z.infer<typeof OperatorLists>,
  { always, unasked }: Pick<Phrases, 'always' | 'unasked'>,
  clash: (phrase: string) => void,
): OperatorPhrases {
  for (const phrase of invite) if (always.has(bare(phrase)) || unasked.has(bare(phrase))) clash(phrase)
  return { invite: new Set(invite.map(bare)) }
}
