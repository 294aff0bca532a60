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

/** "3", "第三", "三号", "第3个", "十二" as a number, of normalised text; undefined if it is anything else. */
export function ordinal(text: string): number | undefined {
  const match = /^(?:第|选|选第|#)?(\d{1,4}|[〇零一二两三四五六七八九十]{1,3})(?:个|项|条|号|种|点|类)?$/u.exec(text)
  const figure = match?.[1]
  if (figure === undefined) return undefined
  return /^\d+$/.test(figure) ? Number(figure) : chineseNumber(figure)
}

/** Chinese numerals up to 99; undefined for what is none (三五, 十十). */
export function chineseNumber(text: string): number | undefined {
  if (text.length === 1) return DIGITS[text]
  const match = /^([一二两三四五六七八九])?十([一二三四五六七八九])?$/u.exec(text)
  if (match === null) return undefined
  return (DIGITS[match[1] ?? '一'] ?? 1) * 10 + (DIGITS[match[2] ?? '零'] ?? 0)
}

/** What separates the items of an enumeration, in normalised text. */
const SEPARATORS = /[、,;/+&.。\s]+|(?:和|跟|与|以及|还有|加上|或者|或)/u

/** The items of an enumeration: "1、3和5" → 1, 3, 5; "1-3" → 1, 2, 3. Nothing is dropped but separators. */
export function enumerate(text: string): string[] {
  return text
    .split(SEPARATORS)
    .map((item) => item.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, ''))
    .filter(Boolean)
    .flatMap(range)
}

function range(item: string): string[] {
  const match = /^(\d)\s*[-~到至]\s*(\d)$/u.exec(item)
  if (match === null) return [item]
  const [from, to] = [Number(match[1]), Number(match[2])]
  return from <= to ? Array.from({ length: to - from + 1 }, (_, step) => String(from + step)) : [item]
}
