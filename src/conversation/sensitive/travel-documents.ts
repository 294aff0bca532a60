import { isDay } from './calendar-day.ts'
import { COUNTED, findLabelled, takeAt } from './labelled.ts'
import type { Span } from './span.ts'

const PERMIT = '回乡证|台胞证|通行证|居留(?:身份)?证|永居证'
const LABEL = new RegExp(
  `(?:(?<numbered>护照|passport|回乡证|台胞证|(?:港澳|台湾|内地|大陆)通行证|澳门(?:居民)?身份证)|通行证|居留(?:身份)?证|永居证|身份证|hkid)` +
    `(?:上?的?号码?|编号|证号|字号)?(?: ?(?:no|number)(?![a-z])\\.?)?["' ]{0,2}[是为叫]?[ :=(#]{0,3}`,
  'giu',
)
/** One or two letters and six to ten digits, which may be grouped, a check sign in brackets; the foreigner's card. */
const LETTERED = /[a-z]{1,2} ?\d(?:[ -]?\d){5,9}(?: ?\([\da]\))?(?![\da-z_*-])|[a-z]{3}\d{12}(?![\da-z])/iy
const FIGURES = /\d{7,10}(?! ?[\da-z*.:/-])(?: ?\(\d\))?/iy
/** A passport by its shape alone, and any document named after its number: H12345678是他回乡证. */
const UNLABELLED = new RegExp(
  '(?<![a-zA-Z\\d*_./-])(?:(?<plain>[EG]\\d{8}|(?:[DPS]E|E[A-HJ-NP-Z])\\d{7})|[a-zA-Z]{1,2}\\d{7,10})(?![\\da-zA-Z*_-]|\\.\\d)' +
    `(?<named>[ ,，(]{0,2}(?:这|那|就|也|是|他|她|我|的|个|客户){0,4}(?:护照|${PERMIT}))?`,
  'gu',
)
/** What else is numbered with a letter in front. */
const OTHER_NUMBER =
  /订单|单号|编号|型号|项目|合同|发票|工单|货号|物料|流水|批次|代号|版本|产品|任务|需求|(?<![a-z])(?:sku|po|no|id)(?![a-z])|\*{3}/iu
const WINDOW = 8
const KEPT = 2

/**
 * Passports, permits for Hong Kong, Macao and Taiwan, identity cards from there: if they are said to be such, or shaped
 * like a Chinese passport. The letters and the last two signs stay.
 */
export function findTravelDocuments(folded: string): Span[] {
  const labelled = findLabelled(folded, 'id', LABEL, (label, start) => {
    const lettered = takeAt(LETTERED, folded, start)
    if (lettered !== undefined) return { end: start + lettered.length, mask: maskOf(lettered) }
    const figures = label.groups?.numbered === undefined ? undefined : takeAt(FIGURES, folded, start)
    if (figures === undefined) return undefined
    const end = start + figures.length
    const isOther = isDay(figures) || COUNTED.test(folded[end] ?? '')
    return { end, mask: isOther ? undefined : maskOf(figures) }
  })
  return [...labelled, ...findUnlabelled(folded)]
}

function findUnlabelled(folded: string): Span[] {
  const spans: Span[] = []
  for (const { index, 0: match, groups } of folded.matchAll(UNLABELLED)) {
    const { plain, named } = groups ?? {}
    const number = match.slice(0, match.length - (named?.length ?? 0))
    const isNumberedElse = OTHER_NUMBER.test(folded.slice(Math.max(0, index - WINDOW), index))
    if (named === undefined && (plain === undefined || isDay(number.slice(1)) || isNumberedElse)) continue
    spans.push({ kind: 'id', start: index, end: index + number.length, mask: maskOf(number) })
  }
  return spans
}

function maskOf(number: string): string {
  const signs = number.replace(/[ ()-]/g, '')
  const letters = /^[a-z]*/i.exec(signs)?.[0] ?? ''
  return `${letters}${'*'.repeat(signs.length - letters.length - KEPT)}${signs.slice(-KEPT)}`
}
