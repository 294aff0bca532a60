import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { readTime } from './read-time.ts'
import { occurrences } from './recur.ts'

/** How many of the next firings are shown. */
const SHOWN = 3

/** What is shown of a sentence about time; `null` where a field does not apply. */
export interface ShownTime {
  readonly kind: 'once' | 'recurring' | 'ask' | 'refuse'
  /** What has to be asked, or why it cannot be; only for these two. */
  readonly why?: string
  /** The instant of what fires once, ISO 8601 with the zone's offset. */
  readonly at: string | null
  /** The rules, one a line; a rhythm in elapsed time is shown as a rule of minutes. */
  readonly rrule: string | null
  /** The first firing on the zone's clock. */
  readonly start: string | null
  /** The next firings, ISO 8601 with the zone's offset. */
  readonly next: readonly string[]
  readonly content: string
  readonly guessed?: readonly string[]
}

/**
 * How a sentence about time is read, as one line of JSON. `now` is an instant (ISO 8601 with `Z` or an offset) or what the
 * zone's clock shows. Returns the name of the field that cannot be used instead, if there is one.
 */
export function explainTime(text: string, now: string, zone: string): ShownTime | 'now' | 'tz' {
  const at = instantOf(now, zone)
  if (typeof at === 'string') return at
  const reading = readTime(text, { at, zone })
  const { content } = reading
  const nothing = { at: null, rrule: null, start: null, next: [], content }
  if (reading.kind === 'none') return { kind: 'ask', why: 'when', ...nothing }
  if (reading.kind === 'ask' || reading.kind === 'refuse') return { kind: reading.kind, why: reading.why, ...nothing }
  const { schedule, guessed } = reading
  const next = occurrences(schedule, at, SHOWN).map((instant) => isoOf(instant, zone))
  const isOnce = reading.kind === 'once'
  return {
    kind: reading.kind,
    at: isOnce ? (next[0] ?? null) : null,
    rrule: isOnce ? null : rulesOf(schedule),
    start: isOnce ? null : schedule.start,
    next,
    content,
    guessed,
  }
}

function instantOf(now: string, zone: string): number | 'now' | 'tz' {
  try {
    Temporal.PlainDateTime.from('2026-01-01').toZonedDateTime(zone)
  } catch {
    return 'tz'
  }
  try {
    const isInstant = /(?:z|[+-]\d{2}:?\d{2})(?:\[.*\])?$/i.test(now.trim())
    if (isInstant) return Temporal.Instant.from(now.trim()).epochMilliseconds
    return Temporal.PlainDateTime.from(now.trim()).toZonedDateTime(zone).epochMilliseconds
  } catch {
    return 'now'
  }
}

const isoOf = (instant: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' })

/** Working days are shown as Monday to Friday, which is what a rule can say of them. */
function rulesOf({ rules, everyMs, workdays }: Schedule): string {
  if (everyMs !== undefined) {
    const minutes = everyMs / 60_000
    return minutes % 60 === 0 ? `FREQ=HOURLY;INTERVAL=${minutes / 60}` : `FREQ=MINUTELY;INTERVAL=${minutes}`
  }
  return rules
    .map((rule) => (workdays === true ? rule.replace('FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR') : rule))
    .join('\n')
}
