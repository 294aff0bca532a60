import type { Figures } from './figures.ts'
import { type Hits, mergeHits } from './hits.ts'
import type { LaidOut } from './laid-out.ts'
import type { Parties } from './parties.ts'
import type { FigureTest, Pattern, Place, Sequence } from './pattern.ts'
import type { FinderRule, NdaRules } from './rules.ts'

/** Where a pattern was found, in the laid-out text. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly sentence: number
}

/** As many letters say as much as one character. */
const LETTERS = 3

type Conditions = Omit<FinderRule, 'find'>

/** Finds patterns in one contract. What is found is remembered, so that each pattern costs its words' places once. */
export class Matcher {
  readonly #laid: LaidOut
  readonly #rules: NdaRules
  readonly #hits: readonly Hits[]
  readonly #parties: Parties
  readonly #figures: Figures
  readonly #secrecy: (sentence: number) => boolean
  readonly #places = new Map<string, Hits>()
  readonly #sequences = new Map<Sequence, readonly Match[]>()
  readonly #patterns = new Map<Pattern, readonly Match[]>()

  constructor(
    laid: LaidOut,
    rules: NdaRules,
    hits: readonly Hits[],
    parties: Parties,
    figures: Figures,
    secrecy: (sentence: number) => boolean,
  ) {
    this.#laid = laid
    this.#rules = rules
    this.#hits = hits
    this.#parties = parties
    this.#figures = figures
    this.#secrecy = secrecy
  }

  /** The places that the rules find and that no exception takes back, in the order of the rules. */
  find(finders: readonly FinderRule[], also?: Conditions): Match[] {
    const found = finders.flatMap((finder) => {
      const matches = finder.find.flatMap((pattern) => this.#pattern(pattern))
      return matches.length === 0 || !this.#inDocument(finder) ? [] : matches.filter(this.#filter(finder))
    })
    if (also === undefined || found.length === 0) return found
    return this.#inDocument(also) ? found.filter(this.#filter(also)) : []
  }

  /** Does any of these stand anywhere but in the words that only introduce the contract? */
  has(patterns: readonly Pattern[]): boolean {
    const isRecital = (sentence: number): boolean => this.#laid.sentences[sentence]?.isRecital ?? true
    return patterns.some((pattern) => this.#pattern(pattern).some(({ sentence }) => !isRecital(sentence)))
  }

  /** Is something agreed in a sentence, or does it only introduce or head what is? */
  #agrees(sentence: number): boolean {
    const { isRecital = true, isLabel = true } = this.#laid.sentences[sentence] ?? {}
    return !isRecital && !isLabel
  }

  #inDocument({ unlessDocument, ifDocument }: Conditions): boolean {
    return !this.has(unlessDocument) && (ifDocument.length === 0 || this.has(ifDocument))
  }

  #filter({ unless, unlessClause, ifClause, within }: Conditions): (match: Match) => boolean {
    const clauseOf = (sentence: number): number => this.#laid.sentences[sentence]?.clause ?? -1
    const sentencesOf = (patterns: readonly Pattern[]): Set<number> =>
      new Set(patterns.flatMap((pattern) => this.#pattern(pattern).map(({ sentence }) => sentence)))
    const clausesOf = (patterns: readonly Pattern[]): Set<number> => new Set([...sentencesOf(patterns)].map(clauseOf))
    const sentences = sentencesOf(unless)
    const closed = clausesOf(unlessClause)
    const open = clausesOf(ifClause)
    return ({ sentence }) =>
      this.#agrees(sentence) &&
      !sentences.has(sentence) &&
      !closed.has(clauseOf(sentence)) &&
      (ifClause.length === 0 || open.has(clauseOf(sentence))) &&
      (within === undefined || this.#secrecy(sentence) === (within === 'secrecy'))
  }

  #pattern(pattern: Pattern): readonly Match[] {
    const known = this.#patterns.get(pattern)
    if (known !== undefined) return known
    let matches = this.#sequence(pattern[0] as Sequence)
    for (const sequence of pattern.slice(1)) {
      if (matches.length === 0) break
      const sentences = new Set(this.#sequence(sequence).map(({ sentence }) => sentence))
      matches = matches.filter(({ sentence }) => sentences.has(sentence) !== sequence.negative)
    }
    this.#patterns.set(pattern, matches)
    return matches
  }

  #sequence(sequence: Sequence): readonly Match[] {
    const known = this.#sequences.get(sequence)
    if (known !== undefined) return known
    const found = this.#underHeading(
      sequence,
      sequence.steps.length === 0 ? this.#allSentences() : this.#steps(sequence),
    )
    this.#sequences.set(sequence, found)
    return found
  }

