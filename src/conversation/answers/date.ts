import { Temporal } from 'temporal-polyfill'
import { bare } from '../normalise.ts'
import { chineseNumber } from './numbers.ts'
import { NOT_UNDERSTOOD, type Reading, type ReadingContext } from './reading.ts'

const DAYS_AGO: Readonly<Record<string, number>> = {
  今天: 0,
  今儿: 0,
  昨儿: 1,
  前儿: 2,
  今日: 0,
  刚刚: 0,
  刚才: 0,
  今早: 0,
  今晚: 0,
  昨天: 1,
  昨日: 1,
  昨晚: 1,
  前天: 2,
  前日: 2,
  大前天: 3,
  明天: -1,
  后天: -2,
}
const WEEKDAYS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  日: 7,
  天: 7,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
  '5': 5,
  '6': 6,
  '7': 7,
}
/** A day without a year that is longer ago than this, in days, is meant to come where that makes sense. */
const NEAR_PAST = 60
/** No project began before; an earlier year is a slip. */
const EARLIEST_YEAR = 2000
const WEEKS_AGO: Readonly<Record<string, number>> = { 上上: 2, 上: 1, 下: -1, 下下: -2 }
/** Days that people call by a name: month and day. */
const NAMED_DAYS: Readonly<Record<string, readonly [number, number]>> = {
  双十一: [11, 11],
  双11: [11, 11],
  双十二: [12, 12],
  双12: [12, 12],
  '618': [6, 18],
  六一八: [6, 18],
  元旦: [1, 1],
  元旦节: [1, 1],
  情人节: [2, 14],
  妇女节: [3, 8],
  儿童节: [6, 1],
  平安夜: [12, 24],
  圣诞: [12, 25],
  圣诞节: [12, 25],
}
/**
 * A time that has more than one day: 上周, 前几天, 11月初, 国庆. So few words behind it, because 前后 can be read as one or as
 * two: in a long row of them, every way of reading it would be tried.
 */
const SEVERAL_DAYS =
  /^(?:(?:上+|这|本|前|今|去|那)?个?(?:周|星期|礼拜|周末|月|月初|月中|月底|月末|年|年初|年中|年底|旬|中旬|下旬)(?:初|中|底|末)?|前(?:几天|些天|些日子|两天|阵子?|一阵子?|段时间|不久)|(?:上|中|下)旬|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|初|中|底|末|上旬|中旬|下旬)?|最近|近期|近几天|这几天|这两天|这阵子|前不久|不久前|之前|以前|早就|好久(?:以前|之前)?|很久(?:以前|之前)?|国庆节?|春节|过年|五一|十一|端午节?|中秋节?|清明节?|劳动节|周末|月初|月中|年初|开工|开始)(?:的?时候|前后?|后|那[阵段会]儿?|那几天|左右|确认的?|说的?|定的?|吧|了){0,6}$/u
/** Words around a day that do not change it; the day is said back, so that a wrong one is noticed. */
const BEFORE_DAY = /^(?:大概|大约|应该|好像|就|可能)?是?(?:在)?/u
const AFTER_DAY = /(?:左右|前后)?(?:[(（].*[)）])?(?:的时候|那天|确认的?|说的?|谈的?|定的?|的)?$/u
/** Parts of a day that may follow and do not change the day. */
const PART_OF_DAY = /(?:早上|上午|中午|下午|晚上|早晨|夜里|凌晨)(?:.{0,8})?$/u

/**
 * Reads a calendar day as people type it: 今天, 前天, 3天前, 上周五, 11月20日, 11.20, 20号, 2026-11-20.
 *
 * Without a year it is the nearest such day that is not in the future, when only the past makes sense.
 */
export function readDate(text: string, { question, today }: ReadingContext): Reading {
  const now = Temporal.PlainDate.from(today)
  const phrase = bare(bare(text).replace(BEFORE_DAY, '').replace(AFTER_DAY, ''))
  const pastOnly = question.pastOnly ?? false
  const found = parse(phrase, now, pastOnly) ?? parse(phrase.replace(PART_OF_DAY, ''), now, pastOnly)
  if (found === undefined) return question.unsure && SEVERAL_DAYS.test(phrase) ? { kind: 'unclearDay' } : NOT_UNDERSTOOD
  if (found === 'noSuchDay') return { kind: 'noSuchDay', text }
  if (question.pastOnly && Temporal.PlainDate.compare(found, now) > 0) return { kind: 'future' }
  return { kind: 'answer', value: { kind: 'date', date: found.toString() } }
}

