import type { Saying } from '../../flows/shared/saying.ts'
import { bare, normalise } from './normalise.ts'

/** What cannot wait, and what is not this bot's job: in the order in which a message is tried for them. */
export const URGENT_CASES = [
  'distress',
  'accused',
  'leaked',
  'alreadyDone',
  'stranger',
  'friendVerify',
  'ownAccount',
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
  /** In the order of `URGENT_CASES`. */
  readonly rules: readonly UrgentRule[]
}

/** What is said at once in each case, before anything else of the turn. */
export const URGENT_SAYINGS: Readonly<Record<UrgentCase, readonly Saying[]>> = {
  distress: [{ page: 'boundary/distress' }],
  accused: [{ page: 'urgent/accused' }, { page: 'urgent/accused-reply', alone: true }, { page: 'urgent/next' }],
  leaked: [{ page: 'urgent/leaked' }, { page: 'urgent/next' }],
  alreadyDone: [{ page: 'boundary/already-done' }],
  stranger: [{ page: 'boundary/stranger' }],
  friendVerify: [{ page: 'boundary/friend-verify' }],
  ownAccount: [{ page: 'boundary/own-account' }],
  forge: [{ page: 'boundary/forge' }],
}

/** How far before a word, in letters, something may stand that takes it back. */
const GUARD_REACH = 24

/** How much a sign between two letters parts them. */
const BREAK = { none: 0, soft: 1, clause: 2, turn: 3, sentence: 4 } as const

/**
 * Recognises what cannot wait for the pending question, or undefined. Simplified characters are expected.
 *
 * Only what has happened, now and to the person who writes, counts: asking about a leak, guarding against one or
 * fearing one is a topic, and an alarm there would teach people to skip alarms.
 */
export function findUrgent(text: string, phrases: UrgentPhrases): UrgentCase | undefined {
  const whole = phrases.whole.get(bare(text))
  if (whole !== undefined) return whole
  const message = readWords(normalise(text), phrases)
  const guards = new Map<string, Uint8Array>()
  const takenBack = (list: ListId, place: GuardPlace): Uint8Array => {
    const key = `${place} ${list}`
    const known = guards.get(key) ?? reachOf(message.found.get(list) ?? [], place, message.breaks)
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
  /** Each list's words in the message, in the order of their beginnings. */
  readonly found: ReadonlyMap<ListId, readonly Span[]>
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
  const found = new Map<ListId, Span[]>()
  for (let start = 0; start < letters.length; start++) {
    let node: WordTree | undefined = phrases.words
    for (let end = start; node !== undefined; end++) {
      for (const list of node.lists) {
        const spans = found.get(list) ?? []
        found.set(list, spans)
        spans.push({ start, end })
      }
      const isParted = end > start && (breaks[end] as number) >= BREAK.clause
      node = isParted ? undefined : node.next.get(letters[end] ?? '')
    }
  }
  hideWithin(found.get(phrases.lookalikes) ?? [], found)
  for (const { end } of found.get(phrases.turns) ?? []) breaks[end] = Math.max(breaks[end] as number, BREAK.turn)
  return { breaks: Uint8Array.from(breaks), found }
}

/** Takes out every word that is only a part of one of these. */
function hideWithin(covers: readonly Span[], found: Map<ListId, Span[]>): void {
  const covering = new Map<number, Span>()
  for (const cover of covers) for (let at = cover.start; at < cover.end; at++) covering.set(at, cover)
  if (covering.size === 0) return
  for (const [list, spans] of found) {
    const left = spans.filter(({ start, end }) => {
      const cover = covering.get(start)
      return cover === undefined || end > cover.end || end - start >= cover.end - cover.start
    })
    if (left.length === 0) found.delete(list)
    else found.set(list, left)
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
  { find, gap, unless }: UrgentRule,
  { breaks, found }: Message,
  takenBack: (list: ListId, place: GuardPlace) => Uint8Array,
): boolean {
  if (find.some((list) => !found.has(list))) return false
  const guards = unless.filter(({ list }) => found.has(list)).map(({ list, place }) => takenBack(list, place))
  /** For each letter, whether the words so far may have ended there. */
  let ended: Uint8Array | undefined
  for (const list of find) {
    const now = new Uint8Array(breaks.length)
    const near = ended && nearAfter(ended, gap, breaks)
    for (const { start, end } of found.get(list) ?? []) {
      if ((near === undefined || near[start] === 1) && guards.every((reach) => reach[start] === 0)) now[end] = 1
    }
    ended = now
  }
  return ended?.includes(1) ?? false
}

/** At which letters the next word may begin, after words that ended here: near, and in the same sentence. */
function nearAfter(ended: Uint8Array, gap: number, breaks: Uint8Array): Uint8Array {
  const near = new Uint8Array(ended.length)
  let left = -1
  for (let at = 0; at < ended.length; at++, left--) {
    if (breaks[at] === BREAK.sentence) left = -1
    else if (ended[at] === 1) left = gap
    if (left >= 0) near[at] = 1
  }
  return near
}
