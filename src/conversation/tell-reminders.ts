import { Temporal } from 'temporal-polyfill'
import { deadlinesOf } from '../../flows/incident/deadlines.ts'
import type { Param } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { isOnce } from '../../flows/shared/schedule.ts'
import { clearsTraces } from '../reminders/clears.ts'
import { fallDue, isSpent, LATE_MS, type Told } from '../reminders/due.ts'
import { wishesOf } from '../reminders/quiet.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { DAY, HOUR, MINUTE } from '../reminders/wall.ts'
import { clientOf } from './incident.ts'
import { deadlineFacts } from './incident-summary.ts'
import type { Effect, Memory, Moment, Turn } from './turn.ts'

/** So many reminders are written out in one message; of the others only the count is said. */
const LINES = 10
/** So many names stand in one line. */
const NAMES = 3

/** What is told when reminders have fallen due. */
export interface Telling extends Turn {
  /** The reminders that are told, by id; empty: nothing is said. */
  readonly told: readonly string[]
}

/**
 * Decides what to tell of what has fallen due: always one message. What is on time and alone stands alone; with it, or
 * late, each thing stands in a line; what is of no use any more is only mentioned.
 *
 * The lock screen shows the words: they name a thing to do and a client's code name, no answer and no record.
 */
export function tellReminders(memory: Memory, now: Moment): Telling {
  const wishes = wishesOf(memory.settings, now.zone)
  const { told, changed } = fallDue(memory.reminders, wishes, now.at)
  const due = told.flatMap((one): Item[] => {
    const reminder = memory.reminders.find(({ id }) => id === one.id)
    return reminder === undefined ? [] : [{ ...one, reminder }]
  })
  const items = due.filter(({ reminder }) => !isDealtWith(reminder, memory, now))
  const gone = [...due.filter((one) => !items.includes(one)), ...memory.reminders.filter((one) => isSpent(one, now.at))]
  const goneIds = new Set(gone.map(({ id }) => id))
  const effects: Effect[] = [
    ...changed.filter(({ id }) => !goneIds.has(id)).map((reminder): Effect => ({ type: 'putReminder', reminder })),
    ...[...goneIds].map((reminderId): Effect => ({ type: 'dropReminder', reminderId })),
  ]
  return {
    session: memory.session,
    say: items.length === 0 ? [] : [sayingOf(items, memory, now, wishes.zone)],
    effects,
    told: items.map(({ id }) => id),
  }
}

/** An occurrence that is told, with its reminder. */
interface Item extends Told {
  readonly reminder: Reminder
}

/** Has the incident been closed, or what was due in it been done? */
function isDealtWith({ subject }: Reminder, { incidents }: Memory, now: Moment): boolean {
  if (subject.kind !== 'deadline') return false
  const incident = incidents.find(({ id }) => id === subject.incidentId)
  return incident === undefined || !deadlinesOf(deadlineFacts(incident, now)).some(({ id }) => id === subject.id)
}

function sayingOf(items: readonly Item[], memory: Memory, now: Moment, zone: string): Saying {
  const useful = items.filter(({ lateness }) => lateness !== 'stale')
  const stale = items.filter(({ lateness }) => lateness === 'stale')
  const isLate = useful.some(({ lateness }) => lateness === 'late')
  const names: Param = { list: stale.slice(0, NAMES).map(({ reminder }) => whatOf(reminder, memory, now)) }
  const [first] = useful
  if (first === undefined) return { page: 'reminders/stale', with: { count: stale.length, names } }
  if (useful.length === 1 && !isLate && stale.length === 0) {
    const what = whatOf(first.reminder, memory, now)
    return { page: 'reminders/due', with: { what, hint: { page: hintOf(first.reminder) } } }
  }
  const hidden = useful.length - LINES
  const lines: Param[] = [
    ...useful.slice(0, LINES).map((item) => lineOf(item, memory, now, zone)),
    ...(hidden > 0 ? [{ page: 'reminders/line-more', with: { count: hidden } }] : []),
    ...(stale.length > 0 ? [{ page: 'reminders/line-stale', with: { count: stale.length, names } }] : []),
  ]
  return { page: isLate ? 'reminders/missed' : 'reminders/due-several', with: { lines: { lines } } }
}

