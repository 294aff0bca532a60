import { z } from 'zod'
import type { ContractPhrases } from '../conversation/knowledge.ts'
import { bare, normalise } from '../conversation/normalise.ts'

const words = z.array(z.string().min(1)).min(1)

/** The shape of data/phrases/contract.yaml: how people hand over a contract, and what one looks like. */
export const ContractWords = z.strictObject({
  finished: words,
  more: words,
  signs: words,
  endings: words,
  terms: words,
  demands: z.strictObject({ secrecy: words, paying: words, work: words, length: words, material: words }),
  quoting: words,
  own: words,
  talk: words,
  hurry: z.strictObject({
    neutral: words,
    sign: words,
    soon: words,
    unless: words,
    pressed: words,
    rushed: words,
    left: words,
  }),
  detail: z.strictObject({ before: words, after: words }),
})

/** Puts the lists into the form in which messages are compared. */
export function indexContractPhrases({
  finished,
  more,
  signs,
  endings,
  terms,
  demands,
  quoting,
  own,
  talk,
  hurry,
  detail,
}: z.infer<typeof ContractWords>): ContractPhrases {
  const plain = (list: readonly string[]) => list.map((word) => normalise(word).replace(/\s+/g, ''))
  const before = plain(detail.before).sort((a, b) => b.length - a.length)
  return {
    finished: new Set(finished.map(bare)),
    more: new Set(more.map(bare)),
    signs: plain(signs),
    endings: plain(endings),
    terms: plain(terms),
    demands: {
      secrecy: plain(demands.secrecy),
      paying: plain(demands.paying),
      work: plain(demands.work),
      length: plain(demands.length),
      material: plain(demands.material),
    },
    quoting: plain(quoting),
    own: plain(own),
    talk: plain(talk),
    hurry: {
      neutral: plain(hurry.neutral),
      sign: plain(hurry.sign),
      soon: plain(hurry.soon),
      unless: plain(hurry.unless),
      pressed: plain(hurry.pressed),
      rushed: plain(hurry.rushed),
      left: plain(hurry.left),
    },
    detail: { before, after: plain(detail.after) },
  }
}
