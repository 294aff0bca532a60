import { hasAny } from './has-any.ts'
import type { ContractPhrases } from './knowledge.ts'
import { normalise } from './normalise.ts'
import { remembering } from './remembering.ts'

/** Kinds of demand: two of them in what was sent on from a chat are terms, three are, however they came. */
const KINDS = { quoted: 2, plain: 3 } as const
/** The name of the one who speaks, before what is said: 王姐：, 客户A:; 小鱼又加了要求： is the bot's own user who speaks. */
const SPEAKER = /^\s*(?!我|问|另外|还有)([^\s:：，。,.;；?？\d]{1,8})\s*[:：]\s*\S/u
const NO_NAME = /要求|加|说|改|写|记|发|定|项目|名|范围|内容|资料|补充|备注/u
/** A figure, in whatever numerals, that soon follows a word for paying. */
const FIGURE = '[^,。;!?]{0,8}?[\\d一二两三四五六七八九十百千万]'

/** How many kinds of demand a client makes in a text: to keep quiet, to pay, to take no other work … */
export function countDemands(text: string, { demands }: ContractPhrases): number {
  const plain = squeeze(text)
  const { paying, ...others } = demands
  const kinds = Object.values(others).filter((words) => hasAny(plain, words)).length
  return kinds + (paysIn(plain, paying) ? 1 : 0)
}

const payings = new WeakMap<readonly string[], RegExp>()

function paysIn(plain: string, words: readonly string[]): boolean {
  const pattern = payings.get(words) ?? new RegExp(`(?:${words.join('|') || '(?!)'})${FIGURE}`, 'u')
  payings.set(words, pattern)
  return pattern.test(plain)
}

/** Does somebody tell what happened to them, instead of sending on what a client demands? */
export function tellsOfOneself(text: string, { own }: ContractPhrases): boolean {
  const plain = squeeze(text)
  return hasAny(plain, own)
}

/** Does one line begin with who says it, as lines that are sent on from a chat do? */
export function hasSpeaker(text: string): boolean {
  const [, name] = SPEAKER.exec(text) ?? []
  return name !== undefined && !NO_NAME.test(name)
}

/**
 * Are these a client's terms as they came in a chat, a line each, or with who says them? Nobody agrees to them in so many
 * words, and nothing of them looks like a contract; whoever sends them on wants them read.
 */
export function areChatTerms(text: string, contract: ContractPhrases): boolean {
  if (tellsOfOneself(text, contract)) return false
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const isQuoted = lines.length > 1 || hasSpeaker(text) || hasAny(squeeze(text), contract.quoting)
  return countDemands(text, contract) >= (isQuoted ? KINDS.quoted : KINDS.plain)
}

const squeeze = remembering((text) => normalise(text).replace(/\s+/g, ''))
