import { Temporal } from 'temporal-polyfill'
import type { Param } from '../../flows/shared/question.ts'

/** An instant in words, on the clock of an IANA zone: 11月27日 周五 15:00; with 今天 or 明天 before it, and the year if it is another. */
export function momentParam(at: number, now: number, zone: string): Param {
  const moment = plainMoment(at, now, zone)
  const days = zoned(now, zone).toPlainDate().until(zoned(at, zone).toPlainDate()).days
  const near = NEAR[days]
  return near === undefined ? moment : { page: near, with: { moment } }
}

/** The same without 今天 and 明天. */
export function plainMoment(at: number, now: number, zone: string): Param {
  const local = zoned(at, zone)
  const today = zoned(now, zone).toPlainDate()
  const { year, month, day, hour, minute } = local
  const isThisYear = year === today.year
  return {
    page: 'time/moment',
    with: {
      day: { page: isThisYear ? 'time/day' : 'time/day-of-year', with: { year, month, day } },
      weekday: { option: String(local.dayOfWeek), of: 'time/weekday' },
      time: clockWords(hour, minute),
    },
  }
}

const NEAR: Readonly<Record<number, string>> = { 0: 'time/today', 1: 'time/tomorrow' }

/** 9:00, 15:30. */
export const clockWords = (hour: number, minute: number): string => `${hour}:${String(minute).padStart(2, '0')}`

/** Several moments; those of one day tell it once. */
export function momentsParam(instants: readonly number[], now: number, zone: string): Param {
  const dayOf = (at: number): string => zoned(at, zone).toPlainDate().toString()
  return {
    list: instants.map((at, index) => {
      const before = instants[index - 1]
      const { hour, minute } = zoned(at, zone)
      return before !== undefined && dayOf(before) === dayOf(at) ? clockWords(hour, minute) : momentParam(at, now, zone)
    }),
  }
}

const zoned = (at: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
