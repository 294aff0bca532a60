import type { OwnerPhrases } from './knowledge.ts'
import { bare } from './normalise.ts'
import { simplify } from './simplify.ts'

/** Whose a part of a message is: of the record at hand, of a client who is known by that name, or of somebody else. */
export type Owner =
  | { readonly kind: 'own' }
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'other'; readonly words: string; readonly isGuess?: true }

/** A part of a message with the client whose it is; null before the first one is named. */
export interface Owned {
  readonly owner: Owner | null
  readonly words: string
}

interface Mark {
  readonly owner: Owner
  readonly at: number
  readonly end: number
}

/** Where a client can be named: at the beginning, after a break, or after a word that goes on (…然后 B 的). */
const BREAK = /[\p{P}\s]$/u
/** "A的", "B那边", "甲放我电脑"; not A4, B站 and 甲方, and not A款 and B款, which are kinds of one thing. */
const LETTER =
  /^(?:客户)?([a-z]|[甲乙丙丁])(?=\p{Script=Han})(?![面组轮类型款端站版稿方级座栋区罩店股片图页份号班省市县村楼厂门角位台卷册集季话级])/u

/**
 * Cuts a message into what it says of one client and of another: "A的签了 B的还没", "这家是初稿 另一家是报价表". Undefined
 * where not more than one is named and that is the one at hand, or nobody is.
 */
export function ownedParts(
  text: string,
  own: string | undefined,
  known: readonly string[],
  phrases: OwnerPhrases,
): readonly Owned[] | undefined {
  const plain = simplify(text).toLowerCase()
  if (plain.length !== text.length) return undefined
  const marks = marksIn(plain, own, known, phrases)
  if (!marks.some(({ owner }) => owner.kind !== 'own')) return undefined
  const first = text.slice(0, marks[0]?.at ?? 0)
  const parts = marks.map(({ owner, end }, index): Owned => ({ owner, words: text.slice(end, marks[index + 1]?.at) }))
  return [{ owner: null, words: first }, ...parts].map(({ owner, words }) => ({
    owner,
    words: trimmed(words, phrases),
  }))
}

function marksIn(plain: string, own: string | undefined, known: readonly string[], phrases: OwnerPhrases): Mark[] {
  const marks: Mark[] = []
  // Beside 橘子的是, also 蓝鲸的是 and 蓝鲸那边 are somebody's, whoever that may be.
  const tail = own === undefined ? undefined : tailBehind(plain, own, phrases)
  const alikeTails = tail === undefined ? [] : [...(tail === '' ? [] : [tail]), ...phrases.strong]
  for (let at = 0; at < plain.length; at++) {
    const found = markAt(plain, at, own, known, phrases) ?? alike(plain, at, alikeTails, phrases)
    if (found === undefined) continue
    marks.push(found)
    at = found.end - 1
  }
  // A letter alone names nobody: 单人A的 is one of many things. Two of them tell two clients apart, as one does from the one at hand.
  const letters = new Set(
    marks.flatMap(({ owner }) => (owner.kind === 'other' && owner.words.length === 1 ? [owner.words] : [])),
  )
  const isApart = letters.size > 1 || marks.some(({ owner }) => owner.kind !== 'other' || owner.words.length > 1)
  return isApart ? marks : marks.filter(({ owner }) => !(owner.kind === 'other' && owner.words.length === 1))
}

/** How the one at hand is named at the beginning of a part: 的是 of 橘子的是; undefined when he is not. */
function tailBehind(plain: string, own: string, { tails, joins }: OwnerPhrases): string | undefined {
  const name = simplify(own).toLowerCase()
  for (let at = plain.indexOf(name); name !== '' && at >= 0; at = plain.indexOf(name, at + 1)) {
    if (isStartOfPart(plain, at, joins)) return tails.find((one) => plain.startsWith(one, at + name.length)) ?? ''
  }
  return undefined
}

/** Longer, in UTF-16 units, it is no name. */
const LONGEST_NAME = 4

/** A part that begins with somebody of whom it is said in the same way. Behind a mere 的 it may be a thing: 橘子的电话 店铺的地址. */
function alike(
  plain: string,
  at: number,
  tails: readonly string[],
  { joins, notOwners }: OwnerPhrases,
): Mark | undefined {
  if (!isStartOfPart(plain, at, joins)) return undefined
  for (const tail of tails) {
    const length = plain.slice(at, at + LONGEST_NAME + tail.length).indexOf(tail)
    const name = plain.slice(at, at + length)
    if (length < 1 || /[\p{P}\s]/u.test(name) || notOwners.some((word) => name.includes(word))) continue
    if (joins.some((word) => name.startsWith(word))) continue
    const isGuess = tail.length === 1 ? { isGuess: true as const } : {}
    return { owner: { kind: 'other', words: name, ...isGuess }, at, end: at + length + tail.length }
  }
  return undefined
}

const isStartOfPart = (plain: string, at: number, joins: readonly string[]): boolean =>
  at === 0 || BREAK.test(plain.slice(0, at)) || joins.some((word) => plain.slice(0, at).endsWith(word))

function markAt(
  plain: string,
  at: number,
  own: string | undefined,
  known: readonly string[],
  phrases: OwnerPhrases,
): Mark | undefined {
  const rest = plain.slice(at)
  const isStart = isStartOfPart(plain, at, phrases.joins)
  const end = (word: string): number => {
    const after = rest.slice(word.length)
    const tail = phrases.tails.find((one) => after.startsWith(one)) ?? ''
    return at + word.length + tail.length
  }
  const named = (name: string): boolean => {
    const word = simplify(name).toLowerCase()
    if (word === '' || !rest.startsWith(word)) return false
    const hasTail = end(word) > at + word.length
    return word.length > 1 ? isStart || hasTail : isStart && /^\p{Script=Han}/u.test(rest.slice(1))
  }
  if (own !== undefined && named(own)) return { owner: { kind: 'own' }, at, end: end(own) }
  const name = known.find(named)
  if (name !== undefined) return { owner: { kind: 'known', name }, at, end: end(name) }
  if (!isStart) return undefined
  const here = phrases.own.find((word) => rest.startsWith(word))
  if (here !== undefined) return { owner: { kind: 'own' }, at, end: end(here) }
  const other = phrases.others.find((word) => rest.startsWith(word))
  if (other !== undefined) return { owner: { kind: 'other', words: other }, at, end: end(other) }
  const letter = LETTER.exec(rest)
  if (letter === null) return undefined
  const [word, letterOf = ''] = letter
  const isOwn = own !== undefined && new RegExp(`^(?:客户)?${letterOf}$`).test(bare(own))
  return { owner: isOwn ? { kind: 'own' } : { kind: 'other', words: letterOf }, at, end: end(word) }
}

/** The words without what only joins them to the next ones. */
function trimmed(words: string, { joins }: OwnerPhrases): string {
  let left = words.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '')
  for (;;) {
    const word = joins.find((one) => simplify(left).endsWith(one) && left.length > one.length)
    const start = joins.find((one) => simplify(left).startsWith(one) && left.length > one.length)
    if (word === undefined && start === undefined) return left
    if (word !== undefined) left = left.slice(0, -word.length)
    else left = left.slice(start?.length)
    left = left.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '')
  }
}
