import type { Schedule } from '../../flows/shared/schedule.ts'
import { afterQuiet, type Wishes } from './quiet.ts'
import { nextAfter } from './recur.ts'
import type { Reminder, ReminderSettings } from './reminder.ts'

/** When an occurrence, or the end of a snooze, is told: then, or when the quiet hours are over. */
export const tellingTime = (at: number, { pressing }: Pick<Reminder, 'pressing'>, wishes: Wishes): number =>
  pressing ? at : afterQuiet(at, wishes)

/**
 * When a reminder is to be told next by what is known of it, epoch ms; null if it is paused or over, or everything is off.
 * `nextAt` is that, or later while it cannot be told.
 */
export function tellAt(reminder: Reminder, wishes: Wishes): number | null {
  const { dueAt, snoozedUntil, paused } = reminder
  if (paused || wishes.off) return null
  const times = [dueAt, snoozedUntil].filter((at) => at !== null)
  return times.length === 0 ? null : Math.min(...times.map((at) => tellingTime(at, reminder, wishes)))
}

/** The reminder with the `nextAt` that follows from the rest of it. */
export const armed = (reminder: Reminder, wishes: Wishes): Reminder => ({
  ...reminder,
  nextAt: tellAt(reminder, wishes),
})

/** How a reminder begins; `dueAt` is null if nothing of its schedule is still to come. */
export function firstState(
  schedule: Schedule,
  { pressing, paused = false }: { readonly pressing: boolean; readonly paused?: boolean },
  wishes: Wishes,
  now: number,
): Pick<Reminder, 'dueAt' | 'nextAt'> {
  const dueAt = nextAfter(schedule, now)
  return { dueAt, nextAt: dueAt === null || paused || wishes.off ? null : tellingTime(dueAt, { pressing }, wishes) }
}

/** Is nothing left of it to be told? It is kept for a while, so that what was told can still be answered. */
export const isOver = ({ dueAt, snoozedUntil }: Reminder): boolean => dueAt === null && snoozedUntil === null

/** The told occurrence was answered: done, or left out this time. */
export const settle = (reminder: Reminder, how: 'done' | 'skipped', wishes: Wishes): Reminder =>
  armed({ ...reminder, settled: how, snoozedUntil: null }, wishes)

/** Leaves out the occurrence that is still to come. */
export const skipNext = (reminder: Reminder, wishes: Wishes): Reminder =>
  reminder.dueAt === null
    ? reminder
    : armed({ ...reminder, dueAt: nextAfter(reminder.schedule, reminder.dueAt), snoozedUntil: null }, wishes)

/**
 * Puts the told occurrence off until an instant, epoch ms. The schedule does not move: if its next occurrence comes
 * first, that is told and the snooze is over.
 */
export const snooze = (reminder: Reminder, until: number, wishes: Wishes): Reminder =>
  armed({ ...reminder, snoozedUntil: until, settled: null }, wishes)

export const pause = (reminder: Reminder, wishes: Wishes): Reminder =>
  armed({ ...reminder, paused: true, snoozedUntil: null }, wishes)

/** Goes on with what is still to come: what fell due in the meantime was not wanted. */
export const resume = (reminder: Reminder, wishes: Wishes, now: number): Reminder =>
  armed({ ...reminder, paused: false, snoozedUntil: null, dueAt: dueFrom(reminder, now) }, wishes)

/** Gives it another schedule. */
export const reschedule = (reminder: Reminder, schedule: Schedule, wishes: Wishes, now: number): Reminder =>
  armed({ ...reminder, schedule, snoozedUntil: null, dueAt: nextAfter(schedule, now) }, wishes)

/** All reminders after a change of the settings. What fell due while everything was off was not wanted. */
export function withWishes(
  reminders: readonly Reminder[],
  before: Pick<ReminderSettings, 'off'>,
  wishes: Wishes,
  now: number,
): readonly Reminder[] {
  const isOnAgain = before.off && !wishes.off
  return reminders.map((reminder) =>
    isOnAgain && !reminder.paused ? resume(reminder, wishes, now) : armed(reminder, wishes),
  )
}

/** The next occurrence, later than the told one even if the clock went back since. */
const dueFrom = ({ schedule, told }: Reminder, now: number): number | null =>
  nextAfter(schedule, Math.max(now, told?.dueAt ?? now))
