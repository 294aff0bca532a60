import type { Saying } from '../../flows/shared/saying.ts'
import { bare, normalise } from './normalise.ts'
import { rememberingBy } from './remembering.ts'

/** What cannot wait, and what is not this bot's job: in the order in which a message is tried for them. */
export const URGENT_CASES = [
  'distress',
  'accused',
  'leaked',
  'alreadyDone',
  'stranger',
  'friendVerify',
  'ownAccount',
  'credentials',
  'books',
  'forge',
] as const
export type UrgentCase = (typeof URGENT_CASES)[number]

/**
 * Where a word must stand to take a rule's words back: anywhere in the sentence, anywhere before them in it (如果…), or
 * just before them, in the same part between commas or spaces (怕…: in "好怕,发错群了" it takes nothing back).
 */
export const GUARD_PLACES = ['sentence', 'before', 'justBefore'] as const
export type GuardPlace = (typeof GUARD_PLACES)[number]

/** A word list by its number: the index in what `UrgentPhrases.words` gives for a word. */
type ListId = number

/** The words of all lists as a tree of letters, so that one pass over a message finds every word of every list. */
export interface WordTree {
  readonly lists: readonly ListId[]
  readonly next: ReadonlyMap<string, WordTree>
}

/** Words of each list, one after the other in this order and near each other, with nothing that takes them back. */
export interface UrgentRule {
  readonly id: UrgentCase
  readonly find: readonly ListId[]
  /** How many letters there may be between one word and the next. */
  readonly gap: number
  /** Lists of which a word each must stand around: before or after, in whatever sentence. Stories are told so. */
  readonly near: readonly ListId[]
  readonly unless: readonly { readonly list: ListId; readonly place: GuardPlace }[]
}

/** How people say that something cannot wait, from data/phrases/urgent.yaml. */
export interface UrgentPhrases {
  /** Whole messages, in the form of `bare`. */
  readonly whole: ReadonlyMap<string, UrgentCase>
  readonly words: WordTree
  /** Words after which a new thought begins even without a comma: 怎么办. */
  readonly turns: ListId
  /** Words that mean something else than the words in them: 朋友圈 is no 朋友. */
  readonly lookalikes: ListId
  /** Words that put in doubt what no rule hears and what is only like a case: as `normalise` writes them, letters alone. */
  readonly doubts: ReadonlyMap<UrgentCase, readonly string[]>
  /** In the same form: words that deny what a message is like. */
  readonly denials: ReadonlyMap<UrgentCase, readonly string[]>
  /** In the order of `URGENT_CASES`. */
  readonly rules: readonly UrgentRule[]
}

/** What is said at once in each case, before anything else of the turn. */
export const URGENT_SAYINGS: Readonly<Record<UrgentCase, readonly Saying[]>> = {
  distress: [{ page: 'boundary/distress' }],
  accused: [
    { page: 'urgent/accused' },
    { page: 'urgent/accused-reply', alone: true, with: { by: { within: null } } },
    { page: 'urgent/next' },
  ],
  leaked: [{ page: 'urgent/leaked' }, { page: 'urgent/next' }],
  alreadyDone: [{ page: 'boundary/already-done' }],
  stranger: [{ page: 'boundary/stranger' }],
  friendVerify: [{ page: 'boundary/friend-verify' }],
  ownAccount: [{ page: 'boundary/own-account' }],
  credentials: [{ page: 'boundary/credentials' }],
  books: [{ page: 'boundary/books' }],
  forge: [{ page: 'boundary/forge' }],
}

/** How far before a word, in letters, something may stand that takes it back. */
const GUARD_REACH = 24

/** How far around a rule's last word, in letters, the words of `near` may begin. */
const NEAR_REACH = 60

/** How much a sign between two letters parts them. */
const BREAK = { none: 0, soft: 1, clause: 2, turn: 3, sentence: 4 } as const

/**
 * Recognises what cannot wait for the pending question, or undefined. Simplified characters are expected.
 *
 * Only what has happened, now and to the person who writes, counts: asking about a leak, guarding against one or
 * fearing one is a topic, and an alarm there would teach people to skip alarms.
 */
export const findUrgent = rememberingBy(caseIn)

function caseIn(text: string, phrases: UrgentPhrases): UrgentCase | undefined {
  const whole = phrases.whole.get(bare(text))
  if (whole !== undefined) return whole
  const message = readWords(normalise(text), phrases)
  const guards = new Map<string, Uint8Array>()
  const takenBack = (list: ListId, place: GuardPlace): Uint8Array => {
    const key = `${place} ${list}`
    const known = guards.get(key) ?? reachOf(message.spansOf(list), place, message.breaks)
    guards.set(key, known)
    return known
  }
  return phrases.rules.find((rule) => fits(rule, message, takenBack))?.id
}

interface Span {
  readonly start: number
  /** The first letter after it. */
  readonly end: number
}

/** A message as its letters alone, so that "解.封" is 解封; the signs are kept as how much they part. */
interface Message {
  /** `breaks[i]` is what stands between letter i - 1 and letter i. */
  readonly breaks: Uint8Array
  /** In which sentence each letter stands, counted from 0. */
  readonly sentences: Uint32Array
  readonly has: (list: ListId) => boolean
  /** A list's words in the message, in the order of their beginnings. */
  readonly spansOf: (list: ListId) => readonly Span[]
}

