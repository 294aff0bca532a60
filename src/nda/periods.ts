import { around, BLANK, type Figure } from './figure.ts'
import { type LaidOut, originalSpan } from './laid-out.ts'
import { NUMBER, numeral } from './numerals.ts'
import type { Period } from './reading.ts'

const PERIOD = new RegExp(
  `(?:\\[?(?<number>${NUMBER}|two|three|five|one|ten|seven|thirty)(?: ?\\((?:${NUMBER})?\\)|\\)|\\])?|(?<blank>${BLANK}))-?(?<half>个?半)? ?(?<unit>年|周年|个月|月内|日内|天内|日|天|个?(?:工作|自然|日历)日|个?小时|周(?!岁)|个?星期|years?|months?|days?|hours?|business days|weeks?|calendar days)`,
  'g',
)
const FOREVER =
  /永久(?!删除|性|销毁|清除|居|免费|授权|许可)|永远|终身|终生|长期有效|长期保密|一辈子|一直有效|一直保密|始终有效|无限期|没有时间限制|没有期限|没有年限|不限年限|不限时间|没有截止|永世|没世|世世代代|不设期限|不限期|无期限|无期限限制|不设终止日期|不设截止|没有截止|无届满|无终止|不设终止|有生之年|终其一生|至死|到死|什么时候都|多少年也|多少年都|无论过多久|不管过多久|长期(?=具有|负有|承担|遵守|约束)|不受时间限制|不受期限限制|无时间限制|期限为长期|世代|perpetual|in perpetuity|indefinite|forever|without limit in time|unlimited in time|for life\b|without time limit|no expiry/g
const ENGLISH: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, five: 5, seven: 7, ten: 10, thirty: 30 }
/** 保密期限:/ — left out in a form. */
const LEFT_OUT = /保密(?:期限|期间|期)(?:为)?:?[/_](?=[\n。;,]|$)/g
/** Above it, a number before 年 is the year of a date. */
const MOST_YEARS = 100

/** Every stretch of time, in figures or numerals, open ones and endless ones. */
export function findPeriods(laid: LaidOut): Figure<Period>[] {
  const { chars } = laid
  const periods: Figure<Period>[] = [...chars.matchAll(PERIOD)].flatMap((match) => stretch(match, laid) ?? [])
  for (const { index, 0: words } of chars.matchAll(FOREVER)) {
    const to = index + words.length
    periods.push({ from: index, to, value: { ...originalSpan(laid, index, to), forever: true } })
  }
  for (const { index, 0: words } of chars.matchAll(LEFT_OUT)) {
    const to = index + words.length
    periods.push({ from: to - 1, to, value: { ...originalSpan(laid, to - 1, to), blank: true } })
  }
  return periods.sort((a, b) => a.from - b.from)
}

function stretch(match: RegExpExecArray, laid: LaidOut): Figure<Period> | undefined {
  const { number, blank, half } = match.groups ?? {}
  const unit = match.groups?.unit as string
  const from = match.index
  const to = from + match[0].length
  const next = laid.chars[to] ?? ''
  const place = originalSpan(laid, from, to)
  if (blank !== undefined) {
    const isDate =
      unit === '月' || (unit === '年' && /[_\dx月]/.test(next)) || (unit === '日' && laid.chars[from - 1] === '月')
    return isDate ? undefined : { from, to, value: { ...place, blank: true } }
  }
  const count = ENGLISH[number as string] ?? numeral(number as string)
  if (count === undefined) return undefined
  const length = lengthOf(count + (half === undefined ? 0 : 0.5), unit, number as string, next)
  if (length === undefined) return undefined
  const start = startOf(laid.chars, from, to)
  return { from, to, value: { ...place, ...length, ...(start !== undefined && { from: start }) } }
}

function lengthOf(
  count: number,
  unit: string,
  number: string,
  next: string,
): Pick<Period, 'months' | 'days' | 'hours'> | undefined {
  if (/^(?:年|周年|years?)$/.test(unit)) {
    const isDate = count > MOST_YEARS || (unit === '年' && /[\d一二三四五六七八九十]/.test(next) && number.length > 2)
    return isDate ? undefined : { months: Math.round(count * 12) }
  }
  if (/^个?月|^months?/.test(unit)) return { months: count }
  if (/小时|hours?/.test(unit)) return { hours: count }
  if (/周|星期|weeks?/.test(unit)) return { days: count * 7 }
  return { days: count }
}

function startOf(chars: string, from: number, to: number): Period['from'] {
  const { before, after } = around(chars, from, to)
  const near = `${before}|${after}`
  if (/终止|解除|结束|完成|届满|验收|离职|离开|交付|不再合作|合作后|到期|失效|expir|terminat|end of/.test(near))
    return 'end'
  if (/签订|签署|签字|生效|订立|date of this|effective date/.test(near)) return 'signing'
  if (/披露|接触|收到|获得|知悉|disclos|receipt/.test(near)) return 'disclosure'
  if (/公开|公知|解密|public/.test(near)) return 'public'
  if (/发现|得知|知道|发生|discover|aware/.test(near)) return 'discovery'
  return undefined
}
