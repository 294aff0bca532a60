import { obey } from './commands.ts'
import type { Draft } from './draft.ts'
import { hasAny } from './has-any.ts'
import { squeezed } from './normalise.ts'
import { giveTopic } from './topics.ts'

/** Longer, in UTF-16 units, a message tells more than what is wanted. */
const LONGEST = 40

/**
 * Opens what somebody wants in their own words, of which no single one names it: "客户老问我资料在哪 我想整理给他看" is the
 * report that calms a client. Only while nothing is asked. False when it is no such wish.
 */
export function hearWish(draft: Draft): boolean {
  const plain = squeezed(draft.text)
  if (draft.live !== undefined || plain.length > LONGEST) return false
  const said = (words: readonly string[]): boolean => hasAny(plain, words)
  const wish = draft.knowledge.phrases.wishes.find(({ has, unless }) => has.every(said) && !said(unless))
  if (wish === undefined) return false
  if (wish.request.kind === 'command') obey(draft, wish.request.id)
  else giveTopic(draft, wish.request.id)
  return true
}
