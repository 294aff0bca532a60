import { z } from 'zod'
import { squeezed } from '../conversation/normalise.ts'
import type { TermPhrases } from '../conversation/term-words.ts'

const words = z.array(z.string().min(1)).min(1)

/** The shape of data/phrases/terms.yaml: how people ask what a word is. */
export const TermWords = z.strictObject({
  around: words,
  before: words,
  after: words,
  terms: z.record(z.string(), words),
})

/** The page of a word. */
export const pageOfTerm = (id: string): string => `terms/${id}`

/** Puts the lists into the form in which messages are compared. */
export function indexTerms({ around, before, after, terms }: z.infer<typeof TermWords>): TermPhrases {
  const set = (list: readonly string[]) => new Set(list.map(squeezed))
  return {
    around: set(around),
    before: set(before),
    after: set(after),
    pages: new Map(
      Object.entries(terms).flatMap(([id, names]) => names.map((name) => [squeezed(name), pageOfTerm(id)])),
    ),
  }
}
