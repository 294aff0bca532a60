import { foldPhrase } from './fold.ts'

/** What a name in braces can stand for that is not a word list: a side, a court at the client's, or a figure with an optional limit. */
export const FIGURES = ['amount', 'times', 'percent', 'period', 'days', 'hours', 'blank', 'forever'] as const
export type FigureKind = (typeof FIGURES)[number]
export type Side = 'client' | 'freelancer'
const NAMED = ['client', 'freelancer', 'client-court'] as const
export type Named = (typeof NAMED)[number]

/** `{amount>=10000}` yuan, `{times>=3}`, `{percent>50}`, `{period>24}` months, `{hours<12}`. */
export interface FigureTest {
  readonly kind: FigureKind
  readonly compare?: '>=' | '<=' | '>' | '<'
  readonly limit?: number
}

/** What may stand at one place: words, one of the sides, a figure. */
export interface Place {
  readonly words: readonly string[]
  readonly sides: readonly Named[]
  readonly figures: readonly FigureTest[]
  /** The same for the same words, so that places which many patterns have in common are looked up once. */
  readonly wordsKey: string
  /** The same for the same place. */
  readonly key: string
}

/** One place and how many characters may stand between the one before and it. */
export interface Step extends Place {
  readonly gap: number
  readonly optional: boolean
}

/** Places one after the other within a sentence, perhaps only below a heading with one of these words. */
export interface Sequence {
  readonly headings: readonly string[]
  readonly steps: readonly Step[]
  readonly negative: boolean
}

/** The sequences that must all be in the sentence; the first gives the quote, the negative ones must not be there. */
export type Pattern = readonly Sequence[]

/** How far … reaches, in characters without spaces. …… reaches to the end of the sentence. */
export const SHORT_GAP = 12
export const SENTENCE_GAP = 100_000

/** A fault in how a pattern is written; the message is for the operator. */
export class PatternFault extends Error {}

/**
 * Reads a pattern of data/nda/*.yaml; docs/nda-rules.md says how they are written. `lists` are the named word lists. Throws
 * `PatternFault` for what cannot be one.
 */
export function parsePattern(source: string, lists: Readonly<Record<string, readonly string[]>>): Pattern {
  const pattern = source.split('&').map((part) => parseSequence(part.trim(), lists))
  if (pattern[0]?.negative !== false) throw new PatternFault('第一段不能以 ! 开头')
  return pattern
}

function parseSequence(source: string, lists: Readonly<Record<string, readonly string[]>>): Sequence {
  const negative = source.startsWith('!')
  let rest = (negative ? source.slice(1) : source).trim()
  let headings: readonly string[] = []
  const heading = /^【([^】]*)】\s*/.exec(rest)
  if (heading !== null) {
    headings = placeOf((heading[1] as string).replace(/^\(|\)$/g, ''), lists).words
    rest = rest.slice(heading[0].length)
  }
  const steps: Step[] = []
  let gap = 0
  for (const [token] of rest.matchAll(/……|…|\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|[^…()[\]{}]+|./gs)) {
    if (token === '…' || token === '……') {
      gap = token === '…' ? SHORT_GAP : SENTENCE_GAP
      continue
    }
    if (token.trim() === '') continue
    if (/^[()[\]{}]$/.test(token)) throw new PatternFault(`「${source}」的括号不成对`)
    const optional = token.startsWith('[')
    const inner = /^[([]/.test(token) ? token.slice(1, -1) : token
    if (/[()[\]{}|]/.test(inner.replace(/\{[^{}]*\}/g, '').replaceAll('|', inner === token ? '|' : '')))
      throw new PatternFault(`「${source}」的括号不成对,或者 | 写在了括号外面`)
    if (inner.includes('…')) throw new PatternFault(`「${source}」的括号里不能有 …`)
    if (optional && steps.length === 0) throw new PatternFault(`「${source}」不能以 [ ] 开头`)
    steps.push({ ...placeOf(inner, lists), gap: steps.length === 0 ? 0 : gap, optional })
    gap = 0
  }
  if (steps.length === 0 && headings.length === 0) throw new PatternFault('这里是空的')
  return { headings, steps, negative }
}

function placeOf(source: string, lists: Readonly<Record<string, readonly string[]>>): Place {
  const words: string[] = []
  const sides: Named[] = []
  const figures: FigureTest[] = []
  for (const part of source.split('|')) {
    const named = /^\s*\{([^}]*)\}\s*$/.exec(part)
    if (named === null) {
      const word = foldPhrase(part)
      if (word.replace('*', '') === '') throw new PatternFault(`「${source}」里有空的一项`)
      words.push(word)
      continue
    }
    const name = named[1] as string
    const figure = /^([a-z]+)(?:(>=|<=|>|<)(\d+))?$/.exec(name)
    if ((NAMED as readonly string[]).includes(name)) sides.push(name as Named)
    else if (figure !== null && (FIGURES as readonly string[]).includes(figure[1] as string))
      figures.push({
        kind: figure[1] as FigureKind,
        ...(figure[2] !== undefined && {
          compare: figure[2] as NonNullable<FigureTest['compare']>,
          limit: Number(figure[3]),
        }),
      })
    else {
      const list = lists[name]
      if (list === undefined) throw new PatternFault(`words.yaml 里没有 ${name}`)
      for (const word of list) {
        const inner = placeOf(word, lists)
        words.push(...inner.words)
        sides.push(...inner.sides)
        figures.push(...inner.figures)
      }
    }
  }
  const place = { words: [...new Set(words)], sides: [...new Set(sides)], figures }
  const wordsKey = place.words.join('|')
  const tests = figures.map(({ kind, compare = '', limit = '' }) => `${kind}${compare}${limit}`)
  return { ...place, wordsKey, key: [wordsKey, ...place.sides, ...tests].join('\n') }
}
