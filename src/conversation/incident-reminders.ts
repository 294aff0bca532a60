import { Temporal } from 'temporal-polyfill'
import { type Deadline, deadlinesOf } from '../../flows/incident/deadlines.ts'
import type { Schedule } from '../../flows/shared/schedule.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { DAY, HOUR, MINUTE } from '../reminders/wall.ts'
import type { Draft } from './draft.ts'
import type { Incident } from './incident.ts'
import { deadlineFacts } from './incident-summary.ts'
import { dropReminder, newReminder, putReminder } from './reminders.ts'

/** So long before it is due a deadline is told, ms: time enough to do it. */
const AHEAD: Readonly<Record<Deadline['id'], number>> = {
  receipt: 20 * MINUTE,
  contain: 30 * MINUTE,
  report: 3 * HOUR,
  'next-report': 3 * HOUR,
  verdict: DAY,
  review: 0,
}

/** A short deadline leaves no room for that: it is told when a third of the time is left. */
const LEAST_SHARE = 3

/**
 * Keeps the reminders of the incidents' deadlines in step with the incidents: set with the first line of the log, moved
 * when what they depend on changes, dropped when it is done. `before` are the incidents as they were before this turn.
 */
export function followDeadlines(draft: Draft, before: readonly Incident[]): void {
  const changed = draft.incidents.filter((incident) => !before.includes(incident))
  let index = draft.reminders.length
  for (const incident of changed) {
    const due = deadlinesOf(deadlineFacts(incident, draft.now))
    const known = draft.reminders.filter((one) => isOf(one, incident.id))
    for (const one of known) if (!due.some(({ id }) => isOf(one, incident.id, id))) dropReminder(draft, one.id)
    for (const deadline of due) {
      const reminder = known.find((one) => isOf(one, incident.id, deadline.id))
      const schedule = scheduleOf(draft, incident, deadline)
      if (reminder?.schedule.start === schedule.start) continue
      const next = newReminder(draft, index++, {
        subject: { kind: 'deadline', incidentId: incident.id, id: deadline.id },
        caseId: null,
        schedule,
        pressing: draft.settings.deadlinesPass === true,
      })
      if (reminder !== undefined) dropReminder(draft, reminder.id)
      if (next.dueAt !== null) putReminder(draft, { ...next, id: `${incident.id}.${deadline.id}.${next.dueAt}` })
    }
  }
}

const isOf = ({ subject }: Reminder, incidentId: string, id?: string): boolean =>
  subject.kind === 'deadline' && subject.incidentId === incidentId && (id === undefined || subject.id === id)

/** Some time before it is due, on the person's clock. */
function scheduleOf({ now }: Draft, incident: Incident, { id, dueAt }: Deadline): Schedule {
  const whole = dueAt - (incident.closedAt ?? incident.openedAt)
  const at = dueAt - Math.min(AHEAD[id], Math.floor(whole / LEAST_SHARE))
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(now.zone).toPlainDateTime()
  return { start: local.toString({ smallestUnit: 'second' }), zone: now.zone, rules: [] }
}