function readWords(text: string, phrases: UrgentPhrases): Message {
  const letters: string[] = []
  const breaks: number[] = []
  let pending: number = BREAK.none
  for (const char of text) {
    if (/[\p{L}\p{N}]/u.test(char)) {
      letters.push(char)
      breaks.push(pending)
      pending = BREAK.none
    } else pending = Math.max(pending, breakOf(char))
  }
  breaks.push(BREAK.sentence)
  const words = findWords(letters, breaks, phrases.words)
  hideWithin(gather(phrases.lookalikes, words), words)
  for (const { end } of gather(phrases.turns, words)) breaks[end] = Math.max(breaks[end] as number, BREAK.turn)
  const sentences = new Uint32Array(breaks.length)
  for (let at = 1; at < breaks.length; at++) {
    sentences[at] = (sentences[at - 1] as number) + (breaks[at] === BREAK.sentence ? 1 : 0)
  }
  const present: true[] = []
  for (const { lists } of words.keys()) for (const list of lists) present[list] = true
  const gathered = new Map<ListId, readonly Span[]>()
  const spansOf = (list: ListId): readonly Span[] => {
    const spans = gathered.get(list) ?? gather(list, words)
    gathered.set(list, spans)
    return spans
  }
  return { breaks: Uint8Array.from(breaks), sentences, has: (list) => present[list] === true, spansOf }
}

/** Where each word of the tree stands. */
type FoundWords = Map<WordTree, readonly Span[]>

function findWords(letters: readonly string[], breaks: readonly number[], tree: WordTree): FoundWords {
  const found = new Map<WordTree, Span[]>()
  for (let start = 0; start < letters.length; start++) {
    let node: WordTree | undefined = tree
    for (let end = start; node !== undefined; end++) {
      if (node.lists.length > 0) {
        const spans = found.get(node) ?? []
        found.set(node, spans)
        spans.push({ start, end })
      }
      const isParted = end > start && (breaks[end] as number) >= BREAK.clause
      node = isParted ? undefined : node.next.get(letters[end] ?? '')
    }
  }
  return found
}

function gather(list: ListId, words: FoundWords): readonly Span[] {
  const ofList = [...words].filter(([{ lists }]) => lists.includes(list)).map(([, spans]) => spans)
  return ofList.length === 1 ? (ofList[0] as readonly Span[]) : ofList.flat().sort((a, b) => a.start - b.start)
}

/** Takes out every word that is only a part of one of these. */
function hideWithin(covers: readonly Span[], words: FoundWords): void {
  const covering = new Map<number, Span>()
  for (const cover of covers) for (let at = cover.start; at < cover.end; at++) covering.set(at, cover)
  if (covering.size === 0) return
  for (const [word, spans] of words) {
    const left = spans.filter(({ start, end }) => {
      const cover = covering.get(start)
      return cover === undefined || end > cover.end || end - start >= cover.end - cover.start
    })
    if (left.length === 0) words.delete(word)
    else words.set(word, left)
  }
}

function breakOf(char: string): number {
  if ('。!?;'.includes(char)) return BREAK.sentence
  return ',、:~'.includes(char) ? BREAK.clause : BREAK.soft
}

/** At which letters a word is taken back by these: 1 there, 0 elsewhere. */
function reachOf(spans: readonly Span[], place: GuardPlace, breaks: Uint8Array): Uint8Array {
  const reach = new Uint8Array(breaks.length)
  const stop = { sentence: BREAK.sentence, before: BREAK.turn, justBefore: BREAK.soft }[place]
  const goesOn = (at: number): boolean => (breaks[at] ?? BREAK.sentence) < stop
  for (const { start, end } of spans) {
    if (place === 'sentence' && reach[start] === 1) continue
    const first = place === 'sentence' ? backTo(start, goesOn) : start
    const last = place === 'sentence' ? breaks.length : end + GUARD_REACH
    for (let at = first; at < last && (at < end || goesOn(at)); at++) reach[at] = 1
  }
  return reach
}

function backTo(start: number, goesOn: (at: number) => boolean): number {
  let first = start
  while (first > 0 && goesOn(first)) first--
  return first
}

/** Does the message have the rule's words, in their order and near enough? A word further on is tried when one is taken back. */
function fits(
  { find, gap, near, unless }: UrgentRule,
  { sentences, has, spansOf }: Message,
  takenBack: (list: ListId, place: GuardPlace) => Uint8Array,
): boolean {
  if (!find.every(has) || !near.every(has)) return false
  const guards = unless.filter(({ list }) => has(list)).map(({ list, place }) => takenBack(list, place))
  const standing = (list: ListId): Span[] =>
    spansOf(list).filter(({ start }) => guards.every((reach) => reach[start] === 0))
  /** Where the words so far may have ended, in order. */
  let ends: readonly number[] | undefined
  for (const list of find) {
    const next: Span[] = ends === undefined ? standing(list) : standing(list).filter(closeBehind(ends, gap, sentences))
    if (next.length === 0) return false
    ends = next.map(({ end }) => end).sort((a, b) => a - b)
  }
  for (const list of near) ends = (ends ?? []).filter(isAround(standing(list)))
  return (ends ?? []).length > 0
}

/** Does a word begin near enough behind one of these ends, in its sentence? To be asked in the order of beginnings. */
function closeBehind(ends: readonly number[], gap: number, sentences: Uint32Array): (span: Span) => boolean {
  let upTo = 0
  return ({ start }) => {
    while (upTo < ends.length && (ends[upTo] as number) <= start) upTo++
    const end = ends[upTo - 1]
    return end !== undefined && start - end <= gap && sentences[start] === sentences[end - 1]
  }
}

/** Does one of these words begin around this letter, in whatever sentence? To be asked in order. */
function isAround(spans: readonly Span[]): (at: number) => boolean {
  let from = 0
  return (at) => {
    while (from < spans.length && (spans[from] as Span).start < at - NEAR_REACH) from++
    const nearest = spans[from]
    return nearest !== undefined && nearest.start <= at + NEAR_REACH
  }
}
