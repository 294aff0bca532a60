import { z } from 'zod'
import { RECORD_ACTIONS, type RecordAction, type RecordPhrases } from '../conversation/knowledge.ts'
import { bare, squeezed } from '../conversation/normalise.ts'

const words = z.array(z.string().min(1))
const byAction = z.strictObject(
  Object.fromEntries(RECORD_ACTIONS.map((action) => [action, words])) as Record<RecordAction, typeof words>,
)

/** The shape of data/phrases/records.yaml: how people say what is to be done about a client's record. */
export const RecordWords = z.strictObject({
  ofClient: byAction,
  ofClientUnasked: byAction,
  around: z.strictObject({ before: words, after: words }),
  dropNote: words,
  opening: z.strictObject({
    record: words,
    make: words,
    what: words,
    named: words.min(1),
    notName: words,
    agreement: words,
    look: words,
    unclear: words,
    around: words,
  }),
  owners: z.strictObject({
    tails: words.min(1),
    strong: words.min(1),
    others: words.min(1),
    own: words.min(1),
    notOwners: words.min(1),
    joins: words.min(1),
  }),
  story: z.strictObject({
    work: words.min(1),
    keeps: words.min(1),
    several: words.min(1),
    joins: words.min(1),
    starts: words.min(1),
    says: words.min(1),
  }),
  review: z.strictObject({ file: words, notYet: words, short: z.record(z.string(), words), note: words }),
  closing: z.record(z.string(), words),
})

type Lists = z.infer<typeof RecordWords>

/** Puts the lists into the form the understanding looks up; `clash` is told of each phrase that means two things. */
export function indexRecordPhrases(
  { ofClient, ofClientUnasked, around, dropNote, opening, owners, story, review, closing }: Lists,
  clash: (phrase: string, actions: readonly [string, string]) => void,
): RecordPhrases {
  const always = index(ofClient, new Map(), clash)
  return {
    ofClient: always,
    ofClientUnasked: index(ofClientUnasked, always, clash),
    around: { before: longestFirst(around.before), after: longestFirst(around.after) },
    review: {
      file: new Set(review.file.map(bare)),
      notYet: new Set(review.notYet.map(bare)),
      short: Object.entries(review.short).map(([id, list]) => ({ id, words: list })),
      note: review.note,
    },
    dropNote: new Set(dropNote.map(bare)),
    opening: {
      record: opening.record.map(squeezed),
      make: opening.make.map(squeezed),
      what: opening.what.map(squeezed),
      named: opening.named.map(squeezed).sort((a, b) => b.length - a.length),
      notName: opening.notName.map(squeezed),
      agreement: opening.agreement.map(squeezed),
      look: opening.look.map(squeezed),
      unclear: opening.unclear.map(squeezed),
      around: opening.around.map(squeezed),
    },
    owners: {
      tails: longestFirst(owners.tails),
      strong: longestFirst(owners.strong),
      others: longestFirst(owners.others),
      own: longestFirst(owners.own),
      notOwners: owners.notOwners,
      joins: longestFirst(owners.joins),
    },
    story: {
      work: longestFirst(story.work.map(squeezed)),
      keeps: longestFirst(story.keeps.map(squeezed)),
      several: story.several.map(squeezed),
      joins: longestFirst(story.joins),
      starts: longestFirst(story.starts),
      says: longestFirst(story.says),
    },
    closing: Object.entries(closing).map(([id, list]) => ({ id, words: list })),
  }
}

const longestFirst = (list: readonly string[]): readonly string[] => [...list].sort((a, b) => b.length - a.length)

function index(
  lists: Lists['ofClient'],
  known: ReadonlyMap<string, RecordAction>,
  clash: (phrase: string, actions: readonly [string, string]) => void,
): ReadonlyMap<string, RecordAction> {
  const found = new Map(known)
  for (const action of RECORD_ACTIONS) {
    for (const phrase of lists[action]) {
      const other = found.get(bare(phrase))
      if (other !== undefined && other !== action) clash(phrase, [other, action])
      found.set(bare(phrase), action)
    }
  }
  return found
}
