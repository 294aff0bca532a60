import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { type Wishes, wishesOf } from '../../src/reminders/quiet.ts'
import { DEFAULT_SETTINGS, type Reminder } from '../../src/reminders/reminder.ts'
import { firstState } from '../../src/reminders/state.ts'

export const ZONE = 'Asia/Shanghai'
export const WISHES: Wishes = wishesOf(DEFAULT_SETTINGS, ZONE)
/** 22:00 to 8:00, over midnight. */
export const AT_NIGHT: Wishes = { ...WISHES, quiet: { from: 22 * 60, to: 8 * 60 } }

/** An instant as China's clock shows it: `2026-11-27 15:00`. */
export const at = (local: string, zone = ZONE): number =>
  Temporal.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime(zone).epochMilliseconds

/** The other way round. */
export const local = (instant: number | null, zone = ZONE): string | null =>
  instant === null
    ? null
    : Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .replace('T', ' ')

export const daily = (hour: number, minute = 0, zone = ZONE): Schedule => ({
  start: '2026-01-01T00:00:00',
  zone,
  rules: [`FREQ=DAILY;BYHOUR=${hour};BYMINUTE=${minute}`],
})

export const once = (local: string): Schedule => ({ start: `${local.replace(' ', 'T')}:00`, zone: ZONE, rules: [] })

/** A reminder that was asked for at some moment. */
export function asked(schedule: Schedule, now: number, changes: Partial<Reminder> = {}, wishes = WISHES): Reminder {
  const { pressing = false, paused = false } = changes
  return {
    id: 'm1',
    subject: { kind: 'own', text: '备份聊天记录' },
    caseId: null,
    schedule,
    createdAt: now,
    paused,
    ...firstState(schedule, { pressing, paused }, wishes, now),
    told: null,
    snoozedUntil: null,
    settled: null,
    pressing,
    ...changes,
  }
}
