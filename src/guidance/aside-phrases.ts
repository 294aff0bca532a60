import { z } from 'zod'
import {
  ASIDES,
  type Aside,
  type AsidePhrases,
  type Filler,
  HINTED,
  type HintedCommand,
} from '../conversation/aside-words.ts'
import { normalise, squeezed } from '../conversation/normalise.ts'

const words = z.array(z.string().min(1)).min(1)
const byQuestion = z.record(z.string(), words)
const QUESTIONS_ASIDES = ['noWho', 'whoForgotten'] as const
const SAID_ANYWHERE = ASIDES.filter((id) => !QUESTIONS_ASIDES.some((own) => own === id))

/** The shape of data/phrases/asides.yaml: what people say instead of an answer. */
export const AsideWords = z.strictObject({
  says: z.strictObject(Object.fromEntries(SAID_ANYWHERE.map((id) => [id, words])) as Record<Aside, typeof words>),
  leaving: words,
  itIs: words,
  keep: words,
  around: words,
  who: words,
  matter: words,
  looks: words,
  asks: words,
  questions: z.record(z.string(), z.partialRecord(z.enum(ASIDES), words)),
  hints: z.strictObject({
    ...(Object.fromEntries(HINTED.map((id) => [id, words])) as Record<HintedCommand, typeof words>),
    unsure: words,
    correction: words,
    swear: words,
    refuse: words,
    asking: words,
    notAsking: words,
    topic: words,
  }),
  elsewhere: z.strictObject({
    said: words,
    named: words,
    signs: byQuestion,
    surely: byQuestion,
    meant: byQuestion,
    needs: byQuestion,
    noName: byQuestion,
    notWho: words,
    notNames: words,
    own: byQuestion,
  }),
  nothing: words,
  why: z.strictObject({ starts: words, between: words, verbs: words, unless: words }),
  boundary: z.record(z.string(), words),
  masked: z.strictObject({ plain: words, kinds: words }),
  tidy: z.strictObject({ leads: words, tails: words, unless: words }),
  names: z.strictObject({
    links: words,
    leads: words,
    told: words,
    unless: words,
    tails: words,
    keep: words,
    confirmed: words,
  }),
})

/** Puts the lists into the form in which messages are compared; a word of `says` counts before a filler. */
export function indexAsides(lists: z.infer<typeof AsideWords>): AsidePhrases {
  const found = new Map<string, Aside | Filler>()
  for (const filler of ['around', 'who', 'matter', 'asks', 'looks'] as const)
    for (const word of lists[filler]) found.set(squeezed(word), filler)
  for (const [aside, list] of Object.entries(lists.says))
    for (const word of list) found.set(squeezed(word), aside as Aside)
  const { hints, names, why, elsewhere } = lists
  return {
    words: found,
    atQuestion: new Map(
      Object.entries(lists.questions).map(([id, own]) => [
        id,
        new Map(Object.entries(own).flatMap(([aside, list]) => list.map((word) => [squeezed(word), aside as Aside]))),
      ]),
    ),
    leaving: plain(lists.leaving),
    itIs: new Set(lists.itIs.map(squeezed)),
    keep: new Set(lists.keep.map(squeezed)),
    nothing: longestFirst(lists.nothing.map(squeezed)),
    hints: {
      commands: HINTED.map((command) => ({ command, words: plain(hints[command]) })),
      unsure: plain(hints.unsure),
      correction: plain(hints.correction),
      swear: plain(hints.swear),
      refuse: plain(hints.refuse),
      asking: plain(hints.asking),
      notAsking: plain(hints.notAsking),
      topic: plain(hints.topic),
    },
    elsewhere: {
      said: plain(elsewhere.said),
      named: plain(elsewhere.named),
      signs: plainByQuestion(elsewhere.signs),
      surely: plainByQuestion(elsewhere.surely),
      meant: plainByQuestion(elsewhere.meant),
      needs: plainByQuestion(elsewhere.needs),
      noName: plainByQuestion(elsewhere.noName),
      notWho: plain(elsewhere.notWho),
      notNames: plain(elsewhere.notNames),
      own: plainByQuestion(elsewhere.own),
    },
    why: {
      starts: plain(why.starts),
      between: plain(why.between),
      verbs: plain(why.verbs),
      unless: plain(why.unless),
    },
    boundary: Object.entries(lists.boundary).map(([page, list]) => ({ page: `boundary/${page}`, words: plain(list) })),
    masked: { plain: plain(lists.masked.plain), kinds: plain(lists.masked.kinds) },
    tidy: { leads: plain(lists.tidy.leads), tails: plain(lists.tidy.tails), unless: plain(lists.tidy.unless) },
    names: {
      links: longestFirst(names.links),
      leads: longestFirst(names.leads),
      told: longestFirst(names.told),
      unless: names.unless,
      tails: names.tails,
      keep: names.keep,
      confirmed: longestFirst(names.confirmed),
    },
  }
}

const plainByQuestion = (lists: Readonly<Record<string, readonly string[]>>) =>
  new Map(Object.entries(lists).map(([id, list]) => [id, plain(list)]))
const plain = (list: readonly string[]): readonly string[] => longestFirst(list.map((word) => normalise(word)))
const longestFirst = (list: readonly string[]): readonly string[] => [...list].sort((a, b) => b.length - a.length)
