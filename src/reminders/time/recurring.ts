import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../../flows/shared/schedule.ts'
import type { Guess } from '../reading.ts'
import { nextAfter } from '../recur.ts'
import { DAY, dayOf, HOUR, localOf, MINUTE, wallOf } from '../wall.ts'
import { type Bounds, boundsOf } from './bounds.ts'
import { DEFAULT_MINUTES, HALF_DAY, hourOf, likelyHalf } from './hours.ts'
import { type Moment, wallOn } from './moment.ts'
import { asking, type Outcome, refusing } from './outcome.ts'
import { early, hoursBetween, minutesOf, segmentsWithTimes } from './rhythm-hours.ts'
import { type Base, baseOf, spread } from './rules.ts'
import type { Segment, Spoken } from './spoken.ts'

/** Reads what fires again and again. */
export function readRecurring(spoken: Spoken, moment: Moment): Outcome {
  const bounds = boundsOf(spoken, moment)
  if ('kind' in bounds) return bounds
  const [first] = spoken.segments
  if (first?.rhythm?.every === 'span') return everySpan(spoken, first.rhythm.ms, first, bounds, moment)
  if (spoken.missing !== null && !isComplete(spoken)) return asking(spoken.missing)
  const parts: { readonly rules: readonly string[]; readonly base: Base; readonly guessed: readonly Guess[] }[] = []
  for (const segment of segmentsWithTimes(spoken)) {
    const minutes = minutesOf(segment, spoken, moment)
    if ('kind' in minutes)
      return minutes.kind === 'ask' && minutes.why === 'half'
        ? { ...minutes, choices: halves(spoken, segment, bounds, moment) }
        : minutes
    const base = baseOf(segment, minutes.known, spoken, bounds, moment)
    if ('kind' in base) return base
    const rules = spread(base, early(minutes.known, spoken))
    if (rules === null) return refusing('unsupported')
    parts.push({ rules: rules.rules, base, guessed: [...base.guessed, ...minutes.guessed, ...rules.guessed] })
  }
  const isWork = parts.some(({ base }) => base.workdays === true)
  const rules = parts.flatMap((part) => part.rules)
  const intervals = Math.max(...parts.map(({ base }) => base.interval))
  const schedule = starting(rules, intervals, isWork, bounds, moment)
  if (schedule === null) return refusing('past')
  const guessed = [...new Set([...spoken.guessed, ...bounds.guessed, ...parts.flatMap((part) => part.guessed)])]
  return { kind: 'recurring', schedule, guessed }
}

const isComplete = ({ segments, missing }: Spoken): boolean =>
  segments.some(({ rhythm, times }) =>
    missing === 'hour' ? times.length > 0 : rhythm !== null && 'days' in rhythm && rhythm.days.length > 0,
  )

/** The choices of 每天7点. */
function halves(spoken: Spoken, segment: Segment, bounds: Bounds, moment: Moment): Schedule[] {
  if (spoken.segments.length > 1 || segment.times.length !== 1) return []
  const [time] = segment.times
  const hour = time === undefined ? undefined : hourOf(time, moment.minutes)
  if (hour === undefined || hour.is !== 'open') return []
  return [hour.minutes, hour.minutes + HALF_DAY].flatMap((minutes) => {
    const base = baseOf(segment, [minutes], spoken, bounds, moment)
    if ('kind' in base) return []
    const rules = spread(base, early([minutes], spoken))?.rules
    return rules === undefined ? [] : (starting(rules, base.interval, base.workdays === true, bounds, moment) ?? [])
  })
}

/** The schedule of these rules from their first firing on; null if there is none. */
function starting(
  rules: readonly string[],
  interval: number,
  isWork: boolean,
  bounds: Bounds,
  moment: Moment,
): Schedule | null {
  const { zone } = moment
  const loose: Schedule = {
    start: `${dayOf(bounds.after)}T00:00:00`,
    zone,
    rules: interval > 1 ? rules.map((rule) => rule.replace(/;INTERVAL=\d+/, '')) : rules,
    ...(isWork ? { workdays: true as const } : {}),
  }
  // On the wall clock: UTC's leaves nothing out, so that what begins in an hour that is left out keeps its own.
  const start = nextAfter({ ...loose, zone: 'UTC' }, bounds.after)
  if (start === null) return null
  const until = bounds.lasting === null ? bounds.until : wallOf(`${dayOf(start + (bounds.lasting - 1) * DAY)}T23:59:59`)
  if (until !== null && start > until) return null
  return { ...loose, start: localOf(start), rules, ...(until === null ? {} : { until: localOf(until) }) }
}

/** 每90分钟, in elapsed time; 早9点到晚6点每小时 is at the same hours of each day. */
function everySpan(spoken: Spoken, ms: number, segment: Segment, bounds: Bounds, moment: Moment): Outcome {
  const guessed: Guess[] = [...spoken.guessed]
  if (spoken.untilTime !== null && ms % MINUTE === 0) {
    const [from, to] = hoursBetween(spoken, moment)
    const known = Array.from({ length: 96 }, (_, index) => from + (index * ms) / MINUTE).filter((each) => each <= to)
    const rules = spread({ rule: 'FREQ=DAILY', interval: 1, guessed: [] }, known)?.rules ?? []
    const schedule = starting(rules, 1, false, bounds, moment)
    return schedule === null ? refusing('past') : { kind: 'recurring', schedule, guessed: [...guessed, 'start'] }
  }
  let start = bounds.after > moment.wall ? bounds.after + 1 : moment.wall + ms
  const [time] = segment.times
  if (time === undefined && bounds.after > moment.wall) {
    start = wallOn(Temporal.PlainDate.from(dayOf(bounds.after + 1000)), DEFAULT_MINUTES)
    guessed.push('hour')
  }
  // 下午每半小时: until when is not said.
  if (time !== undefined && time.clock === null) return asking('hour')
  if (time !== undefined) {
    const hour = hourOf(time, moment.minutes)
    if (hour.is === 'not') return refusing(hour.why)
    if (hour.is === 'open' && likelyHalf(hour.minutes) === null) return asking('half')
    start = wallOn(Temporal.PlainDate.from(dayOf(bounds.after)), hour.minutes)
    if (start <= bounds.after) start += 24 * HOUR
  }
  if (bounds.until !== null && start > bounds.until) return refusing('past')
  const schedule: Schedule = {
    start: localOf(start),
    zone: moment.zone,
    rules: [],
    everyMs: ms,
    ...(bounds.until === null ? {} : { until: localOf(bounds.until) }),
  }
  return { kind: 'recurring', schedule, guessed: [...guessed, 'start'] }
}
