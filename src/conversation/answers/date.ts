import { Temporal } from 'temporal-polyfill'
import { bare } from '../normalise.ts'
import { chineseNumber } from './numbers.ts'
import { NOT_UNDERSTOOD, type Reading, type ReadingContext } from './reading.ts'

const DAYS_AGO: Readonly<Record<string, number>> = {
  今天: 0,
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
const WEEKS_AGO: Readonly<Record<string, number>> = { 上上: 2, 上: 1, 下: -1, 下下: -2 }
/** Parts of a day that may follow and do not change the day. */
const PART_OF_DAY = /(?:早上|上午|中午|下午|晚上|早晨|夜里|凌晨)(?:.{0,8})?$/u

/**
 * Reads a calendar day as people type it: 今天, 前天, 3天前, 上周五, 11月20日, 11.20, 20号, 2026-11-20.
 *
 * Without a year it is the nearest such day that is not in the future, when only the past makes sense.
 */
export function readDate(text: string, { question, today }: ReadingContext): Reading {
  const now = Temporal.PlainDate.from(today)
  const phrase = bare(text).replace(/(?<=[\d日号天一二三四五六])(?:的时候|确认的?|说的?|谈的?|定的?)$/u, '')
  const found =
    parse(phrase, now, question.pastOnly ?? false) ??
    parse(phrase.replace(PART_OF_DAY, ''), now, question.pastOnly ?? false)
  if (found === undefined) return NOT_UNDERSTOOD
  if (found === 'noSuchDay') return { kind: 'noSuchDay', text }
  if (question.pastOnly && Temporal.PlainDate.compare(found, now) > 0) return { kind: 'future' }
  return { kind: 'answer', value: { kind: 'date', date: found.toString() } }
}

function parse(
  phrase: string,
  now: Temporal.PlainDate,
  pastOnly: boolean,
): Temporal.PlainDate | 'noSuchDay' | undefined {
  const ago = DAYS_AGO[phrase]
  if (ago !== undefined) return now.subtract({ days: ago })

  const back = /^(\d{1,3}|[一二两三四五六七八九十]{1,3})(天|个?星期|周|个月)(?:以)?前$/u.exec(phrase)
  if (back !== null) {
    const count = /^\d/.test(back[1] as string) ? Number(back[1]) : chineseNumber(back[1] as string)
    if (count === undefined) return undefined
    const unit = back[2] as string
    return now.subtract(unit === '天' ? { days: count } : unit === '个月' ? { months: count } : { weeks: count })
  }

  const week = /^(上上|上|这|本|下下|下)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])$/u.exec(phrase)
  if (week !== null) {
    const weeks = WEEKS_AGO[week[1] ?? ''] ?? 0
    const day = now.add({ days: (WEEKDAYS[week[2] as string] as number) - now.dayOfWeek - 7 * weeks })
    return week[1] === undefined && pastOnly && Temporal.PlainDate.compare(day, now) > 0
      ? day.subtract({ weeks: 1 })
      : day
  }

  const full =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/u.exec(phrase) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(phrase)
  if (full !== null) return day(Number(full[1]), Number(full[2]), Number(full[3]))

  const monthDay = /^(\d{1,2})[-./月](\d{1,2})[日号]?$/u.exec(phrase) ?? chineseMonthDay(phrase)
  if (monthDay !== null) return nearest(Number(monthDay[1]), Number(monthDay[2]), now, pastOnly)

  const dayOnly = /^(?:(上个月|这个月|本月)?)(\d{1,2})[日号]$/u.exec(phrase)
  if (dayOnly !== null) {
    const inMonth = (month: Temporal.PlainDate) => day(month.year, month.month, Number(dayOnly[2]))
    if (dayOnly[1] === '上个月') return inMonth(now.subtract({ months: 1 }))
    const here = inMonth(now)
    const isFuture = here === 'noSuchDay' || Temporal.PlainDate.compare(here, now) > 0
    return dayOnly[1] === undefined && pastOnly && isFuture ? inMonth(now.subtract({ months: 1 })) : here
  }
  return undefined
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
  if (!pastOnly || (thisYear !== 'noSuchDay' && Temporal.PlainDate.compare(thisYear, now) <= 0)) return thisYear
  const ahead = thisYear === 'noSuchDay' ? 0 : now.until(thisYear).days
  return ahead > 0 && ahead <= 60 ? thisYear : day(now.year - 1, month, dayOfMonth)
}

function day(year: number, month: number, dayOfMonth: number): Temporal.PlainDate | 'noSuchDay' {
  try {
    return Temporal.PlainDate.from({ year, month, day: dayOfMonth }, { overflow: 'reject' })
  } catch {
    return 'noSuchDay'
  }
}
