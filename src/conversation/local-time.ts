import { Temporal } from 'temporal-polyfill'
import type { Moment } from './turn.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How far the person's clock is ahead of UTC, ms, in whole hours. */
export function offsetOf(now: Moment): number {
  const utc = Math.floor(now.at / HOUR) % 24
  const day = Temporal.PlainDate.from(now.today)
  const utcDay = Temporal.PlainDate.from('1970-01-01').add({ days: Math.floor(now.at / DAY) })
  return utcDay.until(day).days * DAY + (now.hour - utc) * HOUR
}

/**
 * An earlier moment (epoch ms) on the person's own calendar and clock: `YYYY-MM-DD` and `HH:MM`.
 *
 * The zone is not known, only what the clock shows now; whole hours from UTC and no summer time, as in China.
 */
export function localTime(at: number, now: Moment): { readonly day: string; readonly time: string } {
  const today = now.at - now.hour * HOUR - (now.at % HOUR)
  const days = Math.floor((at - today) / DAY)
  const minutes = Math.floor((at - today - days * DAY) / 60_000)
  const two = (count: number): string => String(count).padStart(2, '0')
  return {
    day: Temporal.PlainDate.from(now.today).add({ days }).toString(),
    time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
  }
}
