import { normalise } from '../normalise.ts'
import { lengthAt, sumAt } from './clause-figures.ts'
import type { ClauseQuestion, ClauseToken } from './clause-words.ts'
import { NOT_UNDERSTOOD, type Reading } from './reading.ts'

/** The longest message that is read as what a clause says, in characters. */
const LONGEST = 120
/** A secrecy of five years is usual; a longer one is to be talked about. */
const LONGEST_TERM_MONTHS = 60
const SEPARATORS = /[\s、,，。；;!！/|]+|但是|不过|可是|(?<!不)但/u
/** A segment with one of these asks, supposes or takes something back. */
const ASKS = /[?？吗]|多少钱|怎么|能不能|会不会|是不是|合理|如果是|要是|假如|改成|改为|说错|写错|不对/u
/** Before a figure these deny it. */
const DENIED = /(?:没有?|不是|不到|不满|并非|别)$/u
/** A segment that is not known counts for nothing beside a bad one, unless it denies. */
const DENIES = /[不没未非别无错]/u

type Token = ClauseToken | { readonly kind: 'sum' } | { readonly kind: 'length'; readonly months: number }

/** What a message, or a part of it, says: options, and whether it was said with a doubt. */
interface Said {
  readonly ids: ReadonlySet<string>
  readonly inDoubt: boolean
  readonly unread: boolean
  /** Is it said that there is such a clause? */
  readonly isThere?: boolean
  readonly hasOr?: boolean
}

/**
 * Reads what somebody tells of a clause, as it stands on the page: 十年, 违约金20%, 没有不让接, 付清归客户.
 *
 * Every segment must be known from the first word to the last, or hold a word or figure that decides by itself; of
 * several statements the worst counts. Said with a doubt (好像没有), what is good is recorded as not known.
 */
export function readClause(text: string, question: ClauseQuestion, today: string): Reading {
  const segments = inOnePiece(normalise(text)).split(SEPARATORS).filter(Boolean)
  if (segments.length === 0 || text.length > LONGEST || ASKS.test(normalise(text))) return NOT_UNDERSTOOD
  const said = segments.map((segment) => saidIn(segment, question, today))
  const told = new Set(said.flatMap((one) => [...(one?.ids ?? [])]))
  const hasOr = said.some((one) => one?.hasOr)
  const alone = told.size === 0 && said.some((one) => one?.isThere) ? question.alone.have : undefined
  const ids = alone === undefined ? together(told, hasOr, question) : new Set([alone])
  const unread = said.some((one) => one?.unread)
  const id = question.order.find((one) => ids.has(one))
  const isKnown = said.every((one, at) => one !== undefined || (isBad(id) && !DENIES.test(segments[at] as string)))
  if (!isKnown) return NOT_UNDERSTOOD
  if (id === undefined) return unread ? unsure : NOT_UNDERSTOOD
  if (id === 'fine' && (unread || said.some((one) => one?.inDoubt))) return unsure
  return { kind: 'answer', value: { kind: 'choice', id: id === 'worse' ? 'bad' : id } }
}

/** A sum is not torn apart: USD 50,000. */
const inOnePiece = (text: string): string =>
  text
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/(?<=usd|rmb|\$|¥) (?=\d)|(?<=\d) (?=usd|rmb|元|万|倍|年|years?|months?)/g, '')

const unsure: Reading = { kind: 'answer', value: { kind: 'unsure' } }
const isBad = (id: string | undefined): boolean => id === 'bad' || id === 'worse'

function saidIn(segment: string, question: ClauseQuestion, today: string): Said | undefined {
  const tokens = tokenise(segment, question, today)
  if (tokens === undefined) return question.isDecidedByWord ? decidedIn(segment, question, today) : undefined
  const has = (kind: Token['kind']) => tokens.some((token) => token.kind === kind)
  return {
    ids: optionsOf(tokens, question),
    inDoubt: has('hedge'),
    unread: has('unread'),
    isThere: saysThere(tokens),
    hasOr: has('or'),
  }
}

/** The tokens that a segment consists of, as few as possible; undefined where a word is not known. */
function tokenise(segment: string, question: ClauseQuestion, today: string): readonly Token[] | undefined {
  const ways: ({ readonly count: number; readonly token: Token; readonly end: number } | undefined)[] = []
  for (let at = segment.length - 1; at >= 0; at--) {
    for (const [end, token] of tokensAt(segment, at, question, today)) {
      const rest = end === segment.length ? 0 : ways[end]?.count
      if (rest !== undefined && rest + 1 < (ways[at]?.count ?? Number.POSITIVE_INFINITY))
        ways[at] = { count: rest + 1, token, end }
    }
  }
  const tokens: Token[] = []
  for (let at = 0; at < segment.length; ) {
    const way = ways[at]
    if (way === undefined) return undefined
    tokens.push(way.token)
    at = way.end
  }
  return tokens
}

