/** A whole number in figures or Chinese numerals, as part of a regular expression: short, so that matching stays linear. */
export const NUMBER = '(?:\\d{1,4}\\s?|[零〇一二两俩三仨四五六七八九十百千廿卅]{1,7})'

/** A number that may have a decimal point or be 半, for lengths of time. */
export const AMOUNT = `(?:\\d{1,4}(?:\\.\\d{1,2})?\\s?|[零〇一二两俩三仨四五六七八九十百千廿卅]{1,7}(?:点[一二三四五六七八九])?|半)`

/** 七八, 三五, 十来, 二十多: about so many, which no clock can keep. */
export const ABOUT =
  '(?:十?(?:一[两二]|[二两]三|三[四五]|四五|五六|六七|七八|八九)|[二三四五六七八九]?十[几来多]|几十?|好几|若干|数)'

const DIGITS = '零一二三四五六七八九'
const OTHER: Readonly<Record<string, number>> = { 〇: 0, 两: 2, 俩: 2, 仨: 3 }

const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

const digitOf = (char: string): number => OTHER[char] ?? DIGITS.indexOf(char)

/** What a whole number says: "12", "十二", "二十", "廿三", "一百零五", "二零二七". NaN for what is none (十百). */
export function whole(figures: string): number {
  const text = figures.trim()
  if (/^\d+$/.test(text)) return Number(text)
  if (!/[十百千廿卅]/.test(text)) return Number([...text].map(digitOf).join(''))
  let total = 0
  let digit: number | undefined
  for (const char of text.replace('廿', '二十').replace('卅', '三十')) {
    const unit = UNITS[char]
    if (unit !== undefined) {
      total += (digit ?? 1) * unit
      digit = undefined
    } else {
      if (digit !== undefined && digit !== 0) return Number.NaN
      digit = digitOf(char)
    }
  }
  return total + (digit ?? 0)
}

/** What an amount says: "1.5", "一点五", "半" is a half. */
export function amount(text: string): number {
  if (text === '半') return 0.5
  const [before = '', after] = text.trim().split(/[.点]/)
  return after === undefined ? whole(before) : Number(`${whole(before)}.${whole(after)}`)
}
