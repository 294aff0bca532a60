import { isOnce } from '../../flows/shared/schedule.ts'
import { isWorkday } from './china.ts'
import type { Wishes } from './quiet.ts'
import { nextAfter } from './recur.ts'
import type { Reminder } from './reminder.ts'
import { armed, isOver, tellAt, tellingTime } from './state.ts'
import { DAY, dayOf, HOUR, MINUTE, wallAt } from './wall.ts'

/** Later than this, and the person is told when it was due. */
export const LATE_MS = 10 * MINUTE
/** How long it is still of use to be reminded, from when it should have been told: of a single thing, of a rhythm. */
const LIFE_ONCE = 7 * DAY
const LIFE_RECURRING = 30 * DAY
/** How long a reminder that is over can still be answered. */
const KEPT_MS = 30 * DAY

/** `late`: told with when it was due; `stale`: of no use any more, and only mentioned. */
export type Lateness = 'onTime' | 'late' | 'stale'

/** An occurrence that is to be told. */
export interface Told {
  readonly id: string
  /** The occurrence, epoch ms; of several that were missed, the last. */
  readonly dueAt: number
  readonly lateness: Lateness
}

/** What is to be told at some moment, and the reminders that change with it, told or not. */
export interface FallenDue {
  readonly told: readonly Told[]
  readonly changed: readonly Reminder[]
}

/**
 * What is to be told now (epoch ms), the longest due first, with the reminders as they are after it.
 *
 * It goes by what is due and not by `nextAt`, so that what had to wait is told together with the rest. Each occurrence is
 * told once: what has been told is behind `dueAt`, and a clock that goes back does not bring it back.
 */
export function fallDue(reminders: readonly Reminder[], wishes: Wishes, now: number): FallenDue {
  const told: Told[] = []
  const changed: Reminder[] = []
  for (const reminder of reminders) {
    const at = tellAt(reminder, wishes)
    if (at === null || at > now) {
      if (reminder.nextAt !== null && reminder.nextAt <= now) changed.push(armed(reminder, wishes))
      continue
    }
    if (isHolidayNow(reminder, now)) {
      changed.push(armed({ ...reminder, dueAt: nextAfter(reminder.schedule, reminder.dueAt ?? now) }, wishes))
      continue
    }
    const awake = tellingTime(now, reminder, wishes)
    if (awake > now) {
      if (reminder.nextAt !== awake) changed.push({ ...reminder, nextAt: awake })
      continue
    }
    const { dueAt, next } = occurrenceOf(reminder, now)
    told.push({ id: reminder.id, dueAt, lateness: latenessOf(reminder, dueAt, wishes, now) })
    const after = { dueAt: next, told: { dueAt, at: now }, snoozedUntil: null, settled: null }
    changed.push(armed({ ...reminder, ...after }, wishes))
  }
  return { told: told.sort((one, other) => one.dueAt - other.dueAt), changed }
}

/** A working day that was announced to be free after its reminder was set. */
const isHolidayNow = ({ schedule, dueAt, snoozedUntil }: Reminder, now: number): boolean =>
  schedule.workdays === true &&
  snoozedUntil === null &&
  dueAt !== null &&
  dueAt <= now &&
  !isWorkday(dayOf(wallAt(dueAt, schedule.zone)))

/** The occurrence that is told, the last one until now or the one that was put off, and the next one. */
function occurrenceOf(
  { schedule, dueAt, told, snoozedUntil }: Reminder,
  now: number,
): { readonly dueAt: number; readonly next: number | null } {
  if (dueAt === null || dueAt > now) return { dueAt: told?.dueAt ?? snoozedUntil ?? now, next: dueAt }
  const next = nextAfter(schedule, dueAt)
  if (next === null || next > now) return { dueAt, next }
  return { dueAt: lastUntil(next, (after) => nextAfter(schedule, after), now), next: nextAfter(schedule, now) }
}

/** The last occurrence until now; `first` is one. Looks back in growing steps, so that a year is no longer than a day. */
function lastUntil(first: number, next: (after: number) => number | null, now: number): number {
  const isPast = (at: number | null): at is number => at !== null && at <= now
  let last = first
  for (let step = HOUR; now - step > first; step *= 2) {
    const found = next(now - step)
    if (isPast(found)) {
      last = found
      break
    }
  }
  for (let later = next(last); isPast(later); later = next(later)) last = later
  return last
}

function latenessOf(reminder: Reminder, dueAt: number, wishes: Wishes, now: number): Lateness {
  const isAgain = reminder.dueAt === null || reminder.dueAt > now
  const since = now - tellingTime(isAgain ? (reminder.snoozedUntil ?? dueAt) : dueAt, reminder, wishes)
  const life = isOnce(reminder.schedule) ? LIFE_ONCE : LIFE_RECURRING
  return since <= LATE_MS ? 'onTime' : since <= life ? 'late' : 'stale'
}

/** Puts off what is due now and cannot be told: until an instant, or (null) until the person writes. */
export function putOff(
  reminders: readonly Reminder[],
  until: number | null,
  wishes: Wishes,
  now: number,
): readonly Reminder[] {
  return reminders.map((reminder) => {
    const at = tellAt(reminder, wishes)
    if (at !== null && at <= now) return { ...reminder, nextAt: until }
    return reminder.nextAt !== null && reminder.nextAt <= now ? armed(reminder, wishes) : reminder
  })
}

/** The reminders, looked at as soon as they are due again: what kept them from being told is over. */
export const wake = (reminders: readonly Reminder[], wishes: Wishes): readonly Reminder[] =>
  reminders.map((reminder) => armed(reminder, wishes))

/** Is it over for so long that nobody will answer it any more? */
export const isSpent = (reminder: Reminder, now: number): boolean =>
  isOver(reminder) && reminder.told !== null && now - reminder.told.at > KEPT_MS
