import type { Draft } from './draft.ts'
import type { ContractPhrases } from './knowledge.ts'
import { bare, normalise } from './normalise.ts'

/** A message that is shorter than this is talk; a contract pasted in pieces has longer ones. */
const SHORTEST_PART = 30
/** While pieces are coming in, a clause may be as short as this. */
const SHORTEST_NEXT = 8
/** Nobody types so much: where no contract was asked for, a text must be this long to be taken for one. */
const SHORTEST_UNASKED = 160
/** So many different signs of a contract. */
const SIGNS = 3
/** Where a contract's ending is looked for, in characters from the end. */
const END = 160
/** A clause may speak of signing; where it is signed, several of the words stand together. */
const ENDINGS = 2

/** May the words be a piece of the contract that was asked for? */
export function isPart(text: string, draft: Draft): boolean {
  const { length } = text.trim()
  if (length < SHORTEST_UNASKED && isQuestion(text, draft)) return false
  return length >= (draft.held === null ? SHORTEST_PART : SHORTEST_NEXT)
}

function isQuestion(text: string, { knowledge }: Draft): boolean {
  const { starts, ends } = knowledge.phrases.asking
  const plain = squeeze(text)
  return ends.some((end) => plain.endsWith(end)) || starts.some((start) => plain.startsWith(start))
}

/** Does a message that nobody asked for look like a contract? Cheap; reading it is what decides. */
export function looksLikeContract(text: string, { contract }: Draft['knowledge']): boolean {
  return text.length >= SHORTEST_UNASKED && countSigns(text, contract) >= SIGNS
}

/** Does the text end as contracts do, so that nothing more need be waited for? */
export function hasEnding(text: string, { endings }: ContractPhrases): boolean {
  const end = squeeze(text.slice(-END))
  return endings.filter((word) => end.includes(word)).length >= ENDINGS
}

/** Is somebody about to sign in minutes? */
export function isInHurry(text: string, { hurry }: ContractPhrases): boolean {
  if (text.length > 80) return false
  const plain = squeeze(text)
  const has = (list: readonly string[]) => list.some((word) => plain.includes(word))
  return has(hurry.sign) && has(hurry.soon) && !has(hurry.unless)
}

/** Which place "展开 3" names; undefined if it is something else. */
export function placeNamed(text: string, { detail }: ContractPhrases): string | undefined {
  const phrase = bare(text)
  const start = detail.before.find((word) => phrase.startsWith(word))
  if (start === undefined) return undefined
  const rest = phrase.slice(start.length).replace(/^第/u, '')
  const end = detail.after.find((word) => rest.endsWith(word)) ?? ''
  return /^(?:\d{1,2}|[一二两三四五六七八九十]{1,3})$/u.exec(rest.slice(0, rest.length - end.length))?.[0]
}

function countSigns(text: string, { signs }: ContractPhrases): number {
  const plain = squeeze(text)
  return signs.filter((sign) => plain.includes(sign)).length
}

const squeeze = (text: string): string => normalise(text).replace(/\s+/g, '')
