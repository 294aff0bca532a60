import type { Schedule } from '../../flows/shared/schedule.ts'

/** What somebody is reminded of. */
export type Subject =
  /** In the person's own words, masked. */
  | { readonly kind: 'own'; readonly text: string }
  /** One of the guidance's (data/reminders): its id. */
  | { readonly kind: 'preset'; readonly id: string }
  /** Something due of an incident: the deadline's id. */
  | { readonly kind: 'deadline'; readonly incidentId: string; readonly id: string }

/** One reminder: what, for whom, when, and how far it has got. */
export interface Reminder {
  /** Unique within its owner: made of the message that asked for it. */
  readonly id: string
  readonly subject: Subject
  /** The record that it belongs to, or null. */
  readonly caseId: string | null
  readonly schedule: Schedule
  readonly createdAt: number
  readonly paused: boolean
  /** The occurrence that is told next, epoch ms; null: there is none left. */
  readonly dueAt: number | null
  /**
   * When it is looked at next, epoch ms: at `dueAt`, or later because of quiet hours or a snooze; null: paused or over.
   * The store's index is made of it.
   */
  readonly nextAt: number | null
  /** The occurrence that was told last and when, epoch ms; null: none yet. */
  readonly told: { readonly dueAt: number; readonly at: number } | null
  /** The told occurrence is put off until then, epoch ms; the schedule does not move. */
  readonly snoozedUntil: number | null
  /** Was the told occurrence answered: done, or left out this time? */
  readonly settled: 'done' | 'skipped' | null
  /** May it come in quiet hours? */
  readonly pressing: boolean
}

/** How somebody wants to be reminded. */
export interface ReminderSettings {
  /** The person's own zone, an IANA name; null: the bot's. */
  readonly zone: string | null
  /** The hours in which nothing but what presses is told, minutes of the day; over midnight if `from` is later. */
  readonly quiet: { readonly from: number; readonly to: number } | null
  /** The deadlines of incidents come in these hours, too. */
  readonly deadlinesPass?: true
  /** Everything is off until it is wanted again. */
  readonly off: boolean
}

export const DEFAULT_SETTINGS: ReminderSettings = { zone: null, quiet: null, off: false }
