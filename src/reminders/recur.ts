import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { isWorkday } from './china.ts'
import { plainRule } from './plain-rule.ts'
import { DAY, dayOf, instantOf, type Wall, wallAt, wallOf } from './wall.ts'

/** So many firings on days off in a row, and nothing is to come: the rule knows only days that nobody works. */
const MOST_DAYS_OFF = 400

/** The first firing strictly after an instant (epoch ms), or null if there is none left. */
export const nextAfter = (schedule: Schedule, after: number): number | null =>
  occurrences(schedule, after, 1)[0] ?? null

/**
 * The firings strictly after an instant, at most `limit` of them, epoch ms, strictly increasing.
 *
 * What it costs does not depend on how long ago the schedule started, nor does the answer on the machine's own zone.
 * Throws a RangeError for a schedule that cannot be (INTERVAL=0, an unknown zone).
 */
export function occurrences(schedule: Schedule, after: number, limit: number): number[] {
  const { zone, until } = schedule
  const last = until === undefined ? Number.POSITIVE_INFINITY : instantOf(wallOf(until), zone)
  const found =
    schedule.everyMs === undefined
      ? fromWalls(schedule, after, limit)
      : fromElapsed(schedule, schedule.everyMs, after, limit)
  return found.filter((instant) => instant <= last)
}

/** A rhythm on the wall clock. */
function fromWalls(schedule: Schedule, after: number, limit: number): number[] {
  const { zone } = schedule
  const found: number[] = []
  let daysOff = 0
  // A time that was left out comes later than its wall clock says, a whole day later where a zone crossed the date line:
  // so the search begins a day early and goes on past what has been found until nothing can come before it.
  for (const wall of walls(schedule, wallAt(after, zone) - DAY)) {
    const enough = found[limit - 1]
    if (enough !== undefined && wall > wallAt(enough, zone)) break
    if (schedule.workdays === true && !isWorkday(dayOf(wall))) {
      if (++daysOff > MOST_DAYS_OFF) break
      continue
    }
    daysOff = 0
    const instant = instantOf(wall, zone)
    if (instant <= after || found.includes(instant)) continue
    found.push(instant)
    found.sort((one, other) => one - other)
  }
  return found.slice(0, limit)
}

/** The rules and the single times, united: each wall-clock time from one on, once, in order. */
function* walls({ start, rules, also = [] }: Schedule, from: Wall): Generator<Wall> {
  const singles = rules.length === 0 ? [start, ...also] : also
  const sources = [
    single(singles, from),
    ...rules.map((rule) => plainRule(rule, start, from) ?? ruled(rule, start, from)),
  ]
  const heads = sources.map((source) => source.next())
  for (;;) {
    const least = Math.min(...heads.map(({ done, value }) => (done ? Number.POSITIVE_INFINITY : value)))
    if (least === Number.POSITIVE_INFINITY) return
    yield least
    for (const [index, source] of sources.entries()) if (heads[index]?.value === least) heads[index] = source.next()
  }
}

function* single(locals: readonly string[], from: Wall): Generator<Wall, undefined> {
  for (const wall of locals.map(wallOf).sort((one, other) => one - other)) if (wall >= from) yield wall
}

/** Of UTC, where no time is left out or repeated. */
function* ruled(rule: string, start: string, from: Wall): Generator<Wall, undefined> {
  const dtstart = Temporal.PlainDateTime.from(start).toZonedDateTime('UTC')
  const recurrence = new RRuleTemporal({ rruleString: `RRULE:${rule}`, dtstart, tzid: 'UTC', cache: false })
  let at = recurrence.next(Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC'), true)
  while (at !== null) {
    yield at.epochMilliseconds
    at = recurrence.next(at, false)
  }
}

/** A rhythm in elapsed time, which no clock change stretches, and the single times beside it. */
function fromElapsed({ start, zone, also = [] }: Schedule, everyMs: number, after: number, limit: number): number[] {
  if (!(everyMs > 0)) throw new RangeError(`everyMs: ${everyMs}`)
  const first = instantOf(wallOf(start), zone)
  const passed = after < first ? 0 : Math.floor((after - first) / everyMs) + 1
  const steady = Array.from({ length: limit }, (_, index) => first + (passed + index) * everyMs)
  const singles = also.map((local) => instantOf(wallOf(local), zone)).filter((instant) => instant > after)
  return [...new Set([...steady, ...singles])].sort((one, other) => one - other).slice(0, limit)
}
