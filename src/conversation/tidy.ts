import type { AsidePhrases } from './aside-words.ts'
import { bare } from './normalise.ts'
import { simplify } from './simplify.ts'

/** Nobody says more of such words around an answer; in a long row of 吧 each would be a look at all that is left. */
const MOST = 12

/** The words without what people say before and after: 报价 of "就是报价吧". What would be nothing stays as it is. */
export function tidied(words: string, { tidy, names }: Pick<AsidePhrases, 'tidy' | 'names'>): string {
  let left = words.trim()
  for (let taken = 0; ; taken++) {
    if (taken === MOST) return left
    const plain = simplify(left)
    const lead = tidy.unless.some((word) => plain.startsWith(word))
      ? undefined
      : tidy.leads.find((word) => plain.startsWith(word))
    const tail = names.keep.some((word) => plain.endsWith(word))
      ? undefined
      : tidy.tails.find((word) => plain.endsWith(word))
    const next =
      tail !== undefined
        ? left.slice(0, -tail.length).replace(/[，,、。.~\s]+$/u, '')
        : lead !== undefined
          ? left.slice(lead.length).replace(/^[\p{P}\s]+/u, '')
          : left
    if (next === left || bare(next).length < 2) return left
    left = next
  }
}
