import { askClient } from '../../flows/nda/rules.ts'
import type { Flag } from '../nda/reading.ts'
import { ordinal } from './answers/numbers.ts'
import { flagSaying, isSigned } from './contract-report.ts'
import { isShortQuestion } from './contract-text.ts'
import type { Draft } from './draft.ts'
import { bare, squeezed } from './normalise.ts'
import type { StoredContract } from './session.ts'
import { simplify } from './simplify.ts'

/** How many places of one clause are shown. */
const SHOWN = 3
/** 第八条, at the beginning of what is asked. */
const ASKED = /^(?:那么?|那个|这个|还有)?第(\d{1,2}|[一二三四五六七八九十]{1,3})[条款](.*)$/u
/** A numbered line: 第八条, 8. or 八、. */
const NUMBERED =
  /^[ \t\u3000]*(?:第([\d一二三四五六七八九十]{1,4})条|(\d{1,2}|[一二三四五六七八九十]{1,3})[、.．)）](?!\d))/gmu

interface Place {
  readonly number: number
  readonly start: number
  readonly end: number
}

/**
 * Answers what is asked about a clause by its number in the contract: 第八条是不是也不行. The numbers of the bot's own list
 * are other ones; somebody with the contract before them reads out the contract's. False when no text is in memory any
 * more, it has no such clause, or something else is said.
 */
export function talkAboutNumbered(draft: Draft, contract: StoredContract): boolean {
  const place = placeAsked(draft, contract)
  if (place === undefined) return false
  const isHere = ({ start }: { readonly start: number }): boolean => start >= place.start && start < place.end
  const flags = contract.flags.filter((flag) => flag.end > flag.start && isHere(flag))
  if (flags.length > 0 && asksForMessage(draft)) sayMessage(draft, contract, flags)
  else if (flags.length > 0) {
    for (const flag of flags.slice(0, SHOWN)) draft.say.push(flagSaying(draft, flag, contract.flags.indexOf(flag) + 1))
  } else draft.speak('nda/clause-nothing', { with: { number: place.number } })
  return true
}

/** One message to the client about these places alone. */
export function sayMessage(draft: Draft, contract: StoredContract, flags: readonly Flag[]): void {
  const isEnglish = contract.english ?? false
  draft.speak(isEnglish ? 'nda/message-follows-english' : 'nda/message-follows')
  draft.say.push(askClient([...new Set(flags.map(({ id }) => id))], isSigned(draft), isEnglish))
}

/** "那竞业的怎么跟他说": words for the client are wanted. */
export function asksForMessage({ text, knowledge }: Draft): boolean {
  const { find, unless } = knowledge.contractTalk.messages
  const plain = squeezed(text)
  return find.some((word) => plain.includes(word)) && !unless.some((word) => plain.includes(word))
}

function placeAsked({ text, held, knowledge }: Draft, contract: StoredContract): Place | undefined {
  const [, figure = '', tail = ''] = ASKED.exec(bare(text)) ?? []
  if (figure === '' || held === null || held.length !== contract.length) return undefined
  const { asks, tails } = knowledge.contractTalk
  const isAsked =
    tail === '' || tails.has(bare(tail)) || isShortQuestion(text) || asks.some((word) => tail.includes(word))
  return isAsked ? placesIn(held).find(({ number }) => number === ordinal(figure)) : undefined
}

/** The numbered clauses of a text, each up to the next; by 第几条 where it has them. */
function placesIn(text: string): readonly Place[] {
  const plain = simplify(text)
  const found = [...plain.matchAll(NUMBERED)].map(({ index, 1: solemn, 2: plainer }) => ({
    start: index,
    isSolemn: solemn !== undefined,
    number: ordinal(solemn ?? plainer ?? '') ?? 0,
  }))
  const isSolemn = found.some((one) => one.isSolemn)
  const own = found.filter((one) => one.isSolemn === isSolemn)
  return own.map(({ start, number }, at) => ({ start, number, end: own[at + 1]?.start ?? text.length }))
}
