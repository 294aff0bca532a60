import { hasAny } from './has-any.ts'
import type { Knowledge } from './knowledge.ts'
import { normalise, squeezed } from './normalise.ts'
import { simplify } from './simplify.ts'
import { findUrgent, type UrgentCase } from './urgent.ts'

/** Something that cannot wait. If it is not sure, it is only asked about, in a line, and the message is taken as it stands. */
export interface Alarm {
  readonly id: UrgentCase
  readonly isSure: boolean
  /** How like it is to others of its kind, up to 1; a rule's is 1. */
  readonly share: number
}

/** From these shares on, a message that is like the calls for help of a kind is one, though no rule hears it. */
const LIKE_A_LEAK = 0.45
/** Resigned words (就这样定了, 我想好了) are like despair, and most despair is heard by the rules: what is only like it is asked about. */
const LIKE_DISTRESS = 0.75
const MAY_BE_DISTRESS = 0.48
/** For what is refused, the shares of all such cases together. */
const LIKE_WHAT_IS_REFUSED = 0.5

/** From these shares on, a message that is like calls for help of any kind, and of one above all, may be one. */
const LIKE_ANY = 0.55
const MOSTLY_LIKE = 0.3

/** What a rule hears and what is less like a call for help than this may be about somebody else, or long ago. */
const UNLIKE = 0.3

/** A shorter message says too little to be told by likeness; in letters and figures. */
const TOO_SHORT = 6

/** What is asked about when in doubt. To refuse something on a suspicion would offend, so the other cases are not. */
export const ASKS_ABOUT: Readonly<Partial<Record<UrgentCase, string>>> = {
  leaked: 'repair/if-leaked',
  accused: 'repair/if-accused',
  distress: 'repair/if-distressed',
}

/** What the rules hear in a message; in doubt if in all it is not like a call for help. */
export function hearAlarm(text: string, knowledge: Knowledge): Alarm | undefined {
  const id = findUrgent(simplify(text), knowledge.urgent)
  if (id === undefined) return undefined
  const mayBeStory = (id === 'leaked' || id === 'accused') && squeezed(text).length >= TOO_SHORT
  return { id, share: 1, isSure: !mayBeStory || sum(knowledge.guessUrgent(normalise(text)).ranked) >= UNLIKE }
}

/**
 * What a message is like in which no rule hears anything. Stories are told sideways, in words that no list has; likeness hears
 * them, but knows neither "if" nor "not", so it acts only when it is sure and nothing in the message puts it in doubt.
 */
export function guessAlarm(text: string, { guessUrgent, urgent }: Knowledge): Alarm | undefined {
  const letters = squeezed(text)
  if (letters.length < TOO_SHORT) return undefined
  const { ranked } = guessUrgent(normalise(text))
  const [first] = ranked
  if (first === undefined) return undefined
  const { id, share } = first
  const has = (words: readonly string[] | undefined): boolean => words !== undefined && hasAny(letters, words)
  if (has(urgent.denials.get(id))) return undefined
  const isDoubtful = has(urgent.doubts.get(id))
  if (!isDoubtful && isLikely(id, share, sum(ranked.filter((one) => ASKS_ABOUT[one.id] === undefined))))
    return { id, share, isSure: true }
  const mayBe = id === 'distress' ? share >= MAY_BE_DISTRESS : sum(ranked) >= LIKE_ANY && share >= MOSTLY_LIKE
  return mayBe ? { id, share, isSure: false } : undefined
}

function isLikely(id: UrgentCase, share: number, refused: number): boolean {
  if (ASKS_ABOUT[id] === undefined) return refused >= LIKE_WHAT_IS_REFUSED
  return share >= (id === 'distress' ? LIKE_DISTRESS : LIKE_A_LEAK)
}

const sum = (ranked: readonly { readonly share: number }[]): number => ranked.reduce((all, { share }) => all + share, 0)
