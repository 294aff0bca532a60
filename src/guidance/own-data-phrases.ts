import { z } from 'zod'
import { normalise } from '../conversation/normalise.ts'
import { OWN_DATA, type OwnDataId, type OwnDataPhrases } from '../conversation/own-data-words.ts'

const words = z.array(z.string().min(1)).min(1)

const Intent = z.strictObject({ needs: z.array(words).min(1), more: words })

/** The shape of data/phrases/own-data.yaml; how it is read is explained there. */
export const OwnDataLists = z.strictObject({
  fillers: words,
  intents: z.strictObject(Object.fromEntries(OWN_DATA.map((id) => [id, Intent])) as Record<OwnDataId, typeof Intent>),
})

/** Puts the lists into the form that `ownDataIn` looks up. */
export function indexOwnData({ fillers, intents }: z.infer<typeof OwnDataLists>): OwnDataPhrases {
  const set = (...lists: readonly (readonly string[])[]) => new Set(lists.flat().map(plain))
  const entries = OWN_DATA.map((id) => {
    const { needs, more } = intents[id]
    return [id, { needs: needs.map((list) => set(list)), others: set(fillers, more) }]
  })
  return Object.fromEntries(entries) as OwnDataPhrases
}

const plain = (word: string): string => normalise(word).replace(/\s+/g, '')
