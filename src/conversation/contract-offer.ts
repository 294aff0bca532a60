import { nda as NDA } from '../../flows/nda/machine.ts'
import { saysSigned } from './contract-talk.ts'
import type { Draft } from './draft.ts'
import { hasAny } from './has-any.ts'
import { squeezed } from './normalise.ts'
import { inputFor } from './topics.ts'

/** Longer, in UTF-16 units, it tells a story. */
const LONGEST = 40

/**
 * Takes up that somebody wants an agreement read: 我把合同发你你帮我看, 协议贴给你行吗. The text is asked for at once, since
 * in a hurry every question more is one too many; in the middle of the questions it is waited for. False when it is no
 * such offer, or something else is asked.
 */
export function takeOffer(draft: Draft): boolean {
  const { live, text, knowledge, session } = draft
  if ((live !== undefined && live.flow.id !== NDA.id) || text.length > LONGEST) return false
  const { what, hands, unless } = knowledge.contractTalk.offer
  const plain = squeezed(text)
  const has = (words: readonly string[]): boolean => hasAny(plain, words)
  const isNamed = has(what) || (session.last?.pages.some(({ page }) => /^nda\b/u.test(page)) ?? false)
  if (!isNamed || !has(hands) || has(unless)) return false
  if (live !== undefined) {
    draft.speak('nda/waiting')
    return true
  }
  const stage = saysSigned(draft) ? 'signed' : 'text'
  draft.push(NDA, inputFor(draft), [
    { questionId: 'stage', value: { kind: 'choice', id: stage }, messageId: draft.event.id, at: draft.now.at },
  ])
  draft.speak('nda/privacy')
  draft.ask()
  return true
}
