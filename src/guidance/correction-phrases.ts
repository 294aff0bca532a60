import { z } from 'zod'
import type { CorrectionPhrases } from '../conversation/correction-words.ts'

const words = z.array(z.string().min(1)).min(1)

/** The shape of data/phrases/corrections.yaml: how people say which answer was wrong, and what it should be. */
export const CorrectionWords = z.strictObject({
  wrong: words,
  around: words,
  last: words,
  leads: words,
  arrows: words,
  open: words,
  again: words,
  links: words,
  surely: words,
  asking: words,
  add: words,
  remove: words,
  without: z.strictObject({ before: words, after: words }),
  also: words,
  names: z.record(z.string(), words),
})

/** The same lists, the longest words first, so that 改名叫 is not taken for 改名. */
export function indexCorrections({ names, without, ...lists }: z.infer<typeof CorrectionWords>): CorrectionPhrases {
  const sorted = Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, longestFirst(list)]))
  return {
    ...(sorted as Omit<CorrectionPhrases, 'names' | 'without'>),
    without: { before: longestFirst(without.before), after: longestFirst(without.after) },
    names: new Map(Object.entries(names)),
  }
}

const longestFirst = (list: readonly string[]): readonly string[] => [...list].sort((a, b) => b.length - a.length)
