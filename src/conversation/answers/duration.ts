import type { Duration } from '../../../flows/shared/question.ts'
import { bare } from '../normalise.ts'
import { simplify } from '../simplify.ts'
import { chineseNumber } from './numbers.ts'
import { NOT_UNDERSTOOD, type Reading, type ReadingContext } from './reading.ts'

const FIGURE = '(?:\\d{1,4}(?:\\.5)?|[一二两三四五六七八九十百][零一二三四五六七八九十百]{0,4})'
const UNITS = '年|个月|个?星期|个?礼拜|周|天|日|个?工作日|个?自然日|个?小时|个?钟头|years?|months?|weeks?|days?|hours?'
/** 两年, 24个月, 一年半, 半年, 一个半月; the second part of 两年零六个月 is read by the same pattern. */
const PART = `(?:(?:${FIGURE})(?:整)?(?:${UNITS})(?:半|整)?|(?:${FIGURE})个半(?:月|小时|星期)|半(?:${UNITS}))`
const LENGTH = new RegExp(`^${PART}(?:零|又|加|和)?(?:${PART})?$`, 'u')
const ONE_PART = new RegExp(`(?:(${FIGURE})(个半)?|(半))(${UNITS}|月)(半)?`, 'gu')

/** 两三年, 一到两年, 两年或者三年: which of them is meant must be asked. */
const SEVERAL =
  /[一二两三四五六七八九]{2}(?:年|个月|周|天|个?小时)|[\d一二两三四五六七八九十](?:年|个月|周|天|个?小时)?(?:[-~到至或]|或者)[\d一二两三四五六七八九十]/u

const AROUND =
  /^(?:大概|大约|应该是?|好像是?|差不多|就|可能|一般|写的?是?|说的?是?|是|为|为期|保密期?限?是?|期限是?|要?保密)+|(?:左右|吧|内|以内|之内|之久|的?时间|的?样子|的?期限|有效期?)+$/gu

/** More than a century is a calendar year (2026年). */
const LONGEST_MONTHS = 1200

const FOREVER =
  /^(?:永久|永远|永久性|终身|终生|一辈子|无限期?|没有?期限|不限期?|不限时间?|长期有效|一直|一直要?保密|永不过期|forever|indefinite(?:ly)?|perpetual)$/u
const UNTIL_PUBLIC =
  /^(?:直?到|至|在)?(?:(?:信息|内容|资料|东西|客户|对方|甲方|自己|全部|它|他们?)?(?:被?公开|公布|发布|上线|不再(?:是)?(?:秘密|保密)|失去秘密性))(?:之?前|为止|之日止?|时|那天|以前)?$/u

/** What the length is counted from, as it stands before it: 合作结束后三年, 自签订之日起两年. */
const STARTS: readonly (readonly [RegExp, NonNullable<Duration['from']>])[] = [
  [
    /^(?:从|自|在)?(?:本?(?:协议|合同|合作|项目|工作|业务|服务|活儿?|单子?)?(?:结束|终止|完成|完结|完事|到期|期满|解除|做完|交完?稿|交付|离开|离职|干完))(?:之?日)?(?:以?后|之后|起|开始|算起|起算)*(?:的|再)?/u,
    'end',
  ],
  [
    /^(?:从|自|在)?(?:本?(?:协议|合同)?(?:签[订署字约了]?|生效))(?:之?日|那天|当天)?(?:以?后|之后|起|开始|算起|起算)*的?/u,
    'signing',
  ],
  [
    /^(?:从|自|在)?(?:(?:信息|资料|每次)?(?:披露|拿到|收到|给我?|接触)(?:信息|资料)?)(?:之?日|那天|当天)?(?:以?后|之后|起|开始|算起|起算)*的?/u,
    'disclosure',
  ],
]

/**
 * Reads how long something lasts, as people type it: 两年, 24个月, 一年半, 合作结束后三年, 签订之日起两年, 永久, 公开为止.
 *
 * Years and months come out as months, weeks and days as days; a working day counts as a day. A span (两三年) is no
 * answer but a reason to ask, since a record must not rest on a guess.
 */
export function readDuration(text: string, _context: Pick<ReadingContext, 'question'>): Reading {
  const phrase = simplify(bare(text))
    .toLowerCase()
    .replace(/[\s,，]+/gu, '')
  const start = STARTS.map(([pattern, from]) => ({ from, length: pattern.exec(phrase)?.[0].length ?? 0 })).find(
    ({ length }) => length > 0,
  )
  const rest = phrase.slice(start?.length ?? 0)
  const duration = lengthOf(rest.replace(AROUND, '')) ?? lengthOf(rest) ?? lengthOf(phrase.replace(AROUND, ''))
  if (duration === undefined) return SEVERAL.test(rest) ? { kind: 'unclearLength' } : NOT_UNDERSTOOD
  const value = { kind: 'duration', ...duration, ...(start && { from: start.from }) } as const
  return { kind: 'answer', value }
}

function lengthOf(phrase: string): Pick<Duration, 'count' | 'unit'> | undefined {
  if (FOREVER.test(phrase)) return { count: 0, unit: 'forever' }
  if (UNTIL_PUBLIC.test(phrase)) return { count: 0, unit: 'public' }
  if (SEVERAL.test(phrase) || !LENGTH.test(phrase)) return undefined
  const parts = [...phrase.matchAll(ONE_PART)].map(([, figure, andHalf, half, unit, halfAfter]) =>
    inSmall(half ? 0.5 : numberOf(figure as string) + (andHalf || halfAfter ? 0.5 : 0), unit as string),
  )
  const [first, second] = parts
  if (parts.some(({ count, unit }) => unit === 'month' && count > LONGEST_MONTHS)) return undefined
  if (first === undefined || Number.isNaN(first.count)) return undefined
  if (second === undefined) return whole(first)
  return second.unit === first.unit ? whole({ unit: first.unit, count: first.count + second.count }) : undefined
}

/** No length of 0, and no half day. */
function whole({ count, unit }: Pick<Duration, 'count' | 'unit'>): Pick<Duration, 'count' | 'unit'> | undefined {
  if (count > 0 && Number.isInteger(count)) return { count, unit }
  if (unit === 'day' && Number.isInteger(count * 24) && count > 0) return { count: count * 24, unit: 'hour' }
  return unit === 'month' && count > 0 ? { count: Math.round(count * 30), unit: 'day' } : undefined
}

const numberOf = (figure: string): number =>
  /^\d/.test(figure) ? Number(figure) : (chineseNumber(figure) ?? Number.NaN)

function inSmall(count: number, unit: string): Pick<Duration, 'count' | 'unit'> {
  if (/^(?:年|year)/u.test(unit)) return { count: count * 12, unit: 'month' }
  if (/月|month/u.test(unit)) return { count, unit: 'month' }
  if (/周|星期|礼拜|week/u.test(unit)) return { count: count * 7, unit: 'day' }
  return /小时|钟头|hour/u.test(unit) ? { count, unit: 'hour' } : { count, unit: 'day' }
}
