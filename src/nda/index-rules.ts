import { CLAUSE_TYPES, type ClauseTypeId } from './clause-types.ts'
import { foldPhrase } from './fold.ts'
import { type Pattern, PatternFault, parsePattern } from './pattern.ts'
import type { GivenExceptions, GivenFinder, TypesFile, WordsFile } from './rule-schema.ts'
import type { Conditions, FinderRule, FlagText, NdaRules, TypeRule, TypeText } from './rules.ts'
import { WordFinder } from './words.ts'

type Path = readonly (string | number)[]
type Fault = (file: string, path: Path, message: string) => void

/**
 * Puts the rule files into the form that `readContract` goes by. `fault` is told of each pattern that cannot be read, each id that is
 * given twice and each type that is missing, with the file and the path in it.
 */
export function indexNdaRules(
  words: WordsFile,
  files: readonly { readonly file: string; readonly types: TypesFile }[],
  fault: Fault,
): NdaRules {
  const index = new WordIndex(words)
  const types = new Map<ClauseTypeId, TypeRule>()
  const typeTexts = new Map<ClauseTypeId, TypeText>()
  const flags = new Map<string, FlagText>()
  for (const { file, types: given } of files) {
    given.forEach((one, at) => {
      const tell = (path: Path, message: string): void => fault(file, [at, ...path], message)
      const addText = (path: Path, entry: FlagText): void => {
        if (flags.has(entry.id)) tell(path, `${entry.id} 写了两次`)
        flags.set(entry.id, entry)
      }
      if (types.has(one.type)) tell(['type'], `${one.type} 写了两次`)
      const { name, why, ask, fine, unwritten, law } = one
      typeTexts.set(one.type, { name, why, ask, fine, unwritten, law })
      if (one.absent !== undefined) addText(['absent', 'id'], { ...one.absent, type: one.type })
      one.flags.forEach(({ id, severity, title, why, ask }, index) => {
        addText(['flags', index, 'id'], { id, type: one.type, severity, title, why, ask })
      })
      types.set(one.type, typeRule(one, index, tell))
    })
  }
  for (const type of CLAUSE_TYPES)
    if (!types.has(type)) fault(files[0]?.file ?? 'words.yaml', [], `没有一个文件写了 ${type}`)
  const { contract } = words
  return {
    types: CLAUSE_TYPES.flatMap((type) => types.get(type) ?? []),
    texts: typeTexts,
    flags,
    mutual: index.patterns(words.mutual, ['mutual'], (path, message) => fault('nda/words.yaml', path, message)),
    roles: (['label', 'client', 'freelancer', 'speaker'] as const).flatMap((side) =>
      (words.roles[side === 'label' ? 'labels' : side] ?? []).map((source) => {
        const word = foldPhrase(source)
        return { word, list: index.addList(`role ${word}`, [word]), side }
      }),
    ),
    titled: (words.roles.titled ?? []).map(foldPhrase),
    compounds: words.compounds.map((source) => index.addList(`compound ${source}`, [foldPhrase(source)])),
    contract: {
      signs: contract.signs.map(foldPhrase),
      not: contract.not.map(foldPhrase),
      about: contract.about.map(foldPhrase),
      aboutNot: (contract['about-not'] ?? []).map(foldPhrase),
      accept: contract.accept.map(foldPhrase),
    },
    secrecy: words.secrecy.map(foldPhrase),
    finder: index.finder,
    lists: index.lists,
  }
}

function typeRule(given: TypesFile[number], index: WordIndex, tell: (path: Path, message: string) => void): TypeRule {
  const conditions = (from: GivenExceptions, path: Path): Conditions => ({
    unless: index.patterns(from.unless, [...path, 'unless'], tell),
    unlessClause: index.patterns(from['unless-clause'], [...path, 'unless-clause'], tell),
    ifClause: index.patterns(from['if-clause'], [...path, 'if-clause'], tell),
    unlessDocument: index.patterns(from['unless-document'], [...path, 'unless-document'], tell),
    ifDocument: index.patterns(from['if-document'], [...path, 'if-document'], tell),
    ...(from.within !== undefined && { within: from.within }),
  })
  const finders = (all: readonly GivenFinder[], path: Path): FinderRule[] =>
    all.map((one, at) =>
      typeof one === 'string'
        ? { find: index.patterns([one], path, tell, at), ...conditions({}, []) }
        : { find: index.patterns(one.find, [...path, at, 'find'], tell), ...conditions(one, [...path, at]) },
    )
  return {
    type: given.type,
    present: finders(given.present, ['present']),
    hints: finders(given.hints, ['hints']),
    ...(given.absent !== undefined && { absent: { id: given.absent.id, severity: given.absent.severity } }),
    flags: given.flags.map((flag, at) => ({
      id: flag.id,
      severity: flag.severity,
      when: finders(flag.when, ['flags', at, 'when']),
      ...conditions(flag, ['flags', at]),
    })),
  }
}

/** All words of all patterns, each place's under a number, with the rare words that stand for them. */
class WordIndex {
  readonly finder = new WordFinder()
  readonly lists = new Map<string, number>()
  readonly #words: WordsFile
  readonly #same: readonly (readonly [string, readonly string[]])[]

  constructor(words: WordsFile) {
    this.#words = words
    this.#same = Object.entries(words.same).map(([word, others]) => [foldPhrase(word), others.map(foldPhrase)])
  }

  /** `first` is the place of the first source in its list. */
  patterns(
    sources: readonly string[] | undefined,
    path: Path,
    tell: (path: Path, message: string) => void,
    first = 0,
  ): Pattern[] {
    return (sources ?? []).flatMap((source, at) => {
      try {
        const pattern = parsePattern(source, this.#words.words)
        for (const { steps } of pattern)
          for (const step of steps) if (step.words.length > 0) this.addList(step.wordsKey, step.words)
        return [pattern]
      } catch (error) {
        if (!(error instanceof PatternFault)) throw error
        tell([...path, first + at], error.message)
        return []
      }
    })
  }

  addList(key: string, words: readonly string[]): number {
    const known = this.lists.get(key)
    if (known !== undefined) return known
    const list = this.lists.size
    this.lists.set(key, list)
    for (const word of words) for (const spelt of this.#spellings(word)) this.finder.add(spelt, list)
    return list
  }

  #spellings(word: string): string[] {
    const others = this.#same.flatMap(([common, rare]) =>
      word.includes(common) ? rare.map((one) => word.replace(common, one)) : [],
    )
    return [word, ...others]
  }
}
