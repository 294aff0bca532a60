import { bare } from './normalise.ts'
import { simplify } from './simplify.ts'
import type { SlangPhrases } from './slang-words.ts'

/** Longer, in UTF-16 units, it is a story, which is read as it is. */
const LONGEST = 60

/**
 * The message in words that the understanding knows: 没有 for 莫得 and 木有, 不用了 for 8用了, nothing for yyds. With `wholeOnly`
 * only parts that are such a word from end to end, because all else may be somebody's own words or a name.
 */
export function withoutSlang(text: string, { words, whole }: SlangPhrases, wholeOnly: boolean): string {
  if (text.length > LONGEST) return text
  const pieces = text.split(/([\p{P}\s]+)/u)
  const meant = pieces.map((piece, at) => {
    if (at % 2 === 1) return piece
    const known = whole.get(bare(piece))
    if (known !== undefined) return known
    const plain = replaced(piece, words)
    return wholeOnly && !isAll(piece, words) ? piece : plain
  })
  const isGone = (at: number): boolean => meant[at] === '' && pieces[at] !== ''
  const left = meant
    .map((piece, at) => (at % 2 === 1 && (isGone(at - 1) || isGone(at + 1)) ? ' ' : piece))
    .join('')
    .trim()
  return bare(left) === '' || left === text.trim() ? text : left
}

const isAll = (piece: string, words: SlangPhrases['words']): boolean => {
  const plain = bare(piece)
  return words.some(([written, meant]) => written !== meant && plain === written)
}

function replaced(piece: string, words: SlangPhrases['words']): string {
  const plain = simplify(piece).toLowerCase()
  if (plain.length !== piece.length) return piece
  let out = ''
  for (let at = 0; at < piece.length; ) {
    const isInNumber = /\d/.test(plain[at] ?? '') && /\d/.test(plain[at - 1] ?? '')
    const found = isInNumber ? undefined : words.find(([written]) => plain.startsWith(written, at))
    out += found === undefined ? piece[at] : found[0] === found[1] ? piece.slice(at, at + found[0].length) : found[1]
    at += found?.[0].length ?? 1
  }
  return out
}
