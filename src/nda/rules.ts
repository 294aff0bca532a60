import { z } from 'zod'
import { CLAUSE_TYPES, type ClauseTypeId } from './clause-types.ts'
import { foldPhrase } from './fold.ts'
import { type Pattern, PatternFault, type Place, parsePattern, type Side } from './pattern.ts'
import { SEVERITIES, type Severity } from './reading.ts'
import { WordFinder } from './words.ts'

const text = z.string().min(1)
const texts = z.array(text).min(1)

const Exceptions = {
  /** In the same sentence. */
  unless: texts.optional(),
  /** Anywhere in the same clause. */
  'unless-clause': texts.optional(),
  /** Something of this must be somewhere in the same clause. */
  'if-clause': texts.optional(),
  'unless-document': texts.optional(),
  /** Something of this must be somewhere in the document. */
  'if-document': texts.optional(),
  /** Only in an agreement about secrecy or a clause headed so, or only elsewhere. */
  within: z.enum(['secrecy', 'elsewhere']).optional(),
}
const Finder = z.union([text, z.strictObject({ find: texts, ...Exceptions })])
const Wording = { title: text.max(12), why: text.max(60), ask: text.max(60) }

/** The shape of a file of clause types in data/nda; docs/nda-rules.md explains it to those who edit it. */
export const NdaTypes = z.array(
  z.strictObject({
    type: z.enum(CLAUSE_TYPES),
    name: text.max(16),
    why: text.max(60),
    ask: text.max(80),
    fine: text.max(30),
    unwritten: text.max(40),
    law: z.array(text).default([]),
    present: z.array(Finder).min(1),
    hints: z.array(Finder).default([]),
    absent: z.strictObject({ id: text, severity: z.enum(SEVERITIES), ...Wording }).optional(),
    flags: z
      .array(
        z.strictObject({
          id: text,
          severity: z.enum(SEVERITIES),
          ...Wording,
          when: z.array(Finder).min(1),
          ...Exceptions,
        }),
      )
      .default([]),
  }),
)

/** The shape of data/nda/words.yaml: word lists, what the two sides are called, what contracts look like. */
export const NdaWords = z.strictObject({
  words: z.record(z.string().regex(/^[a-z][a-z-]*$/), texts),
  compounds: z.array(text).default([]),
  roles: z.strictObject({ labels: texts, client: texts, freelancer: texts, titled: texts.optional() }),
  contract: z.strictObject({
    signs: texts,
    not: texts,
    about: texts,
    'about-not': texts.optional(),
    accept: texts,
  }),
  secrecy: texts,
  mutual: texts,
})

/** What an explanation of a type or a flag consists of, for whoever tells the user. */
export interface FlagText {
  readonly id: string
  readonly type: ClauseTypeId
  readonly severity: Severity
  readonly title: string
  readonly why: string
  readonly ask: string
}

export interface TypeText {
  readonly name: string
  readonly why: string
  readonly ask: string
  /** Where it is there without a red flag. */
  readonly fine: string
  /** Where it is not there. */
  readonly unwritten: string
  readonly law: readonly string[]
}

interface Conditions {
  readonly unless: readonly Pattern[]
  readonly unlessClause: readonly Pattern[]
  readonly ifClause: readonly Pattern[]
  readonly unlessDocument: readonly Pattern[]
  readonly ifDocument: readonly Pattern[]
  readonly within?: 'secrecy' | 'elsewhere'
}

export interface FinderRule extends Conditions {
  readonly find: readonly Pattern[]
}

export interface FlagRule extends Conditions {
  readonly id: string
  readonly severity: Severity
  readonly when: readonly FinderRule[]
}

export interface TypeRule {
  readonly type: ClauseTypeId
  readonly present: readonly FinderRule[]
  readonly hints: readonly FinderRule[]
  readonly absent?: { readonly id: string; readonly severity: Severity }
  readonly flags: readonly FlagRule[]
}

/** Everything that `readContract` goes by, and the texts for what it finds. */
export interface NdaRules {
  /** One for each clause type, in the order of `CLAUSE_TYPES`. */
  readonly types: readonly TypeRule[]
  readonly texts: ReadonlyMap<ClauseTypeId, TypeText>
  readonly flags: ReadonlyMap<string, FlagText>
  readonly finder: WordFinder
  /** The number of the word list for each place that has words, by `placeKey`. */
  readonly lists: ReadonlyMap<string, number>
  readonly roles: readonly { readonly word: string; readonly list: number; readonly side: Side | 'label' }[]
  /** Names of trades: the freelancer's when the title names the trade (主播合作协议). */
  readonly titled: readonly string[]
  /** The lists of longer words, within which no shorter one counts: there is no 归 in 归还. */
  readonly compounds: readonly number[]
  readonly contract: {
    readonly signs: readonly string[]
    readonly not: readonly string[]
    /** Without any of these a contract has nothing to do with secrecy. */
    readonly about: readonly string[]
    /** Words that contain one of `about` and have nothing to do with the contract's secrecy. */
    readonly aboutNot: readonly string[]
    /** How terms in a chat are agreed to: 同意请回复. */
    readonly accept: readonly string[]
  }
  readonly secrecy: readonly string[]
  /** Any of them shows that both sides owe secrecy. */
  readonly mutual: readonly Pattern[]
}

/** By which a place's words are found again. */
export const placeKey = ({ words }: Pick<Place, 'words'>): string => words.join('|')

