import { around, BLANK, type Figure } from './figure.ts'
import { type LaidOut, originalSpan } from './laid-out.ts'
import { NUMBER, numeral } from './numerals.ts'
import type { Amount } from './reading.ts'

const AMOUNT = new RegExp(
  `(?<money>人民币|rmb|cny|¥|usd|us\\$|hk\\$|sgd|s\\$|aud|eur|€|gbp|£|hkd|\\$)?:? ?(?:\\[?(?<number>${NUMBER})\\]?|(?<blank>${BLANK}))(?<unit>万元|元整|元|圆整|圆|块钱|块|万|%|yuan|rmb|dollars)?`,
  'g',
)
/** 人民币元: the blank of a form whose line was made of spaces. 数额为____: one without a unit. */
const EMPTY_AMOUNT = /(?:人民币|违约金|金额为|赔偿金|罚款)(?:\(大写\))?(?:元|万元)|(?:数额|金额)为_(?!\d)/g
const PERCENT = new RegExp(`百分之(?<han>${NUMBER})|(?<figure>\\d{1,4}(?:\\.\\d+)?)%`, 'g')
const TIMES = new RegExp(`(?<number>${NUMBER})(?:\\([^)]{1,4}\\))?倍|(?<en>\\d{1,3}|two|three|five|ten) times`, 'g')
const ENGLISH: Readonly<Record<string, number>> = { two: 2, three: 3, five: 5, ten: 10 }
const FEE = /报酬|费|价款|酬|稿酬|佣金|工资|总额|合同金额|总价|订单|fees?\b/
/** A number without 元 is a sum only behind such words: 罚三万. */
const FINED = /(?:罚款?|违约金|赔偿?|付|补偿)[你他]?[^,。;]{0,8}$/
/** Yuan for one. Only to tell a large sum from a small one; rates move. */
const RATES: Readonly<Record<string, number>> = {
  usd: 7,
  us$: 7,
  $: 7,
  eur: 8,
  '€': 8,
  gbp: 9,
  '£': 9,
  sgd: 5,
  s$: 5,
  aud: 5,
}

/** How many times something is: 报酬的三倍 is 3. */
export function findTimes(chars: string): Figure<number>[] {
  return [...chars.matchAll(TIMES)].flatMap(({ index, 0: words, groups }) => {
    const value = ENGLISH[groups?.en ?? ''] ?? numeral(groups?.number ?? groups?.en ?? '')
    return value === undefined ? [] : [{ from: index, to: index + words.length, value }]
  })
}

/** 20%, 百分之二十. */
export function findPercents(chars: string): Figure<number>[] {
  return [...chars.matchAll(PERCENT)].flatMap(({ index, 0: words, groups }) => {
    const value = numeral(groups?.han ?? groups?.figure ?? '')
    return value === undefined ? [] : [{ from: index, to: index + words.length, value }]
  })
}

/** Sums in figures or numerals, blanks for sums, and multiples and shares of something. */
export function findAmounts(
  laid: LaidOut,
  times: readonly Figure<number>[],
  percents: readonly Figure<number>[],
): Figure<Amount>[] {
  const { chars } = laid
  const isOfFee = (from: number, to: number): boolean =>
    FEE.test(around(chars, from, to).before) || FEE.test(around(chars, from, to).after.slice(0, 8))
  const amounts = [
    ...[...chars.matchAll(AMOUNT)].flatMap((match) => sum(match, laid) ?? []),
    ...[...chars.matchAll(EMPTY_AMOUNT)].map(({ index, 0: words }): Figure<Amount> => {
      const to = index + words.length
      return { from: index, to, value: { ...originalSpan(laid, index, to), blank: true } }
    }),
    ...times
      .filter(({ from, to }) => isOfFee(from, to))
      .map(({ from, to, value }) => ({ from, to, value: { ...originalSpan(laid, from, to), feeTimes: value } })),
    ...percents.map(({ from, to, value }) => ({
      from,
      to,
      value: {
        ...originalSpan(laid, from, to),
        percent: value,
        ...(isOfFee(from, to) && { feeTimes: value / 100 }),
      },
    })),
  ]
  return amounts.sort((a, b) => a.from - b.from)
}

function sum(match: RegExpExecArray, laid: LaidOut): Figure<Amount> | undefined {
  const { money, number, blank, unit } = match.groups ?? {}
  const from = match.index
  const to = from + match[0].length
  if (laid.chars.startsWith('分之', to)) return undefined
  if (blank === undefined && unit === '%') return undefined
  const { before, after } = around(laid.chars, from, to)
  if (money === undefined && (unit === undefined || unit === '万')) {
    const isRound = unit === '万' || /[万千百]$/.test(number ?? '')
    if (!isRound || !FINED.test(before)) return undefined
  }
  const per = perOf(before, after)
  const place = { ...originalSpan(laid, from, to), ...(per !== undefined && { per }) }
  if (blank !== undefined) return unit === undefined ? undefined : { from, to, value: { ...place, blank: true } }
  if (/^[万亿]$/.test(number as string) && !/[上数几过]$/.test(before)) return undefined
  const value = numeral(number as string)
  if (value === undefined) return undefined
  const rate = RATES[money ?? ''] ?? 1
  return { from, to, value: { ...place, yuan: Math.round(value * (unit?.startsWith('万') ? 10_000 : 1) * rate) } }
}

function perOf(before: string, after: string): Amount['per'] {
  if (/[/每](?:条|项|份|个|件|张|人|页|名|套|处)/.test(before) || /^(?:\/|每)?(?:条|份|件|一条|一份)/.test(after))
    return 'item'
  if (/每(?:逾期)?一?(?:日|天|小时)/.test(before) || /^(?:\/|每)(?:日|天)/.test(after)) return 'day'
  if (
    /每(?:发生|发现|违反|违约|泄露|出现|有)?一?次|一次|每发现|每泄露|每违反/.test(before) ||
    /^(?:\/|每)次/.test(after)
  )
    return 'time'
  return undefined
}
