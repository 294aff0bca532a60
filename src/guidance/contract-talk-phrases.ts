import { z } from 'zod'
import { type ContractTalk, STAGE_KINDS, type TalkWords } from '../conversation/knowledge.ts'
import { bare, normalise } from '../conversation/normalise.ts'

const words = z.array(z.string().min(1)).min(1)
const unless = z.array(z.string().min(1)).default([])

const stageWords = z.strictObject({ find: words, unless })

/** The shape of data/phrases/contract-talk.yaml: what people say about a contract that has just been read. */
export const TalkLists = z.strictObject({
  verdict: z.strictObject({ find: words, whole: words, unless }),
  worst: z.strictObject({ find: words, which: words, bad: words }),
  unsigned: words,
  unsettled: words,
  signed: z.strictObject({ find: words, whole: words, unless, how: words, others: words, done: words }),
  about: words,
  stall: z.strictObject({ find: words, asks: words }),
  paid: z.strictObject({ what: words, done: words }),
  offer: z.strictObject({ what: words, hands: words, unless }),
  fixed: z.strictObject({ find: words, whole: words, unless }),
  messages: z.strictObject({ find: words, whole: words, unless }),
  reword: z.strictObject({ one: words, shorter: words, softer: words, otherwise: words }),
  declining: z.strictObject({ find: words, how: words, whole: words, unless }),
  place: z.strictObject({ tails: words }),
  asks: words,
  clauses: z.record(z.string(), words),
  another: words,
  leaves: words,
  stage: z.strictObject({
    notAsked: stageWords,
    signed: stageWords,
    long: stageWords,
    image: stageWords,
    link: stageWords,
    nothing: stageWords,
    text: stageWords,
    waits: words,
    dead: words,
    mend: words,
  }),
  sections: z.record(z.string(), words),
})

const plain = (list: readonly string[]): readonly string[] => list.map((word) => normalise(word).replace(/\s+/g, ''))

const talkWords = (lists: z.infer<typeof TalkLists>['verdict']): TalkWords => ({
  find: plain(lists.find),
  whole: new Set(lists.whole.map(bare)),
  unless: plain(lists.unless),
})

/** Puts the lists into the form in which messages are compared. */
export function indexTalk(lists: z.infer<typeof TalkLists>): ContractTalk {
  const {
    verdict,
    worst,
    unsigned,
    unsettled,
    signed,
    about,
    stall,
    paid,
    offer,
    fixed,
    messages,
    reword,
    declining,
    place,
    asks,
    clauses,
    another,
    leaves,
  } = lists
  const { waits, dead, mend, ...stages } = lists.stage
  return {
    verdict: talkWords(verdict),
    worst: { find: plain(worst.find), which: plain(worst.which), bad: plain(worst.bad) },
    unsigned: plain(unsigned),
    unsettled: plain(unsettled),
    signed: { ...talkWords(signed), how: plain(signed.how), others: plain(signed.others), done: plain(signed.done) },
    about: plain(about),
    stall: { find: plain(stall.find), asks: plain(stall.asks) },
    paid: { what: plain(paid.what), done: plain(paid.done) },
    offer: { what: plain(offer.what), hands: plain(offer.hands), unless: plain(offer.unless) },
    fixed: talkWords(fixed),
    messages: talkWords(messages),
    reword: {
      one: new Set(reword.one.map(bare)),
      shorter: new Set(reword.shorter.map(bare)),
      softer: new Set(reword.softer.map(bare)),
      otherwise: new Set(reword.otherwise.map(bare)),
    },
    declining: { ...talkWords(declining), how: plain(declining.how) },
    tails: new Set(place.tails.map(bare)),
    asks: plain(asks),
    clauses: Object.entries(clauses)
      .flatMap(([type, list]) => plain(list).map((word) => [word, type] as const))
      .sort(([one], [other]) => other.length - one.length),
    another: plain(another),
    leaves: plain(leaves),
    stages: STAGE_KINDS.map((kind) => ({
      kind,
      find: plain(stages[kind].find),
      unless: plain(stages[kind].unless),
    })),
    waits: plain(waits),
    dead: plain(dead),
    mend: plain(mend),
    sections: Object.entries(lists.sections)
      .flatMap(([page, list]) => plain(list).map((word) => [word, page] as const))
      .sort(([one], [other]) => other.length - one.length),
  }
}
