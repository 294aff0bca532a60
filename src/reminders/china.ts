import chineseDays from 'chinese-days'
import { Temporal } from 'temporal-polyfill'

/** The first year whose holidays are looked for: this version of the package knows it. */
const KNOWN_YEAR = 2026

/**
 * Does China work on this day (`YYYY-MM-DD`)? Public holidays are free, the weekend days worked in their place (调休) are
 * not. They are announced for one year at a time; after `workdaysKnownUntil` it is Monday to Friday.
 */
export function isWorkday(day: string): boolean {
  // What the package says of other days is not asked for: west of Greenwich it takes their weekday from the day before.
  const { name, work } = chineseDays.getDayDetail(day)
  return isAnnounced(name) ? work : Temporal.PlainDate.from(day).dayOfWeek <= 5
}

/** A day with a rule of its own is named "National Day,国庆节,3", any other is named "Monday". */
const isAnnounced = (name: string): boolean => name.includes(',')

/** The last day (`YYYY-MM-DD`) for which the installed package knows the holidays. */
export function workdaysKnownUntil(): string {
  let year = KNOWN_YEAR
  while (hasHolidays(year + 1)) year++
  return `${year}-12-31`
}

/** The first three days of October are free in every year, and at least one of them is no Saturday or Sunday. */
const hasHolidays = (year: number): boolean => ['01', '02', '03'].every((day) => !isWorkday(`${year}-10-${day}`))

/**
 * On which day (`YYYY-MM-DD`) a day of the lunar calendar falls, not of a leap month; undefined if that month is too
 * short. `year` is the lunar one, which begins at 春节.
 */
export function lunarDay(year: number, month: number, day: number): string | undefined {
  if (day < 1 || day > chineseDays.monthDays(year, month)) return undefined
  const two = (count: number): string => String(count).padStart(2, '0')
  // With an hour, because a bare day is looked at on the machine's own clock, where west of Greenwich it is the day before.
  const first = chineseDays.getSolarDateFromLunar(`${year}-${two(month)}-01T12:00:00`).date
  return Temporal.PlainDate.from(first)
    .add({ days: day - 1 })
    .toString()
}
