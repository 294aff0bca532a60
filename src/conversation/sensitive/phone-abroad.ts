/** Dialling codes of countries whose numbers have a known length; some write a 0 after them in brackets. */
const KNOWN_COUNTRY = /^(?:1|7|3[349]|4[49]|55|6[0-6]|8[1246]|85[23]|886|91|971)/
const NUMBER = new RegExp(
  `^(?:${[
    '1[2-9]\\d{9}',
    '7[3-9]\\d{9}',
    '85[23]\\d{8}',
    '8860?\\d{8,9}',
    '86[02-9]?\\d{10}',
    '65\\d{8}',
    '(?:60|64)0?\\d{8,9}',
    '(?:33|34|61|66|84|971)0?\\d{9}',
    '(?:39|81|82)0?\\d{9,10}',
    '(?:63|91)0?\\d{10}',
    '(?:44|49|55)0?\\d{10,11}',
    '62\\d{9,11}',
  ].join('|')})$`,
)
/** Hong Kong and Macao without a plus sign: 852-91234567, not 852-20261123 nor three prices. */
const NEAR = /^85[23](?!20[12]\d[01])(?!\d\d(?:00|99)\d\d(?:00|99)$)[2-9]\d{7}$/
/** (415) 555-2671 */
const BRACKETED = /^[2-9](?!00)\d{2}[2-9](?!00)\d{6}$/

/** How a number is written. */
export interface Written {
  /** The sizes of its groups. */
  readonly sizes: readonly number[]
  /** What stands before it: + for a country, ( for a first group in brackets. */
  readonly sign: '+' | '(' | ''
  /** Are all its groups parted alike? */
  readonly isEven: boolean
}

/** A number with its country: +852 9123 4567. After +86 a mobile number is left to be read from its own first digit. */
export function isAbroad(digits: string, { sizes, sign, isEven }: Written): boolean {
  const first = sizes[0] ?? 0
  if (sign === '+') return NUMBER.test(digits) || (isEven && isOfUnknownCountry(digits, sizes))
  if (digits.startsWith('00')) return NUMBER.test(digits.slice(2)) && (sizes.length > 1 || digits[2] !== '1')
  if (sign === '(' && sizes.length > 1) return (NEAR.test(digits) && first === 3) || isInAmerica(digits, sizes)
  return NEAR.test(digits) && (sizes.length === 2 || sizes.length === 3) && first === 3 && sizes.at(-1) !== 1
}

function isInAmerica(digits: string, sizes: readonly number[]): boolean {
  return sizes.join() === '3,3,4' && BRACKETED.test(digits)
}

function isOfUnknownCountry(digits: string, sizes: readonly number[]): boolean {
  const country = digits.slice(0, sizes[0])
  if (KNOWN_COUNTRY.test(country) || country.startsWith('0') || country.length > 3) return false
  return sizes.length > 1 && sizes.slice(1).every((size) => size >= 2) && digits.length >= 9 && digits.length <= 15
}