function parse(
  phrase: string,
  now: Temporal.PlainDate,
  pastOnly: boolean,
): Temporal.PlainDate | 'noSuchDay' | undefined {
  const named = NAMED_DAYS[phrase]
  if (named !== undefined) return nearest(named[0], named[1], now, pastOnly)
  const ago = DAYS_AGO[phrase]
  if (ago !== undefined) return now.subtract({ days: ago })

  if (/^半个?月(?:以)?前$/u.test(phrase)) return now.subtract({ days: 15 })
  const back = /^(\d{1,3}|[一二两三四五六七八九十]{1,3})(天|个?星期|个?礼拜|周|个月|年)(?:以)?前$/u.exec(phrase)
  if (back !== null) {
    const count = /^\d/.test(back[1] as string) ? Number(back[1]) : chineseNumber(back[1] as string)
    if (count === undefined) return undefined
    const unit = back[2] as string
    return now.subtract(
      unit === '天'
        ? { days: count }
        : unit === '个月'
          ? { months: count }
          : unit === '年'
            ? { years: count }
            : { weeks: count },
    )
  }

  const ahead = /^(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(天|个?星期|个?礼拜|周|个月|年)(?:以|之)?后$/u.exec(phrase)
  if (ahead !== null) return later(ahead[1] as string, ahead[2] as string, now)
  const monthEnd = /^(本|这个?|当|下个?)?月(?:底|末)$/u.exec(phrase)
  if (monthEnd !== null) return endOfMonth(monthEnd[1]?.startsWith('下') ? now.add({ months: 1 }) : now)
  const yearEnd = /^(今|明|后)?年(?:底|末)$/u.exec(phrase)
  if (yearEnd !== null) return day(yearOf(`${yearEnd[1] ?? '今'}年`, now), 12, 31)

  const week = /^(上上|上|这|本|下下|下)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])$/u.exec(phrase)
  if (week !== null) {
    const weeks = WEEKS_AGO[week[1] ?? ''] ?? 0
    const day = now.add({ days: (WEEKDAYS[week[2] as string] as number) - now.dayOfWeek - 7 * weeks })
    return week[1] === undefined && pastOnly && Temporal.PlainDate.compare(day, now) > 0
      ? day.subtract({ weeks: 1 })
      : day
  }

  const full =
    /^(\d{4}|\d{2}(?=年)|去年|今年|明年|后年)[-./年]?(\d{1,2})[-./月](\d{1,2})[日号]?$/u.exec(phrase) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(phrase)
  if (full !== null) return day(yearOf(full[1] as string, now), Number(full[2]), Number(full[3]))

  const monthDay = /^(\d{1,2})[-./月](\d{1,2})[日号]?$/u.exec(phrase) ?? chineseMonthDay(phrase)
  if (monthDay !== null) return nearest(Number(monthDay[1]), Number(monthDay[2]), now, pastOnly)

  const dayOnly = /^(上个?月|这个?月|本月|下个?月)?(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]$/u.exec(phrase)
  return dayOnly === null ? undefined : dayOfMonth(dayOnly[1], numberOf(dayOnly[2] as string), now, pastOnly)
}

const numberOf = (figure: string): number => (/^\d/.test(figure) ? Number(figure) : (chineseNumber(figure) ?? 0))

function yearOf(text: string, now: Temporal.PlainDate): number {
  if (text === '去年') return now.year - 1
  if (text === '今年') return now.year
  if (text === '明年') return now.year + 1
  if (text === '后年') return now.year + 2
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

function later(figure: string, unit: string, now: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (figure === '半')
    return unit === '年' ? now.add({ months: 6 }) : unit === '个月' ? now.add({ days: 15 }) : undefined
  const count = numberOf(figure)
  if (unit === '天') return now.add({ days: count })
  if (unit === '个月') return now.add({ months: count })
  return unit === '年' ? now.add({ years: count }) : now.add({ weeks: count })
}

const endOfMonth = (date: Temporal.PlainDate): Temporal.PlainDate => date.with({ day: date.daysInMonth })

/** "20号": of the month that is named; else, when only the past makes sense, the latest month that has had it. */
function dayOfMonth(
  month: string | undefined,
  number: number,
  now: Temporal.PlainDate,
  pastOnly: boolean,
): Temporal.PlainDate | 'noSuchDay' {
  const back = (months: number) => {
    const { year, month } = now.with({ day: 1 }).subtract({ months })
    return day(year, month, number)
  }
  if (month?.startsWith('上')) return back(1)
  if (month?.startsWith('下')) return back(-1)
  if (month !== undefined || !pastOnly) return back(0)
  const past = [0, 1, 2].map(back).find((one) => one !== 'noSuchDay' && Temporal.PlainDate.compare(one, now) <= 0)
  return past ?? 'noSuchDay'
}

function chineseMonthDay(phrase: string): [string, string, string] | null {
  const match = /^([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?$/u.exec(phrase)
  if (match === null) return null
  return [phrase, String(chineseNumber(match[1] as string) ?? 0), String(chineseNumber(match[2] as string) ?? 0)]
}

function nearest(
  month: number,
  dayOfMonth: number,
  now: Temporal.PlainDate,
  pastOnly: boolean,
): Temporal.PlainDate | 'noSuchDay' {
  const thisYear = day(now.year, month, dayOfMonth)
  if (!pastOnly && thisYear !== 'noSuchDay' && thisYear.until(now).days > NEAR_PAST)
    return day(now.year + 1, month, dayOfMonth)
  if (!pastOnly || (thisYear !== 'noSuchDay' && Temporal.PlainDate.compare(thisYear, now) <= 0)) return thisYear
  const ahead = thisYear === 'noSuchDay' ? 0 : now.until(thisYear).days
  return ahead > 0 && ahead <= 60 ? thisYear : day(now.year - 1, month, dayOfMonth)
}

function day(year: number, month: number, dayOfMonth: number): Temporal.PlainDate | 'noSuchDay' {
  if (year < EARLIEST_YEAR) return 'noSuchDay'
  try {
    return Temporal.PlainDate.from({ year, month, day: dayOfMonth }, { overflow: 'reject' })
  } catch {
    return 'noSuchDay'
  }
}
