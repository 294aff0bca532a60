import type { Phrases } from './knowledge.ts'
import { bare } from './normalise.ts'

/** How the operator asks for a code for one more person, from data/phrases/operator.yaml. */
export interface OperatorPhrases {
  readonly invite: ReadonlySet<string>
}

/**
 * What of an operator's message is meant for the operator's desk: that somebody is to be invited, or that they look at
 * the menu, where that is then told. The whole message has to say it, because it may as well be an answer.
 */
export function operatorAsks(
  text: string,
  phrases: OperatorPhrases,
  { always }: Pick<Phrases, 'always'>,
): 'invite' | 'menu' | undefined {
  const form = bare(text)
  if (phrases.invite.has(form)) return 'invite'
  const request = always.get(form)
  return request?.kind === 'command' && request.id === 'menu' ? 'menu' : undefined
}
