import type { Param } from '../../flows/shared/question.ts'
import { isOnce } from '../../flows/shared/schedule.ts'
import type { Reminder } from '../reminders/reminder.ts'
import type { Draft } from './draft.ts'
import { listed, nameParam, timeParams, whatParam } from './reminders.ts'
import { momentParam } from './time-words.ts'

/** "我的提醒": each with its number, what it is about, how often, and when next. */
export function showReminders(draft: Draft): void {
  const reminders = listed(draft)
  const deadlines = draft.reminders.filter(({ subject, dueAt }) => subject.kind === 'deadline' && dueAt !== null)
  if (reminders.length === 0 && deadlines.length === 0) draft.speak('remind/none')
  else {
    const items = reminders.map((one, index): Param => {
      const page = one.paused ? 'remind/row-paused' : isOnce(one.schedule) ? 'remind/row-once' : 'remind/row'
      return {
        page,
        with: { number: index + 1, what: whatParam(draft, one), ...timeParams(one), at: nextParam(draft, one) },
      }
    })
    if (items.length > 0) draft.speak('remind/list', { with: { items: { lines: items } } })
    if (deadlines.length > 0) {
      const lines = deadlines.map(
        (one): Param => ({
          page: 'remind/deadline-row',
          with: { what: nameParam(draft, one), at: nextParam(draft, one) },
        }),
      )
      draft.speak('remind/list-deadlines', { with: { items: { lines } } })
    }
    if (draft.settings.off) draft.speak('remind/list-off')
    else if (items.length > 0) draft.speak('remind/list-how')
  }
  draft.ask()
}

/** When it is told next: after a snooze or the quiet hours, if these put it off. */
function nextParam({ now }: Draft, { dueAt, snoozedUntil, nextAt }: Reminder): Param {
  const times = [nextAt ?? dueAt, snoozedUntil].filter((at) => at !== null)
  return times.length === 0 ? { page: 'remind/over' } : momentParam(Math.min(...times), now.at, now.zone)
}