/** When it was due is said where it is not now: it is late, or the quiet hours held it back. */
function lineOf({ reminder, dueAt }: Item, memory: Memory, now: Moment, zone: string): Param {
  const what = whatOf(reminder, memory, now)
  if (now.at - dueAt <= LATE_MS) return { page: 'reminders/line', with: { what } }
  return { page: 'reminders/line-at', with: { what, at: whenParam(dueAt, now.at, zone) } }
}

/** What a reminder is about, in words for the lock screen: what to do, and for whom by code name. */
export function whatOf({ subject, caseId }: Reminder, memory: Memory, now: Moment): Param {
  if (subject.kind === 'deadline') return deadlineOf(subject, memory, now)
  const what: Param =
    subject.kind === 'own'
      ? isOpenIncident(memory) && clearsTraces(subject.text)
        ? { page: 'reminders/what-not-yet-own', with: { what: { brief: subject.text } } }
        : { brief: subject.text }
      : { page: isHeldUp(subject.id, memory) ? 'reminders/what-not-yet' : `reminders/what-${subject.id}` }
  const client = memory.cases.find(({ id }) => id === caseId)?.client
  return client === undefined ? what : { page: 'reminders/for-client', with: { client: { brief: client }, what } }
}

/** What clears things away waits while an incident is open: nothing is deleted then. */
const CLEARS: ReadonlySet<string> = new Set(['cleanup', 'return-or-destroy'])
const isHeldUp = (preset: string, { incidents }: Memory): boolean => CLEARS.has(preset) && isOpenIncident({ incidents })

const isOpenIncident = ({ incidents }: Pick<Memory, 'incidents'>): boolean =>
  incidents.some(({ closedAt }) => closedAt === null)

function deadlineOf(
  { incidentId, id }: { readonly incidentId: string; readonly id: string },
  { incidents }: Memory,
  now: Moment,
): Param {
  const what: Param = { page: `incident/due-${id}` }
  const incident = incidents.find((one) => one.id === incidentId)
  const deadline = incident && deadlinesOf(deadlineFacts(incident, now)).find((one) => one.id === id)
  if (incident === undefined || deadline === undefined) return what
  const left = deadline.dueAt - now.at
  return {
    page: left > 0 ? 'reminders/deadline' : 'reminders/deadline-over',
    with: { incident: incidentParam(incident.number, clientOf(incident)), what, left: leftParam(left) },
  }
}

const incidentParam = (number: number, client: string | null): Param =>
  client === null
    ? { page: 'reminders/incident', with: { number } }
    : { page: 'reminders/incident-of', with: { number, client: { brief: client } } }

/** How long is left, ms, rounded to what one would say. */
function leftParam(left: number): Param {
  if (left >= 2 * DAY) return { page: 'reminders/left-days', with: { count: Math.round(left / DAY) } }
  if (left >= HOUR) return { page: 'reminders/left-hours', with: { count: Math.round(left / HOUR) } }
  return { page: 'reminders/left-minutes', with: { count: Math.max(1, Math.round(left / MINUTE)) } }
}

/** By which words it is answered: a single thing needs no skipping and stopping, only a preset has a how-to. */
function hintOf({ subject, schedule }: Reminder): string {
  if (subject.kind === 'deadline') return 'reminders/hint-deadline'
  const once = isOnce(schedule)
  if (subject.kind === 'preset') return once ? 'reminders/hint-preset-once' : 'reminders/hint-preset'
  return once ? 'reminders/hint-own-once' : 'reminders/hint-own'
}

/** An instant not long ago (epoch ms) on the clock of a zone: 今天 15:00, 昨天 15:00, 11月25日 15:00. */
function whenParam(at: number, now: number, zone: string): Param {
  const local = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  const then = local(at)
  const time = `${then.hour}:${String(then.minute).padStart(2, '0')}`
  const daysAgo = then.toPlainDate().until(local(now).toPlainDate()).days
  if (daysAgo === 0) return { page: 'reminders/at-today', with: { time } }
  if (daysAgo === 1) return { page: 'reminders/at-yesterday', with: { time } }
  return { page: 'reminders/at-day', with: { month: then.month, day: then.day, time } }
}

/** Tells of reminders that were tried again and again and may not have arrived; nothing if none of them is left. */
export function sayNotSent(memory: Memory, ids: readonly string[], now: Moment): Saying[] {
  const lost = memory.reminders.filter(({ id }) => ids.includes(id))
  if (lost.length === 0) return []
  const names: Param = { list: lost.slice(0, NAMES).map((reminder) => whatOf(reminder, memory, now)) }
  return [{ page: 'reminders/not-sent', with: { count: lost.length, names } }]
}
