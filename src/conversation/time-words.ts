import { Temporal } from 'temporal-polyfill'
import type { Param } from '../../flows/shared/question.ts'

/** An instant in words, on the clock of an IANA zone: 11月27日 周五 15:00; with 今天 or 明天 before it, and the year if it is another. */
export function momentParam(at: number, now: number, zone: string): Param {
  const local = zoned(at, zone)
  const today = zoned(now, zone).toPlainDate()
  const { year, month, day, hour, minute } = local
  const isThisYear = year === today.year
  const moment: Param = {
    page: 'time/moment',
    with: {
      day: { page: isThisYear ? 'time/day' : 'time/day-of-year', with: { year, month, day } },
      weekday: { option: String(local.dayOfWeek), of: 'time/weekday' },
      time: clockWords(hour, minute),
    },
  }
  const near = NEAR[today.until(local.toPlainDate()).days]
  return near === undefined ? moment : { page: near, with: { moment } }
}

const NEAR: Readonly<Record<number, string>> = { 0: 'time/today', 1: 'time/tomorrow' }

/** 9:00, 15:30. */
export const clockWords = (hour: number, minute: number): string => `${hour}:${String(minute).padStart(2, '0')}`

const zoned = (at: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
