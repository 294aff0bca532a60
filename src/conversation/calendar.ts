import type { Reminder } from '../reminders/reminder.ts'
import type { Draft } from './draft.ts'
import { listed, whatParam } from './reminders.ts'

/** So long after it was set, ms, 发到日历 means that one reminder. */
const JUST_SET = 10 * 60_000

/** "发到日历": the reminder that was just set, else all of them, as a file for the phone's own calendar. */
export function sendToCalendar(draft: Draft): void {
  const reminders = listed(draft).filter(({ paused }) => !paused)
  const newest = Math.max(...reminders.map(({ createdAt }) => createdAt))
  const justSet = reminders.filter(({ createdAt }) => createdAt === newest && draft.now.at - createdAt <= JUST_SET)
  if (reminders.length === 0) draft.speak('remind/none')
  else sendCalendar(draft, justSet.length > 0 ? justSet : reminders)
  draft.ask()
}

/** Promises a calendar file with these reminders. */
export function sendCalendar(draft: Draft, reminders: readonly Reminder[]): void {
  if (draft.event.reach?.files === false) {
    draft.speak('remind/no-files')
    return
  }
  const entries = reminders.map((reminder) => ({
    id: reminder.id,
    what: whatParam(draft, reminder),
    schedule: reminder.schedule,
  }))
  draft.speak('remind/calendar-coming', { with: { count: entries.length } })
  if (reminders.some(({ schedule }) => schedule.workdays)) draft.speak('remind/calendar-workdays')
  draft.effects.push({ type: 'sendDocument', document: { kind: 'calendar', entries, at: draft.now.at } })
}
