import { z } from 'zod'
import { normalise } from '../conversation/normalise.ts'

const words = z.array(z.string().min(1))

/** The kinds of word that an answer to a yes/no question is made of; data/phrases/yes-no.yaml says what each is. */
const KINDS = [
  'agree',
  'have',
  'haveOrSome',
  'hum',
  'accept',
  'deny',
  'rhetorical',
  'isNot',
  'none',
  'not',
  'decline',
  'gaveUp',
  'wish',
  'later',
  'finished',
  'past',
  'ever',
  'of',
  'result',
  'cannot',
  'particle',
  'guess',
  'already',
  'plain',
  'all',
  'me',
  'they',
  'toward',
  'toThem',
  'hedge',
  'partial',
  'unsure',
  'forgot',
  'refused',
  'asks',
  'eitherOr',
  'redirect',
  'reports',
  'ifs',
  'turns',
  'revises',
  'cancels',
  'gone',
  'worry',
  'filler',
  'elsewhere',
  'looks',
  'former',
  'proVerb',
] as const
type Kind = (typeof KINDS)[number]

/** The shape of data/phrases/yes-no.yaml: the words of an answer, and the verbs and nouns that it may take up. */
export const YesNoLists = z.strictObject({
  words: z.strictObject(Object.fromEntries(KINDS.map((kind) => [kind, words])) as Record<Kind, typeof words>),
  verbs: z.array(
    z.strictObject({
      asked: words,
      said: words.default([]),
      against: words.default([]),
      mine: words.default([]),
      modal: z.boolean().default(false),
      gone: z.boolean().default(false),
      stative: z.boolean().default(false),
      speaks: z.boolean().default(false),
    }),
  ),
  open: z.strictObject({ unknown: words, unclear: words, half: words, asks: words, asksOther: words }),
  nouns: z.array(words),
  things: words,
})

type Lists = z.infer<typeof YesNoLists>

/** Which groups of verbs or nouns a word belongs to: `asked` also when a question has it, the others only in an answer. */
interface Groups {
  readonly asked: readonly number[]
  readonly said: readonly number[]
  readonly against: readonly number[]
  readonly mine: readonly number[]
}

/**
 * Puts the lists into the form that `readYesNo` looks up, every word normalised.
 *
 * `clash` is told of each word that is of two kinds: which one counts would depend on the order in the file.
 */
export function indexYesNo(lists: Lists, clash: (word: string, kinds: readonly [Kind, Kind]) => void) {
  const words = new Map<string, Kind>()
  const afterVerb = new Map<string, 'result' | 'cannot'>()
  for (const kind of KINDS) {
    for (const word of lists.words[kind].map(normalise)) {
      if (kind === 'result' || kind === 'cannot') {
        afterVerb.set(word, kind)
        continue
      }
      const other = words.get(word)
      if (other !== undefined && other !== kind) clash(word, [other, kind])
      words.set(word, kind)
    }
  }
  const verbs = new Map<string, Groups>()
  const nouns = new Map<string, Groups>()
  lists.verbs.forEach((verb, group) => {
    for (const how of ['asked', 'said', 'against', 'mine'] as const) {
      for (const word of verb[how]) file(verbs, word, how, group)
    }
  })
  lists.nouns.forEach((group, index) => {
    for (const word of group) file(nouns, word, 'asked', index)
  })
  const things = new Set(lists.things.map(normalise))
  const all = [words, afterVerb, verbs, nouns].flatMap((map) => [...map.keys()])
  return {
    words,
    afterVerb,
    verbs,
    nouns,
    things,
    open: {
      states: [...lists.open.unknown, ...lists.open.half].map(gapped),
      unclear: lists.open.unclear.map(gapped),
      asks: lists.open.asks.map(normalise),
      asksOther: lists.open.asksOther.map(normalise),
    },
    modals: groupsThat('modal', lists),
    goneVerbs: groupsThat('gone', lists),
    statives: groupsThat('stative', lists),
    speaking: groupsThat('speaks', lists),
    longest: Math.max(0, ...[...all, ...things].map((word) => word.length)),
  }
}

/** 有时…有时: the stretches that must follow each other. */
const gapped = (words: string): readonly string[] => words.split('…').map(normalise)

const groupsThat = (are: 'modal' | 'gone' | 'stative' | 'speaks', { verbs }: Lists): ReadonlySet<number> =>
  new Set(verbs.flatMap((verb, group) => (verb[are] ? [group] : [])))

function file(map: Map<string, Groups>, word: string, how: keyof Groups, group: number): void {
  const form = normalise(word)
  const known = map.get(form) ?? { asked: [], said: [], against: [], mine: [] }
  map.set(form, { ...known, [how]: [...known[how], group] })
}
