import type { CaseRecord } from './case.ts'
import type { Draft } from './draft.ts'
import { hasAny } from './has-any.ts'
import { bare, squeezed } from './normalise.ts'
import { openRecords, reopen } from './records.ts'

/**
 * "我签了", said after the agreement was filed as not signed: the record is opened at that question, or it is asked which.
 * False when nothing is filed so, or while something else is asked.
 */
export function signedSince(draft: Draft): boolean {
  const { find, whole, unless } = draft.knowledge.contractTalk.signed
  const plain = squeezed(draft.text)
  const has = (words: readonly string[]) => hasAny(plain, words)
  if (draft.live !== undefined || has(unless) || !(whole.has(bare(draft.text)) || has(find))) return false
  const cases = draft.cases.filter(isUnsigned)
  const [only, ...others] = cases
  if (only === undefined) return false
  if (others.length > 0) {
    openRecords(draft, 'change', cases)
    return true
  }
  reopen(draft, only)
  const live = draft.live as Draft['live']
  if (live !== undefined) draft.setTop({ ...live.frame, revisiting: 'signed' })
  draft.ask()
  return true
}

function isUnsigned({ flow, entries }: CaseRecord): boolean {
  const signed = entries.find(({ questionId }) => questionId === 'signed')?.value
  return flow === 'nda' && (signed?.kind === 'unsure' || (signed?.kind === 'choice' && signed.id === 'not-yet'))
}