function* tokensAt(
  segment: string,
  at: number,
  { words }: ClauseQuestion,
  today: string,
): Generator<readonly [end: number, token: Token]> {
  for (const [word, token] of words.get(segment[at] as string) ?? []) {
    if (segment.startsWith(word, at)) yield [at + word.length, token]
  }
  const length = lengthAt(segment, at, today)
  if (length !== undefined) yield [length.end, { kind: 'length', months: length.value }]
  const sum = sumAt(segment, at)
  if (sum !== undefined) yield [sum.end, { kind: 'sum' }]
}

/** The options that the tokens of a segment come to. */
function optionsOf(tokens: readonly Token[], question: ClauseQuestion): ReadonlySet<string> {
  const { alone, denied, sum, judgesLength } = question
  const ids = new Set<string>()
  const isCapped = tokens.some(({ kind }) => kind === 'cap')
  let denial: 'none' | 'not' | 'unwritten' | undefined
  const say = (id: string | undefined) => {
    const meant = denial === undefined ? id : id === undefined ? undefined : withDenial(denial, id)
    if (meant !== undefined) ids.add(meant)
    denial = undefined
  }
  const withDenial = (by: 'none' | 'not' | 'unwritten', id: string): string | undefined => {
    if (by !== 'unwritten') return denied[id]
    return id === 'fine' && alone.unwritten === 'fine' ? undefined : alone.unwritten
  }
  let isBlank = false
  for (const token of tokens) {
    if (token.kind === 'none' || token.kind === 'not' || token.kind === 'unwritten') {
      denial = denial === 'not' ? undefined : token.kind
    } else if (token.kind === 'blank') isBlank = true
    else if (token.kind === 'option') say(token.id)
    else if (token.kind === 'length' && judgesLength) say(token.months > LONGEST_TERM_MONTHS ? 'bad' : 'fine')
    else if (token.kind === 'sum' && sum !== undefined && !isCapped) say(sum)
  }
  if (isCapped) say(alone.cap)
  const left = [
    denial === 'none' || denial === 'unwritten' ? alone[denial] : undefined,
    isBlank ? alone.blank : undefined,
  ]
  for (const id of left) if (id !== undefined) ids.add(id)
  return ids
}

/** 有, 不是没有; not 没写有. */
function saysThere(tokens: readonly Token[]): boolean {
  const [first, second] = tokens.filter(({ kind }) => ['none', 'not', 'unwritten', 'have'].includes(kind))
  return first?.kind === 'have' || (first?.kind === 'not' && second?.kind === 'none')
}

/** 还给他然后删了 is both; 还或者删 is either. */
function together(ids: ReadonlySet<string>, hasOr: boolean, { both }: ClauseQuestion): ReadonlySet<string> {
  if (both === undefined || !both.of.every((id) => ids.has(id))) return ids
  return new Set([hasOr ? both.or : both.and])
}

/** A segment with words that are not known, yet with a word or a figure that decides: 任何一处泄密赔五十万. */
function decidedIn(segment: string, question: ClauseQuestion, today: string): Said | undefined {
  const { alone, judgesLength, sum, words } = question
  const ids = new Set<string>()
  let inDoubt = false
  let rest = ''
  for (let at = 0; at < segment.length; ) {
    const length = judgesLength ? lengthAt(segment, at, today) : undefined
    const figure = length ?? (sum === undefined || alone.cap !== undefined ? undefined : sumAt(segment, at))
    const [word, token] = longestAt(segment, at, words)
    const isBadWord = word.length > 1 && token?.kind === 'option' && isBad(token.id)
    if ((figure !== undefined || isBadWord) && DENIED.test(segment.slice(0, at))) return undefined
    if (length !== undefined) ids.add(length.value > LONGEST_TERM_MONTHS ? 'bad' : 'fine')
    else if (figure !== undefined) ids.add(sum as string)
    else if (isBadWord) ids.add('bad')
    else rest += segment[at]
    inDoubt ||= token?.kind === 'hedge'
    at = figure?.end ?? at + (isBadWord ? word.length : 1)
  }
  return ids.size === 0 || DENIES.test(rest) ? undefined : { ids, inDoubt, unread: false }
}

function longestAt(segment: string, at: number, words: ClauseQuestion['words']): readonly [string, ClauseToken?] {
  const found = (words.get(segment[at] as string) ?? []).filter(([word]) => segment.startsWith(word, at))
  return found.reduce<readonly [string, ClauseToken?]>(
    (best, one) => (one[0].length > best[0].length ? one : best),
    [''],
  )
}
