import { isDay } from './calendar-day.ts'
import { isAbroad, type Written } from './phone-abroad.ts'
import type { SensitiveKind } from './span.ts'

/** What a number is, and how many of its first and last digits stay readable. */
export interface NumberKind {
  readonly kind: SensitiveKind
  readonly head: number
  readonly tail: number
}

/** The fewest digits of a number that is looked for: a telephone number abroad. */
const SHORTEST = 9
const MOBILE = /^((?:(?:00)?86)?)1[3-9]\d{9}$/
/** 150 2000 3000, 199 2999 3999 */
const PRICES = /^1[3-9][09](?:[1-9]\d(?:00|99)){2}$/
const LANDLINE = /^(?:(0(?:10|2\d))[1-9]\d{7}|(0[3-9]\d{2})[1-9]\d{6,7})$/
/** The first two digits of an identity number: the province. */
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/
/** Cards of UnionPay and of the networks abroad; order numbers mostly begin with 1 or with the year. */
const CARD = /^[3-69]\d{15,18}$/
/** A company's public credit code; its last signs may be letters. */
const CREDIT_CODE = /^9[1-3]\d{14,16}$/
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/**
 * What kind of number these digits are (the last may be an X), written in this way; undefined if none that needs
 * masking.
 */
export function kindOfNumber(digits: string, written: Written): NumberKind | undefined {
  if (digits.length < SHORTEST) return undefined
  const { sizes } = written
  const country = MOBILE.exec(digits)?.[1]
  if (country !== undefined && isGroupedMobile(digits, sizes)) {
    return { kind: 'phone', head: country.length + 3, tail: 4 }
  }
  const area = areaOf(digits)
  if (area !== undefined && isGroupedAfter(sizes, area.length)) return { kind: 'phone', head: area.length, tail: 4 }
  if (isAbroad(digits, written)) return { kind: 'phone', head: codeLength(digits, sizes), tail: 4 }
  if (isGroupedAfter(sizes, 6, 14) && hasBirthday(digits)) return { kind: 'id', head: 3, tail: 2 }
  if (CREDIT_CODE.test(digits)) return undefined
  if (isGroupedAfter(sizes, 4, 6) && CARD.test(digits) && passesLuhn(digits)) {
    return { kind: 'bankCard', head: 0, tail: 4 }
  }
  if (isGroupedAfter(sizes, 6, 14) && hasCheckDigit(digits)) return { kind: 'id', head: 3, tail: 2 }
  return undefined
}

/** 138 1234 5678, 1381234 5678, 1 3 8 …; not 138-20261123, which is a number and a day, nor prices in a row. */
function isGroupedMobile(digits: string, sizes: readonly number[]): boolean {
  if (sizes.length === 3 && PRICES.test(digits)) return false
  if (sizes.length === 2 && sizes[0] === 3) return !isDay(digits.slice(3))
  return sizes.every((size) => size === 1) || (sizes.length <= 3 && sizes.every((size) => size >= 3))
}

/** Is it written in one piece, or is its first group of such a size and no other but the last a crumb? */
function isGroupedAfter(sizes: readonly number[], ...first: readonly number[]): boolean {
  return sizes.length === 1 || (first.includes(sizes[0] ?? 0) && sizes.slice(1, -1).every((size) => size >= 3))
}

function areaOf(digits: string): string | undefined {
  const match = LANDLINE.exec(digits)
  return match?.[1] ?? match?.[2]
}

/** How many digits of a number with its country stay in front: the first group, if it is not longer than a code. */
function codeLength(digits: string, sizes: readonly number[]): number {
  const longest = digits.startsWith('00') ? 5 : 3
  return sizes.length > 1 ? Math.min(sizes[0] ?? 0, longest) : longest
}

/** An identity number by its province and its day of birth; a slip of the finger elsewhere makes it none the less one. */
function hasBirthday(digits: string): boolean {
  if (!PROVINCE.test(digits)) return false
  if (digits.length === 15) return isDay(`19${digits.slice(6, 12)}`)
  return digits.length === 18 && isDay(digits.slice(6, 14))
}

/** An identity number by its province and its check digit, where the slip is in the day. */
function hasCheckDigit(digits: string): boolean {
  if (!PROVINCE.test(digits) || digits.length !== 18) return false
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase()
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
