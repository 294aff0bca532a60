import { Temporal } from 'temporal-polyfill'
import type { Param } from '../../flows/shared/question.ts'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { HOUR, MINUTE } from '../reminders/wall.ts'
import { clockWords } from './time-words.ts'

/** A recurrence rule's parts by name: FREQ, INTERVAL, BYDAY … */
type Rule = Readonly<Record<string, string>>

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const WORKING = 'MO,TU,WE,TH,FR'
const WEEKEND = 'SA,SU'

/** How often, in words: 每周五 15:00, 每月最后一天 10:00, 每90分钟; 一次 for what comes once. */
export function rhythmParam(schedule: Schedule): Param {
  const { rules, everyMs, until } = schedule
  const rhythm =
    everyMs !== undefined ? everyParam(everyMs) : rules.length === 0 ? { page: 'rhythm/once' } : ruled(schedule)
  if (until === undefined || rules.length === 0) return rhythm
  const { year, month, day } = Temporal.PlainDateTime.from(until)
  return { page: 'rhythm/until', with: { rhythm, day: { page: 'time/day-of-year', with: { year, month, day } } } }
}

/** How many of the next moments tell best when it is: two where only the distance between them is known (每两周). */
export function tellingCount({ rules, everyMs, also = [] }: Schedule): number {
  const isDistance = everyMs !== undefined || rules.some((rule) => Number(partsOf(rule).INTERVAL ?? 1) > 1)
  return isDistance ? 2 : 1 + also.length
}

const partsOf = (rule: string): Rule =>
  Object.fromEntries(rule.split(';').map((part) => part.split('=') as [string, string]))

function everyParam(everyMs: number): Param {
  const isHours = everyMs % HOUR === 0
  const count = everyMs / (isHours ? HOUR : MINUTE)
  if (isHours && count === 1) return { page: 'rhythm/hourly' }
  return { page: isHours ? 'rhythm/hours' : 'rhythm/minutes', with: { count: counted(count) } }
}

/** Rules of the same days are told once, with all their times. */
function ruled(schedule: Schedule): Param {
  const start = Temporal.PlainDateTime.from(schedule.start)
  const groups = new Map<string, { readonly rule: Rule; readonly times: string[] }>()
  for (const text of schedule.rules) {
    const rule = partsOf(text)
    const { BYHOUR, BYMINUTE, BYSECOND, ...days } = rule
    const key = JSON.stringify(days)
    const group = groups.get(key) ?? { rule, times: [] }
    group.times.push(...timesOf(BYHOUR, BYMINUTE, start))
    groups.set(key, group)
  }
  const all = [...groups.values()].map(({ rule, times }): Param => {
    const list = {
      list: [...new Set(times)].sort((one, other) => Number(one.split(':')[0]) - Number(other.split(':')[0])),
    }
    return { page: 'rhythm/at', with: { days: daysParam(rule, start, schedule.workdays === true), times: list } }
  })
  const [only] = all
  return all.length === 1 && only !== undefined ? only : { list: all }
}

function timesOf(hours: string | undefined, minutes: string | undefined, start: Temporal.PlainDateTime): string[] {
  const list = (values: string | undefined, otherwise: number): number[] =>
    values === undefined ? [otherwise] : values.split(',').map(Number)
  return list(hours, start.hour).flatMap((hour) =>
    list(minutes, start.minute).map((minute) => clockWords(hour, minute)),
  )
}

function daysParam(rule: Rule, start: Temporal.PlainDateTime, isWorkdays: boolean): Param {
  const interval = Number(rule.INTERVAL ?? 1)
  const count = counted(interval)
  if (isWorkdays) return { page: 'rhythm/workdays' }
  // Every month of a few months is a year's rhythm: 每季度.
  switch (rule.FREQ === 'MONTHLY' && rule.BYMONTH !== undefined ? 'YEARLY' : rule.FREQ) {
    case 'DAILY':
      return interval === 1 ? { page: 'rhythm/daily' } : { page: 'rhythm/days', with: { count } }
    case 'WEEKLY': {
      const days = weekdaysParam(rule.BYDAY ?? WEEKDAYS[start.dayOfWeek - 1] ?? '')
      return interval === 1
        ? { page: 'rhythm/weekly', with: { days } }
        : { page: 'rhythm/weeks', with: { count, days } }
    }
    case 'MONTHLY': {
      const days = monthDays(rule, start)
      return interval === 1
        ? { page: 'rhythm/monthly', with: { days } }
        : { page: 'rhythm/months', with: { count, days } }
    }
    default: {
      const months = (rule.BYMONTH ?? String(start.month)).split(',').map(Number)
      const days: Param = {
        list: months.map((month) => ({
          page: 'rhythm/of-month',
          with: { month, days: monthDays(rule, start, 'rhythm/date') },
        })),
      }
      return interval === 1
        ? { page: 'rhythm/yearly', with: { days } }
        : { page: 'rhythm/years', with: { count, days } }
    }
  }
}

function weekdaysParam(byDay: string): Param {
  const sorted = byDay.split(',').sort((one, other) => WEEKDAYS.indexOf(one) - WEEKDAYS.indexOf(other))
  if (sorted.join() === WORKING) return { page: 'rhythm/working-week' }
  if (sorted.join() === WEEKEND) return { page: 'rhythm/weekend' }
  return { list: sorted.map(weekdayParam) }
}

const weekdayParam = (day: string): Param => ({ option: String(WEEKDAYS.indexOf(day) + 1), of: 'time/weekday' })

/** Days of a month: 1号, 最后一天, 第二个周五; `page` is for a day by its number. */
function monthDays({ BYMONTHDAY, BYDAY, BYSETPOS }: Rule, start: Temporal.PlainDateTime, page = 'rhythm/day'): Param {
  if (BYDAY === undefined) {
    const days = (BYMONTHDAY ?? String(start.day)).split(',').map(Number)
    // The last of 29, 30 and 31 that a month has is its last day.
    if (BYSETPOS === '-1' && days.every((day) => day >= 28)) return { page: 'rhythm/last-day' }
    return { list: days.map((day) => monthDay(day, page)) }
  }
  if (BYSETPOS !== undefined && BYDAY === WORKING) {
    const nth = Number(BYSETPOS)
    return nth < 0 ? { page: 'rhythm/last-workday' } : { page: 'rhythm/nth-workday', with: { count: nth } }
  }
  return {
    list: BYDAY.split(',').map((day) => {
      const [, ordinal = '', name = ''] = /^([+-]?\d+)?([A-Z]{2})$/.exec(day) ?? []
      const nth = Number(ordinal || BYSETPOS || 1)
      const weekday = weekdayParam(name)
      return nth < 0
        ? { page: 'rhythm/last-weekday', with: { weekday } }
        : { page: 'rhythm/nth-weekday', with: { count: nth, weekday } }
    }),
  }
}

function monthDay(day: number, page: string): Param {
  if (day === -1) return { page: 'rhythm/last-day' }
  return day < 0 ? { page: 'rhythm/day-from-end', with: { count: -day } } : { page, with: { day } }
}

/** 两周, not 2周. */
const counted = (count: number): Param => (count === 2 ? { page: 'rhythm/two' } : count)
