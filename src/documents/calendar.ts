import ical, { ICalAlarmType } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import type { Saying } from '../../flows/shared/saying.ts'
import { isOnce, type Schedule } from '../../flows/shared/schedule.ts'
import type { CalendarEntry } from '../conversation/turn.ts'
import { cleanText } from './clean-text.ts'

const MINUTE = 60_000
/** How long an entry is in the calendar: long enough to be seen and tapped. */
const LENGTH = { minutes: 15 }
/** An id comes from a channel's message ids, and is written as it is: a line break in it would begin a line of its own. */
const UNSAFE = /[^\w.:-]/g
/** A calendar knows nothing of days that are worked in place of holidays. */
const WORKING_WEEK = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'

/**
 * Reminders as a file for the phone's own calendar (RFC 5545), for where the bot may not write first.
 *
 * The times float: they are the clock's wherever the phone is, as the person said them. `at` (epoch ms) is when it was
 * asked for.
 */
export function calendarFile(
  entries: readonly CalendarEntry[],
  at: number,
  words: (saying: Saying) => string,
): { readonly name: string; readonly bytes: Uint8Array } {
  const name = words({ page: 'remind/calendar-name' })
  const calendar = ical({ name, prodId: { company: 'shoumi', product: 'reminders', language: 'ZH' } })
  for (const { id, what, schedule } of entries) {
    const summary = cleanText(words({ page: 'remind/calendar-entry', with: { what } }))
    for (const [index, { start, rule }] of eventsOf(schedule).entries()) {
      const event = calendar.createEvent({
        id: `${id.replace(UNSAFE, '-')}.${index}@shoumi`,
        // What is given with a Z is written as it stands where an event floats.
        start: `${start}Z`,
        end: `${Temporal.PlainDateTime.from(start).add(LENGTH).toString({ smallestUnit: 'second' })}Z`,
        floating: true,
        stamp: Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' }),
        summary,
        ...(rule !== null && { repeating: `RRULE:${rule}` }),
      })
      event.createAlarm({ type: ICalAlarmType.display, trigger: 0 })
    }
  }
  return { name: `${name}.ics`, bytes: new TextEncoder().encode(calendar.toString()) }
}

interface CalendarEvent {
  readonly start: string
  readonly rule: string | null
}

/** One event for each rule and each single time. */
function eventsOf(schedule: Schedule): readonly CalendarEvent[] {
  const { start, rules, also = [], everyMs, workdays, until } = schedule
  const singles = (isOnce(schedule) ? [start, ...also] : also).map((one) => ({
    start: one,
    rule: null,
  }))
  const repeated = everyMs === undefined ? rules : [`FREQ=MINUTELY;INTERVAL=${Math.round(everyMs / MINUTE)}`]
  const end = until === undefined ? '' : `;UNTIL=${until.replace(/[-:]/g, '')}`
  return [...singles, ...repeated.map((rule) => ({ start, rule: `${workdays ? workingWeek(rule) : rule}${end}` }))]
}

/** The times of day stay, the days become Monday to Friday. */
function workingWeek(rule: string): string {
  const times = rule.split(';').filter((part) => /^BY(?:HOUR|MINUTE)=/.test(part))
  return [WORKING_WEEK, ...times].join(';')
}
