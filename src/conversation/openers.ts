import type { Phrases } from './knowledge.ts'
import { simplify } from './simplify.ts'

/** Nobody says more words than this before what they correct. */
const MOST_WORDS = 8
/** Longer, in UTF-16 units, a message tells a story, and a 不对 in it may be part of that. */
const LONGEST = 120

/**
 * What follows the words by which a correction begins, however many there are: 没有身份证号 of "啊不对 我说错了 没有身份证号".
 * Undefined when it does not begin so.
 */
export function afterOpener(text: string, correcting: Phrases['correcting']): string | undefined {
  const { before, starts } = correcting
  const plain = simplify(text)
  let at = plain.length - plain.replace(/^[\p{P}\s]+/u, '').length
  let found: number | undefined
  for (let count = 0; count < MOST_WORDS; count++) {
    const rest = plain.slice(at)
    const opener = starts.find((word) => rest.startsWith(word)) ?? openerApart(rest, correcting)
    const word = opener ?? before.find((one) => rest.startsWith(one))
    if (word === undefined) break
    at += word.length
    const left = plain.slice(at)
    at += left.length - left.replace(opener === undefined ? /^[\p{P}\s]+/u : /^[\p{P}\s了啊呀哦]+/u, '').length
    if (opener !== undefined) found = at
  }
  return found === undefined ? undefined : text.slice(found)
}

/** 不对, where a break or a new answer follows; not in 不对外公开. */
function openerApart(plain: string, { apart, leads, starts, before }: Phrases['correcting']): string | undefined {
  return apart.find((word) => {
    if (!plain.startsWith(word)) return false
    const next = plain.slice(word.length).replace(/^[了啊呀哦]+/u, '')
    const isBreak = next === '' || /^[\p{P}\s]/u.test(next)
    return isBreak || [...leads, ...starts, ...apart, ...before].some((one) => next.startsWith(one))
  })
}

/** What stands before and after the last correction inside a message: "微信直接发 哦不 发邮箱". */
export function selfCorrected(
  text: string,
  correcting: Phrases['correcting'],
): { readonly before: string; readonly after: string } | undefined {
  if (text.length > LONGEST) return undefined
  for (const { index, 0: gap } of [...text.matchAll(/[\p{P}\s]+/gu)].reverse()) {
    const after = afterOpener(text.slice(index + gap.length), correcting)
    const before = text.slice(0, index)
    if (after !== undefined && after.trim() !== '' && before.trim() !== '') return { before, after }
  }
  return undefined
}
