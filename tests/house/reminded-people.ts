import type { Schedule } from '../../flows/shared/schedule.ts'
import type { Reminder } from '../../src/reminders/reminder.ts'
import { DEFAULT_SETTINGS } from '../../src/reminders/reminder.ts'
import { firstState } from '../../src/reminders/state.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import { aliasOf, documentOf } from '../store/documents.ts'

export const MINUTE = 60_000
/** Just before New Year, so that the clock runs over it. */
export const START = Date.UTC(2027, 11, 31, 20)
/** Enough that those who are due at one moment are written together. */
export const OWNERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const WISHES = { ...DEFAULT_SETTINGS, zone: 'UTC' }

const every = (minutes: number, start: string): Schedule => ({
  start,
  zone: 'UTC',
  rules: [],
  everyMs: minutes * MINUTE,
})
const SCHEDULES: readonly Schedule[] = [
  every(10, '2027-12-31T20:10:00'),
  { start: '2027-12-31T20:00:00', zone: 'Asia/Shanghai', rules: ['FREQ=MINUTELY;INTERVAL=15'] },
]

/** A reminder that says its own id. */
export const saying = (id: string, schedule: Schedule, now: number): Reminder => ({
  id,
  subject: { kind: 'own', text: id },
  caseId: null,
  schedule,
  createdAt: now,
  paused: false,
  ...firstState(schedule, { pressing: false }, WISHES, now),
  told: null,
  snoozedUntil: null,
  settled: null,
  pressing: false,
})

/** Somebody with two rhythms. */
export function remindedPerson(owner: string): OwnerDocument {
  const to = aliasOf(owner)
  const reminders = SCHEDULES.map((schedule, index) => saying(`${owner}${index}`, schedule, START))
  return documentOf(owner, { aliases: [to], contact: { to, at: START, sent: 0 }, reminders, watermark: START })
}
