import { chineseNumber } from './numbers.ts'

/** A figure at a place of a text: where it ends, and what it comes to. */
export interface Found<Value> {
  readonly end: number
  readonly value: Value
}

const DIGIT = '一二两三四五六七八九'
const NUMBER = `(?:\\d{1,4}(?:\\.\\d)?|[${DIGIT}十百]{1,5})`
const LENGTH = new RegExp(
  `(?<floor>至少|不少于|最少|起码|不低于)?(?:(?:${NUMBER}(?:个?(?:年|月))?(?:到|至|-|~|或者?))?(?<number>${NUMBER})(?<unit>年|个?月|周|个?星期|天|日|years?|months?)(?<half>半)?|(?<halfYear>半年))(?<above>以上|起步|往上|打底)?(?:以内|之内|左右|整)?`,
  'uy',
)
const DAY =
  /(?<year>20\d\d|今|明|后)年(?:(?<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?)?)?(?:底|末|初)?/uy
const CHINESE = '零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟几数好多'
const SUM = new RegExp(
  [
    `(?:(?:人民币|rmb|¥|usd|us\\$|\\$|hk\\$|eur|€)(?:\\d[\\d,.]*|[${CHINESE}万]+)(?:百万|[万千百亿wk])?[元块圆]?(?:钱|整)?)`,
    `(?:(?:\\d[\\d,.]*|[${CHINESE}]+)[多来余几]?(?:百万|千万|[万千百亿wk])[元块圆]?(?:钱|整|多|左右|以上|起)*(?:人民币|美元|美金|刀|港币|rmb|usd)?)`,
    `(?:(?:\\d[\\d,.]*|[${CHINESE}万]+)(?:元|块钱|块|圆|美元|美金|刀|港币|rmb|usd|dollars?|yuan)(?:整|左右|以上|起)?)`,
    `(?:(?:\\d[\\d.]*|[${CHINESE}]+)(?:倍|%|成(?![品果稿])))`,
    `百分之[${CHINESE}\\d]+`,
    '\\d{3,9}(?![\\d年月日天号:])',
  ].join('|'),
  'uy',
)

/** How long, in months; no end is infinite. Of 三到五年 and 两三年 it is the longer. */
export function lengthAt(text: string, at: number, today: string): Found<number> | undefined {
  DAY.lastIndex = at
  const day = DAY.exec(text)
  if (day !== null) return { end: DAY.lastIndex, value: monthsUntil(day.groups ?? {}, today) }
  LENGTH.lastIndex = at
  const groups = LENGTH.exec(text)?.groups
  if (groups === undefined) return undefined
  const end = LENGTH.lastIndex
  const { floor, above, halfYear, number = '', unit = '', half } = groups
  if (floor !== undefined || above !== undefined) return { end, value: Number.POSITIVE_INFINITY }
  if (halfYear !== undefined) return { end, value: 6 }
  const count = numberOf(number)
  return count === undefined ? undefined : { end, value: (count + (half ? 0.5 : 0)) * monthsIn(unit) }
}

/** A sum, a multiple or a percentage; what it comes to does not matter, but 0 is none. */
export function sumAt(text: string, at: number): Found<true> | undefined {
  SUM.lastIndex = at
  const found = SUM.exec(text)?.[0]
  return found === undefined || /^[0零]+(?![\d.])/u.test(found) ? undefined : { end: SUM.lastIndex, value: true }
}

function monthsUntil({ year = '', month }: Partial<Record<string, string>>, today: string): number {
  const [thisYear = 0, thisMonth = 1] = today.split('-').map(Number)
  const years = { 今: 0, 明: 1, 后: 2 }[year] ?? Number(year) - thisYear
  return years * 12 + (month === undefined ? 12 : (numberOf(month) ?? 12)) - thisMonth
}

function numberOf(figure: string): number | undefined {
  if (/^\d/u.test(figure)) return Number(figure)
  const isPair = figure.length === 2 && !/[十百]/u.test(figure)
  return chineseNumber(isPair ? figure.slice(1) : figure)
}

function monthsIn(unit: string): number {
  if (/年|year/u.test(unit)) return 12
  return /月|month/u.test(unit) ? 1 : /周|星期/u.test(unit) ? 7 / 30 : 1 / 30
}
