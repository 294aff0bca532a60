import { deadlinesOf } from '../../flows/incident/deadlines.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { settle, snooze } from '../reminders/state.ts'
import { MINUTE } from '../reminders/wall.ts'
import type { Draft } from './draft.ts'
import { deadlineFacts } from './incident-summary.ts'
import { warnOfCleanup } from './incident-warning.ts'
import { normalise } from './normalise.ts'
import type { ToldAction } from './reminder-words.ts'
import { dropReminder, nameParam, putReminder, wishes } from './reminders.ts'
import { momentParam } from './time-words.ts'

/** How long 晚点 is. */
const LATER = 60 * MINUTE
/** A deadline is told again at least so long after it was put off. */
const LEAST = 5 * MINUTE

/** What somebody says to a reminder that was told; `until`: when it is to be told again, epoch ms, if that was said. */
export interface ToldAnswer {
  readonly action: ToldAction
  readonly until: number | null
}

/** Does what was answered to reminders that were told, and says so. */
export function carryOutTold(draft: Draft, meant: readonly Reminder[], { action, until }: ToldAnswer): void {
  const [first] = meant
  if (first === undefined) {
    draft.speak('remind/gone')
    return
  }
  const { at: now, zone } = draft.now
  const what = { list: meant.map((one) => nameParam(draft, one)) }
  switch (action) {
    case 'how':
      sayHow(draft, first)
      return
    case 'done':
    case 'skip':
      settleAll(draft, meant, action)
      return
    case 'later': {
      const times = meant.map((one) => {
        const at = until ?? laterOf(draft, one)
        putReminder(draft, snooze(one, at, wishes(draft)))
        return at
      })
      draft.speak('remind/later', { with: { what, at: momentParam(Math.min(...times), now, zone) } })
      return
    }
    case 'stop':
      for (const one of meant) {
        // A deadline is kept, or it would be set again with the next line of its incident.
        if (one.subject.kind === 'deadline') putReminder(draft, settle(one, 'skipped', wishes(draft)))
        else dropReminder(draft, one.id)
      }
      draft.speak('remind/stopped', { with: { what } })
  }
}

function settleAll(draft: Draft, meant: readonly Reminder[], action: 'done' | 'skip'): void {
  const settled = meant.map((one) => settle(one, action === 'done' ? 'done' : 'skipped', wishes(draft)))
  for (const one of settled) putReminder(draft, one)
  const what = { list: settled.map((one) => nameParam(draft, one)) }
  const [only] = settled.length === 1 ? settled : []
  if (only?.subject.kind === 'deadline') draft.speak('remind/done-deadline')
  else if (only?.dueAt != null) {
    const at = momentParam(only.dueAt, draft.now.at, draft.now.zone)
    draft.speak(action === 'done' ? 'remind/done-next' : 'remind/skipped-next', { with: { what, at } })
  } else draft.speak(action === 'done' ? 'remind/done' : 'remind/skipped', { with: { what } })
}

/** 晚点 is an hour; of a deadline not more than half of what is left. */
function laterOf({ incidents, now }: Draft, { subject }: Reminder): number {
  if (subject.kind !== 'deadline') return now.at + LATER
  const incident = incidents.find(({ id }) => id === subject.incidentId)
  const deadline = incident && deadlinesOf(deadlineFacts(incident, now)).find(({ id }) => id === subject.id)
  const left = deadline === undefined ? 0 : deadline.dueAt - now.at
  return now.at + (left > 0 ? Math.max(LEAST, Math.min(LATER, Math.floor(left / 2 / MINUTE) * MINUTE)) : LATER)
}

/** The section that tells how; of something in the person's own words the one that fits best. */
function sayHow(draft: Draft, { subject }: Reminder): void {
  const section = subject.kind === 'deadline' ? undefined : sectionOf(draft, subject)
  if (section === undefined) draft.speak(subject.kind === 'deadline' ? 'remind/how-deadline' : 'remind/how-unknown')
  else {
    draft.speak(section, { part: 'whole' })
    if (section === 'management.cleanup') warnOfCleanup(draft)
  }
}

/** How is done what a finished conversation offered of one client. */
const OF_CLIENT: Readonly<Record<string, string>> = {
  'report-day': 'trust.report',
  'return-or-destroy': 'management.cleanup',
  'term-end': 'nda.obligations',
}

function sectionOf(
  { knowledge }: Draft,
  subject: Exclude<Reminder['subject'], { kind: 'deadline' }>,
): string | undefined {
  if (subject.kind === 'preset')
    return knowledge.reminders.presets.find(({ id }) => id === subject.id)?.section ?? OF_CLIENT[subject.id]
  const { best, confidence } = knowledge.findTopic(normalise(subject.text))
  return best === 'none' || confidence !== 'sure' ? undefined : knowledge.findSection(best, normalise(subject.text))
}