type TypesFile = z.infer<typeof NdaTypes>
type Given = TypesFile[number]['present'][number]
type GivenExceptions = Partial<Pick<Exclude<Given, string>, keyof typeof Exceptions>>

/**
 * Puts the rule files into the form that `readContract` goes by. `fault` is told of each pattern that cannot be read, each id that is
 * given twice and each type that is missing, with the file and the path in it.
 */
export function indexNdaRules(
  words: z.infer<typeof NdaWords>,
  files: readonly { readonly file: string; readonly types: TypesFile }[],
  fault: (file: string, path: readonly (string | number)[], message: string) => void,
): NdaRules {
  const finder = new WordFinder()
  const lists = new Map<string, number>()
  const register = (pattern: Pattern): Pattern => {
    for (const { steps } of pattern)
      for (const step of steps) {
        const key = placeKey(step)
        if (step.words.length === 0 || lists.has(key)) continue
        lists.set(key, lists.size)
        for (const word of step.words) finder.add(word, lists.size - 1)
      }
    return pattern
  }
  const types = new Map<ClauseTypeId, TypeRule>()
  const typeTexts = new Map<ClauseTypeId, TypeText>()
  const flags = new Map<string, FlagText>()
  for (const { file, types: given } of files) {
    given.forEach((one, at) => {
      const pattern = (source: string, path: readonly (string | number)[]): Pattern[] => {
        try {
          return [register(parsePattern(source, words.words))]
        } catch (error) {
          if (!(error instanceof PatternFault)) throw error
          fault(file, [at, ...path], error.message)
          return []
        }
      }
      const patterns = (sources: readonly string[] | undefined, path: readonly (string | number)[]): Pattern[] =>
        (sources ?? []).flatMap((source, index) => pattern(source, [...path, index]))
      const conditions = (from: GivenExceptions, path: readonly (string | number)[]): Conditions => ({
        unless: patterns(from.unless, [...path, 'unless']),
        unlessClause: patterns(from['unless-clause'], [...path, 'unless-clause']),
        ifClause: patterns(from['if-clause'], [...path, 'if-clause']),
        unlessDocument: patterns(from['unless-document'], [...path, 'unless-document']),
        ifDocument: patterns(from['if-document'], [...path, 'if-document']),
        ...(from.within !== undefined && { within: from.within }),
      })
      const finders = (all: readonly Given[], path: readonly (string | number)[]): FinderRule[] =>
        all.map((given, index) =>
          typeof given === 'string'
            ? { find: pattern(given, [...path, index]), ...conditions({}, []) }
            : { find: patterns(given.find, [...path, index, 'find']), ...conditions(given, [...path, index]) },
        )
      const addText = (path: readonly (string | number)[], entry: FlagText): void => {
        if (flags.has(entry.id)) fault(file, [at, ...path], `${entry.id} 写了两次`)
        flags.set(entry.id, entry)
      }
      if (types.has(one.type)) fault(file, [at, 'type'], `${one.type} 写了两次`)
      const { name, why, ask, fine, unwritten, law } = one
      typeTexts.set(one.type, { name, why, ask, fine, unwritten, law })
      if (one.absent !== undefined) addText(['absent', 'id'], { ...one.absent, type: one.type })
      types.set(one.type, {
        type: one.type,
        present: finders(one.present, ['present']),
        hints: finders(one.hints, ['hints']),
        ...(one.absent !== undefined && { absent: { id: one.absent.id, severity: one.absent.severity } }),
        flags: one.flags.map((flag, index) => {
          const { id, severity, title, why, ask } = flag
          addText(['flags', index, 'id'], { id, type: one.type, severity, title, why, ask })
          return {
            id,
            severity,
            when: finders(flag.when, ['flags', index, 'when']),
            ...conditions(flag, ['flags', index]),
          }
        }),
      })
    })
  }
  for (const type of CLAUSE_TYPES)
    if (!types.has(type)) fault(files[0]?.file ?? 'words.yaml', [], `没有一个文件写了 ${type}`)
  const mutual = words.mutual.flatMap((source, index) => {
    try {
      return [register(parsePattern(source, words.words))]
    } catch (error) {
      if (!(error instanceof PatternFault)) throw error
      fault('nda/words.yaml', ['mutual', index], error.message)
      return []
    }
  })
  const roles = (['label', 'client', 'freelancer'] as const).flatMap((side) =>
    words.roles[side === 'label' ? 'labels' : side].map((source) => {
      const word = foldPhrase(source)
      const list = lists.size
      lists.set(`role ${word}`, list)
      finder.add(word, list)
      return { word, list, side }
    }),
  )
  const compounds = words.compounds.map((source) => {
    const list = lists.size
    lists.set(`compound ${source}`, list)
    finder.add(foldPhrase(source), list)
    return list
  })
  return {
    types: CLAUSE_TYPES.flatMap((type) => types.get(type) ?? []),
    texts: typeTexts,
    flags,
    finder,
    lists,
    roles,
    titled: (words.roles.titled ?? []).map(foldPhrase),
    compounds,
    contract: {
      signs: words.contract.signs.map(foldPhrase),
      not: words.contract.not.map(foldPhrase),
      about: words.contract.about.map(foldPhrase),
      aboutNot: (words.contract['about-not'] ?? []).map(foldPhrase),
      accept: words.contract.accept.map(foldPhrase),
    },
    secrecy: words.secrecy.map(foldPhrase),
    mutual,
  }
}
