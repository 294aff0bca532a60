import { z } from 'zod'
import { COMMANDS, type Command, type Phrases, type Request } from '../conversation/knowledge.ts'
import { soundsOf } from '../conversation/near-miss.ts'
import { bare, squeezed } from '../conversation/normalise.ts'
import type { SlangPhrases } from '../conversation/slang-words.ts'
import { type AsideWords, indexAsides } from './aside-phrases.ts'
import { type CorrectionWords, indexCorrections } from './correction-phrases.ts'
import { TOPICS, type TopicId } from './topics.ts'

const words = z.array(z.string().min(1))

/** The shape of data/phrases/commands.yaml: what can be said at any point, and what only while no words are awaited. */
export const CommandPhrases = z.strictObject({
  always: z.strictObject(
    Object.fromEntries(COMMANDS.map((command) => [command, words])) as Record<Command, typeof words>,
  ),
  unasked: z.partialRecord(z.enum(COMMANDS), words),
})

/** The shape of data/phrases/topics.yaml: by which names a topic, and a single section, can be asked for. */
export const TopicPhrases = z.strictObject({
  topics: z.strictObject(Object.fromEntries(TOPICS.map((topic) => [topic, words])) as Record<TopicId, typeof words>),
  unasked: z.partialRecord(z.enum(TOPICS), words),
  sections: z.record(z.string(), words),
  wishes: z.array(
    z.strictObject({
      opens: z.enum([...TOPICS, ...COMMANDS]),
      has: z.array(words.min(1)).min(2),
      unless: words.default([]),
    }),
  ),
})

/** The shape of data/phrases/answers.yaml: how people say yes, no, all, "don't know" … */
export const AnswerPhrases = z.strictObject({
  yes: words,
  no: words,
  unsure: words,
  all: words,
  none: words,
  suggest: words,
  keepOn: words,
  codeName: z.string().min(1),
  except: z.strictObject({ before: words, after: words, rest: words }),
  wanted: words,
  only: words,
  correcting: z.strictObject({ whole: words, starts: words, before: words, apart: words, leads: words, arrows: words }),
  fields: z.record(z.string(), words),
  switching: words,
  change: z.strictObject({ before: words, after: words }),
  asking: z.strictObject({ starts: words, ends: words, you: words, what: words, privacy: words }),
  reporting: words,
  slang: z.strictObject({
    words: z.record(z.string(), words),
    whole: z.record(z.string(), words),
    empty: words,
    unless: words,
  }),
})

/** Puts the lists into the form the understanding looks up; `clash` is told of each phrase that means two things. */
export function indexPhrases(
  commands: z.infer<typeof CommandPhrases>,
  names: z.infer<typeof TopicPhrases>,
  answers: z.infer<typeof AnswerPhrases>,
  asides: z.infer<typeof AsideWords>,
  corrections: z.infer<typeof CorrectionWords>,
  clash: (file: string, phrase: string, ids: readonly [string, string]) => void,
): Phrases {
  const set = (list: readonly string[]) => new Set(list.map(bare))
  const always = index(clash, [
    ['commands.yaml', 'command', commands.always],
    ['topics.yaml', 'topic', names.topics],
  ])
  return {
    always,
    sounds: soundsOf(always),
    unasked: index(clash, [
      ['commands.yaml', 'command', commands.unasked],
      ['topics.yaml', 'topic', names.unasked],
      ['topics.yaml', 'section', names.sections],
    ]),
    yes: set(answers.yes),
    no: set(answers.no),
    unsure: set(answers.unsure),
    all: set(answers.all),
    none: set(answers.none),
    suggest: set(answers.suggest),
    keepOn: set(answers.keepOn),
    codeName: answers.codeName,
    except: answers.except,
    wanted: answers.wanted,
    only: longestFirst(answers.only),
    correcting: {
      whole: set(answers.correcting.whole),
      starts: longestFirst(answers.correcting.starts),
      before: longestFirst(answers.correcting.before),
      apart: longestFirst(answers.correcting.apart),
      leads: longestFirst(answers.correcting.leads),
      arrows: answers.correcting.arrows,
    },
    fields: Object.entries(answers.fields).map(([id, names]) => ({ id, words: longestFirst(names) })),
    switching: longestFirst(answers.switching),
    change: answers.change,
    asides: indexAsides(asides),
    corrections: indexCorrections(corrections),
    asking: answers.asking,
    reporting: answers.reporting,
    slang: indexSlang(answers.slang),
    wishes: names.wishes.map(({ opens, has, unless }) => ({
      request: TOPICS.some((topic) => topic === opens)
        ? { kind: 'topic', id: opens as TopicId }
        : { kind: 'command', id: opens as Command },
      has: has.map((list) => list.map(squeezed)),
      unless: unless.map(squeezed),
    })),
  }
}

function indexSlang({ words, whole, empty, unless }: z.infer<typeof AnswerPhrases>['slang']): SlangPhrases {
  const pairs = Object.entries(words).flatMap(([meant, list]) => list.map((one) => [one.toLowerCase(), meant] as const))
  return {
    words: [...pairs, ...unless.map((word) => [word, word] as const)].sort(([a], [b]) => b.length - a.length),
    whole: new Map([
      ...Object.entries(whole).flatMap(([meant, list]) => list.map((one) => [bare(one), meant] as const)),
      ...empty.map((word) => [bare(word), ''] as const),
    ]),
  }
}

/** So that 刚才说错了 is not taken for 刚才说. */
const longestFirst = (list: readonly string[]): readonly string[] => [...list].sort((a, b) => b.length - a.length)

type Lists = readonly (readonly [
  file: string,
  kind: Request['kind'],
  lists: Readonly<Record<string, readonly string[]>>,
])[]

function index(
  clash: (file: string, phrase: string, ids: readonly [string, string]) => void,
  all: Lists,
): ReadonlyMap<string, Request> {
  const found = new Map<string, Request>()
  for (const [file, kind, lists] of all) {
    for (const [id, phrases] of Object.entries(lists)) {
      for (const phrase of phrases) {
        const form = bare(phrase)
        const other = found.get(form)
        if (other !== undefined && other.id !== id) {
          clash(file, phrase, [other.id, id])
        }
        found.set(form, { kind, id } as Request)
      }
    }
  }
  return found
}
