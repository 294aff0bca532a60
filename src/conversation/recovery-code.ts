/**
 * The signs of a recovery code: none that is taken for another when it is written by hand. Their number is a prime, so
 * that one sign misread, or two neighbours swapped, is always noticed.
 */
export const CODE_SIGNS = '234679ACDEFHJKMNPQRTWXY'
/** A code is five groups of four: four signs by which it is looked up, fifteen that are the secret (67 bits), one check. */
export const CODE_LENGTH = 20
const GROUP = 4
/** By so many signs it is looked up. */
const SELECTOR = 4

/** A code in a message: whole, or one that was copied wrongly. */
export type CodeHeard = { readonly kind: 'code'; readonly code: string } | { readonly kind: 'broken' }

const WHOLE = /(?<![A-Z0-9])[A-Z0-9]{4}(?:[\s\p{P}]{0,3}[A-Z0-9]{4}){4}(?![A-Z0-9])/u
const NAMED = /恢复码|找回码|恢复代码|恢复密码|恢復碼/u
/** What looks like an attempt at one. */
const ATTEMPT = /[A-Z0-9][A-Z0-9\s\p{Pd}]{6,}/u

/**
 * The recovery code in a message, wherever it stands, or undefined. It must be looked for before anything of the message
 * is kept: whoever reads it can take the record.
 */
export function codeIn(text: string): CodeHeard | undefined {
  const upper = text.normalize('NFKC').toUpperCase()
  const found = WHOLE.exec(upper)?.[0].replace(/[^A-Z0-9]/g, '')
  if (found !== undefined && isCode(found)) return { kind: 'code', code: found }
  return NAMED.test(text) && ATTEMPT.test(upper) ? { kind: 'broken' } : undefined
}

/** The sign that makes a code of the others: a weighted sum, so that a swap changes it. */
export function checkSign(signs: string): string {
  const sum = [...signs].reduce((total, sign, index) => total + (index + 1) * CODE_SIGNS.indexOf(sign), 0)
  return CODE_SIGNS.charAt(sum % CODE_SIGNS.length)
}

/** Every code has a figure, so that no row of words is one. */
export const isCode = (code: string): boolean =>
  code.length === CODE_LENGTH &&
  [...code].every((sign) => CODE_SIGNS.includes(sign)) &&
  /\d/.test(code) &&
  checkSign(code.slice(0, -1)) === code.at(-1)

export const selectorOf = (code: string): string => code.slice(0, SELECTOR)

/** As it is written down: 3F7K-… */
export const inGroups = (code: string): string => (code.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-')
