import { withoutEnds } from '../ends.ts'

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
}

const FIGURE = '(?:\\d{1,9}|[〇零一二两三四五六七八九十]{1,3})'
const MEASURE = '(?:个|项|条|号|种|点|类|题)'
const ONE = new RegExp(`^(?:第|选第|选|#)?(${FIGURE})${MEASURE}?吧?$`, 'u')
const ROW = new RegExp(`^(?:第?${FIGURE}${MEASURE}){2,9}$`, 'u')

/** "3", "第三", "三号", "第3个", "十二" as a number, of normalised text; undefined if it is anything else. */
export function ordinal(text: string): number | undefined {
  const figure = ONE.exec(text)?.[1]
  if (figure === undefined) return undefined
  return /^\d+$/.test(figure) ? Number(figure) : chineseNumber(figure)
}

/**
 * The numbers that a phrase consists of: "3", "135" or "一三五" typed for 1, 3 and 5, "1号3号", "1、3", "前三个".
 * Undefined if there is anything else in it. `count` is how many options there are.
 */
export function ordinals(text: string, count: number): number[] | undefined {
  const normal = text.normalize('NFKC').replace(/\p{Cf}|\p{M}/gu, '')
  if (SPACED.test(normal)) return normal.trim().split(/\s+/u).map(Number)
  const phrase = withoutEnds(normal.replace(/\s/gu, ''), /^[\p{P}\p{S}]$/u).replace(LEAD, '')
  const first = /^前(\d|[一二两三四五六七八九])(?:个|项|种|类)$/u.exec(phrase)?.[1]
  if (first !== undefined) return upTo(1, ordinal(first) ?? 0)
  const runs = runTogether(phrase, count)
  if (runs !== undefined) return runs
  const single = ordinal(phrase)
  if (single !== undefined) return [single]
  const items = ROW.test(phrase) ? (phrase.match(new RegExp(`第?${FIGURE}${MEASURE}`, 'gu')) ?? []) : enumerate(phrase)
  if (items.length < 2) return undefined
  const numbers = items.map(ordinal)
  return numbers.every((number) => number !== undefined) ? numbers : undefined
}

/** "1 2 4" is no hundred and twenty-four. */
const SPACED = /^\s*\d{1,2}(?:\s+\d{1,2})+\s*$/u
/** 那2, 就3吧: nothing but a figure follows. */
const LEAD = /^(?:那就|那|就|嗯+|额|呃|还是|我选|选)+(?=第?\d{1,2}吧?$)/u

/** "135" for 1, 3 and 5: only where the digits rise, each is an option, and the number itself is none. */
function runTogether(phrase: string, count: number): number[] | undefined {
  if (!/^(?:\d{2,9}|[一二三四五六七八九]{2,9})$/u.test(phrase) || Number(phrase) <= count) return undefined
  const digits = [...phrase].map((digit) => DIGITS[digit] ?? Number(digit))
  const rises = digits.every(
    (digit, at) => digit >= 1 && digit <= count && (at === 0 || digit > (digits[at - 1] as number)),
  )
  return rises ? digits : undefined
}

/** Chinese numerals up to 999; undefined for what is none (三五, 十十). */
export function chineseNumber(text: string): number | undefined {
  if (text.length === 1) return DIGITS[text]
  const hundreds = /^([一二两三四五六七八九])百(?:零([一二三四五六七八九])|(.+))?$/u.exec(text)
  if (hundreds !== null) {
    const rest = chineseNumber(hundreds[2] ?? hundreds[3] ?? '零')
    return rest === undefined || (hundreds[3] !== undefined && rest < 10)
      ? undefined
      : (DIGITS[hundreds[1] as string] ?? 0) * 100 + rest
  }
  const match = /^([一二两三四五六七八九])?十([一二三四五六七八九])?$/u.exec(text)
  if (match === null) return undefined
  return (DIGITS[match[1] ?? '一'] ?? 1) * 10 + (DIGITS[match[2] ?? '零'] ?? 0)
}

/** What separates the items of an enumeration, in normalised text. */
const SEPARATORS = /[、,;/+&.。\s]+|(?:和|跟|与|以及|还有|加上|或者|或)/u

/** The items of an enumeration: "1、3和5" → 1, 3, 5; "1-3" and "一到三" → 1, 2, 3. Nothing is dropped but separators. */
export function enumerate(text: string): string[] {
  return text
    .split(SEPARATORS)
    .map((item) => withoutEnds(item, /^[\p{P}\s]$/u))
    .filter(Boolean)
    .flatMap(range)
}

function range(item: string): string[] {
  const match = /^第?(\d|[一二三四五六七八九])\s*[-~到至]\s*第?(\d|[一二三四五六七八九])(?:个|项|种|类)?$/u.exec(item)
  if (match === null) return [item]
  const [from, to] = [ordinal(match[1] as string) ?? 0, ordinal(match[2] as string) ?? 0]
  return from <= to ? upTo(from, to).map(String) : [item]
}

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, step) => from + step)
