import { z } from 'zod'
import { normalise } from '../conversation/normalise.ts'
import { REMARK_KINDS, type RemarkKind, type RemarkPhrases, type RemarkWords } from '../conversation/remarks.ts'

const words = z.array(z.string().min(1))

const Kind = z.strictObject({ words: words.min(1), more: words.default([]), needs: words.default([]) })

/** The shape of data/phrases/remarks.yaml; how it is read is explained there. */
export const RemarkLists = z.strictObject({
  fillers: words,
  kinds: z.strictObject(
    Object.fromEntries(REMARK_KINDS.map((kind) => [kind, Kind])) as Record<RemarkKind, typeof Kind>,
  ),
  faces: words,
})

/** Puts the lists into the form that `remarksIn` looks up. */
export function indexRemarks({ fillers, kinds, faces }: z.infer<typeof RemarkLists>): RemarkPhrases {
  const set = (...lists: readonly (readonly string[])[]) => new Set(lists.flat().map(plain))
  const index = ({ words: own, more, needs }: (typeof kinds)[RemarkKind]): RemarkWords => ({
    words: set(own),
    others: set(more, fillers),
    needs: needs.map(plain),
  })
  return {
    kinds: Object.fromEntries(REMARK_KINDS.map((kind) => [kind, index(kinds[kind])])) as RemarkPhrases['kinds'],
    faces: set(faces),
  }
}

const plain = (word: string): string => normalise(word).replace(/\s+/g, '')
