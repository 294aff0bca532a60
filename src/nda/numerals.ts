/** Characters of which Chinese numerals consist, plain and the capital forms of cheques. */
const HAN_DIGITS = '零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖弍参陸'
const HAN_UNITS = '十百千万亿拾佰仟萬'

/** A number in figures or numerals, as part of a regular expression. */
export const NUMBER = `(?:\\d[\\d,]*(?:\\.\\d+)?[十百千万亿拾佰仟萬]{0,3}|[${HAN_DIGITS}${HAN_UNITS}]{1,12})`

const DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
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
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
  弍: 2,
  参: 3,
  陸: 6,
}
const UNIT: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1_000,
  仟: 1_000,
  万: 10_000,
  萬: 10_000,
  亿: 100_000_000,
}

/**
 * What a numeral says: "5,000", "3.5万", "壹拾万", "二十", "一二三" is 123. Undefined for what is none. Simplified characters
 * are expected. Linear in the length.
 */
export function numeral(text: string): number | undefined {
  const figures = /^(\d[\d,]*(?:\.\d+)?)([十百千万亿拾佰仟萬]*)$/.exec(text)
  if (figures !== null) {
    let value = Number((figures[1] as string).replaceAll(',', ''))
    for (const unit of figures[2] as string) value *= UNIT[unit] ?? 1
    return Number.isFinite(value) ? value : undefined
  }
  let total = 0
  let section = 0
  let digit: number | undefined
  let plain = true
  /** The unit just before, when nothing has come since: in 一万五 the last digit means thousands. */
  let open = 0
  for (const char of text) {
    const unit = UNIT[char]
    const value = DIGIT[char]
    if (unit === undefined && value === undefined) return undefined
    if (value !== undefined) {
      digit = plain && digit !== undefined ? digit * 10 + value : value
      if (value === 0) open = 0
    } else if (unit !== undefined && unit >= 10_000) {
      total = (total + section + (digit ?? (section + total === 0 ? 1 : 0))) * unit
      section = 0
      digit = undefined
      plain = false
      open = unit
    } else {
      section += (digit ?? 1) * (unit ?? 1)
      digit = undefined
      plain = false
      open = unit ?? 0
    }
  }
  if (text === '') return undefined
  const result = total + section + (digit ?? 0) * (open >= 100 ? open / 10 : 1)
  return Number.isFinite(result) ? result : undefined
}