  #allSentences(): Match[] {
    return this.#laid.sentences.map((_, sentence) => ({
      start: this.#laid.bodies[sentence] ?? 0,
      end: this.#laid.ends[sentence] ?? 0,
      sentence,
    }))
  }

  #underHeading({ headings }: Sequence, matches: Match[]): Match[] {
    if (headings.length === 0) return matches
    return matches.filter(({ sentence }) =>
      this.#laid.sentences[sentence]?.headings.some((heading) => headings.some((word) => heading.includes(word))),
    )
  }

  #steps({ steps }: Sequence): Match[] {
    const { sentenceAt } = this.#laid
    const [first, ...others] = steps
    if (first === undefined || steps.some((step) => !step.optional && this.#place(step).starts.length === 0)) return []
    const hits = this.#place(first)
    let found: Match[] = hits.starts.map((start, index) => ({
      start,
      end: hits.ends[index] as number,
      sentence: sentenceAt[start] ?? 0,
    }))
    /** What was found before an optional place, and the gap that stood before it. */
    let skipped: readonly Match[] = []
    let slack = 0
    for (const step of others) {
      const next = [
        ...follow(found, this.#place(step), step.gap, this.#laid),
        ...follow(skipped, this.#place(step), Math.max(slack, step.gap), this.#laid),
      ]
      skipped = step.optional ? [...found, ...skipped] : []
      slack = step.gap
      found = next
      if (found.length === 0 && skipped.length === 0) return []
    }
    return [...found, ...skipped]
  }

  #place(place: Place): Hits {
    const known = this.#places.get(place.key)
    if (known !== undefined) return known
    const all: Hits[] = []
    const list = this.#rules.lists.get(place.wordsKey)
    if (list !== undefined) all.push(this.#hits[list] as Hits)
    for (const side of place.sides) all.push(this.#parties[side])
    for (const figure of place.figures) all.push(figureHits(figure, this.#figures))
    const merged = mergeHits(all)
    this.#places.set(place.key, merged)
    return merged
  }
}

/** Each hit that stands near enough behind the end of a match, joined to the nearest such match. */
function follow(
  matches: readonly Match[],
  hits: Hits,
  gap: number,
  { chars, sentenceAt }: Pick<LaidOut, 'chars' | 'sentenceAt'>,
): Match[] {
  if (matches.length === 0 || hits.starts.length === 0) return []
  const before = byEnd(matches)
  const joined: Match[] = []
  let at = -1
  hits.starts.forEach((start, index) => {
    while (at + 1 < before.length && (before[at + 1] as Match).end <= start) at++
    const previous = before[at]
    if (previous === undefined || previous.sentence !== sentenceAt[start]) return
    if (start - previous.end > reach(gap, chars, start)) return
    joined.push({ start: previous.start, end: hits.ends[index] as number, sentence: previous.sentence })
  })
  return joined
}

/** Words of letters are longer than characters and have a space between them, even where a pattern has them side by side. */
function reach(gap: number, chars: string, start: number): number {
  if (gap > 0) return /[a-z]/.test(chars[start] ?? '') ? gap * LETTERS : gap
  return chars[start - 1] === ' ' ? 1 : 0
}

function byEnd(matches: readonly Match[]): readonly Match[] {
  for (let at = 1; at < matches.length; at++)
    if ((matches[at] as Match).end < (matches[at - 1] as Match).end) return [...matches].sort((a, b) => a.end - b.end)
  return matches
}

function figureHits(test: FigureTest, { amounts, periods, times, percents }: Figures): Hits {
  const passes = (value: number | undefined): boolean => {
    if (test.compare === undefined || test.limit === undefined) return value !== undefined
    if (value === undefined) return false
    if (test.compare === '>=') return value >= test.limit
    if (test.compare === '<=') return value <= test.limit
    return test.compare === '>' ? value > test.limit : value < test.limit
  }
  const hits = (list: readonly { readonly from: number; readonly to: number }[]): Hits => ({
    starts: list.map(({ from }) => from),
    ends: list.map(({ to }) => to),
  })
  switch (test.kind) {
    case 'amount':
      return hits(amounts.filter(({ value }) => passes(value.yuan)))
    case 'times':
      return hits(times.filter(({ value }) => passes(value)))
    case 'percent':
      return hits(percents.filter(({ value }) => passes(value)))
    case 'blank':
      return hits([...amounts, ...periods].filter(({ value }) => value.blank))
    case 'forever':
      return hits(periods.filter(({ value }) => value.forever))
    case 'hours':
      return hits(periods.filter(({ value }) => passes(value.hours)))
    case 'days':
      return hits(periods.filter(({ value }) => passes(value.days)))
    case 'period':
      return hits(
        periods.filter(({ value }) => passes(value.months ?? (value.days === undefined ? undefined : value.days / 30))),
      )
  }
}
