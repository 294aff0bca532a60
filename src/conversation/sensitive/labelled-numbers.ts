import { isDay } from './calendar-day.ts'
import { COUNTED, findLabelled, takeAt } from './labelled.ts'
import type { Span } from './span.ts'

const CARD_LABEL =
  /(?:银行卡|借记卡|储蓄卡|信用卡|卡号|[工农建中招交]行卡|(?:收款|对公|银行)账[号户]|开户行|打到|汇到)[^\d\n。！？；，,*单]{0,12}/gu
const CARD = /\d{4}(?:[ -]?\d{3,4}){3,4}(?!\d)|\d{15,19}(?!\d)/y
const SHORTEST_CARD = 15
const PHONE_LABEL = /(?:电话|联系方式|whatsapp|手[机提](?=号|是|为|[:=]))(?:号码?|是|为|[ :=(])*/giu
/** Eight figures in Hong Kong and Macao, a mobile number in Taiwan; the mainland's are known without a label. */
const PHONE = /[2-9]\d{3}[ -]?\d{4}(?![\d*.:/-])|09\d{2}[ -]?\d{3}[ -]?\d{3}(?![\d*.:/-])/y

/**
 * Card and telephone numbers that have no shape of their own to be known by, or a slip of the finger in it, and are said to
 * be such: 卡号6222…, 香港电话 9123 4567. The last four figures stay.
 */
export function findLabelledNumbers(folded: string): Span[] {
  const cards = findLabelled(folded, 'bankCard', CARD_LABEL, (_, start) => valueAt(folded, CARD, start))
  const phones = findLabelled(folded, 'phone', PHONE_LABEL, (_, start) => valueAt(folded, PHONE, start))
  return [...cards, ...phones]
}

function valueAt(folded: string, pattern: RegExp, start: number) {
  const number = takeAt(pattern, folded, start)
  if (number === undefined) return undefined
  const digits = number.replace(/\D/g, '')
  const end = start + number.length
  const isOther = digits.length < SHORTEST_CARD && (isDay(digits) || COUNTED.test(folded[end] ?? ''))
  return { end, mask: isOther ? undefined : `${'*'.repeat(digits.length - 4)}${digits.slice(-4)}` }
}
