import type { Span } from './span.ts'

/** Plates with green ground have six signs after the letter: one of these before or behind five figures. */
const GREEN = '[A-HJK][A-HJ-NP-Z\\d]\\d{4}(?![\\dA-Z]|\\*{3})|\\d{5}[A-HJK](?![A-Z\\d]|\\*{3})'
const BLUE = '(?=[A-HJ-NP-Z]{0,2}\\d|\\d[A-Z]|\\d{2}[A-Z])[A-HJ-NP-Z\\d]{5}(?![A-Z\\d]|\\*{3})'
const LAST_SIGN = '\\d{4}(?=[警学挂港澳领试])'
/** Provinces by the character on a plate; those of the second group are also parts of other words: 阿里云, 换新. */
const PLATE = new RegExp(
  `(?:[京津沪渝冀豫辽湘皖鲁苏浙赣鄂甘晋蒙陕闽粤川琼桂]|(?<=^|[^\\p{Script=Han}]|[车牌照号是开辆挂为])[云新青藏黑贵宁吉]) ?` +
    `[A-HJ-NP-Z](?: ?[·・•.-] ?| )?(?<serial>${GREEN}|${BLUE}|${LAST_SIGN})`,
  'giu',
)
/** What a plain figure counts or names elsewhere: 沪A10000点, 沪B12000股. */
const COUNTED = /^ ?[股手点元块万亿千百%只支家户个件套份次度平]/u
const KEPT = 2

/** Number plates of cars, blue and green (new-energy): the province, its letter and the last two signs stay. */
export function findPlates(folded: string): Span[] {
  const spans: Span[] = []
  for (const { index, 0: plate, groups } of folded.matchAll(PLATE)) {
    const serial = groups?.serial ?? ''
    const end = index + plate.length
    const figures = serial.replace(/\D/g, '').length
    if (figures < 3 || (figures === serial.length && COUNTED.test(folded.slice(end, end + 2)))) continue
    spans.push({ kind: 'plate', start: end - serial.length, end, mask: `***${serial.slice(-KEPT)}` })
  }
  return spans
}
