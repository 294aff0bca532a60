import type { Param } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { Schedule } from '../../flows/shared/schedule.ts'
import type { InboundKind } from '../channel/port.ts'
import type { DocumentReading } from '../documents/reading.ts'
import type { Reminder, ReminderSettings } from '../reminders/reminder.ts'
import type { CaseRecord } from './case.ts'
import type { Fingerprint, Incident } from './incident.ts'
import type { Session, StoredContract } from './session.ts'

/** What the turn may look at of the owner's document. */
export interface Memory {
  readonly session: Session
  readonly cases: readonly CaseRecord[]
  readonly incidents: readonly Incident[]
  readonly reminders: readonly Reminder[]
  readonly settings: ReminderSettings
  /** The text of a contract that is in memory only: lost at a restart, and after half an hour. */
  readonly held: string | null
  /** What is kept besides, which only who asks what is kept is told of. Absent: nothing. */
  readonly aliases?: readonly unknown[]
  readonly taken?: readonly string[]
  /** Present for the first message after the person was told that their data is about to be erased. */
  readonly expiry?: unknown
  /** Present when there is a recovery code. */
  readonly code?: unknown
}

/** A file that was sent, as text, or why it could not be read. */
export interface DocumentReceived {
  readonly name: string
  readonly reading: DocumentReading | { readonly ok: false; readonly why: 'notLoaded' | 'tooMany' }
}

/** A file, picture or video that was sent while an incident was open: what identifies it, or why nothing does. */
export interface EvidenceReceived {
  /** Null when the channel tells none. */
  readonly name: string | null
  readonly print: Fingerprint | 'tooLarge' | 'empty' | 'notLoaded'
}

/** What a document to be sent is made of; it is made when it is sent. */
export type DocumentRecipe =
  | { readonly kind: 'contract-review'; readonly contract: StoredContract }
  /** `at` is when it was asked for, epoch ms: the document says as of when it is. */
  | { readonly kind: 'incident-record'; readonly incident: Incident; readonly at: number }
  /** Reminders for the phone's own calendar. */
  | { readonly kind: 'calendar'; readonly entries: readonly CalendarEntry[]; readonly at: number }
  /** All that is kept of the person, as it is when the file is made: for programs, or to be read. */
  | { readonly kind: 'own-data'; readonly format: 'json' | 'docx' }

/** A reminder as it goes into a calendar. */
export interface CalendarEntry {
  readonly id: string
  readonly what: Param
  readonly schedule: Schedule
}

/** When the turn happens: epoch ms, and on the clock of an IANA zone the calendar day `YYYY-MM-DD` and hour (0–23). */
export interface Moment {
  readonly at: number
  readonly today: string
  readonly hour: number
  readonly zone: string
}

/** How far the door by which somebody came reaches back to them: what a reminder can be promised by. */
export interface Reach {
  /** May the bot write before the person does? */
  readonly writesFirst: boolean
  /** How long after the person's last message it may write, ms; null: for ever. */
  readonly windowMs: number | null
  readonly files: boolean
}

/**
 * What a message said of a recovery code. `match`: it is that of another owner, of whom so much is kept; `own`: the
 * person's own; `broken`: copied wrongly, and not compared; `too-many`: not compared either.
 */
export type RecoveryHeard =
  | { readonly kind: 'broken' | 'wrong' | 'own' | 'too-many' }
  | {
      readonly kind: 'match'
      readonly owner: string
      readonly codeSalt: string
      readonly records: number
      readonly incidents: number
      readonly reminders: number
    }

/** What happened: a message, as the channel delivered it, or that nothing has come for a while (`pause`). */
export interface TurnEvent {
  readonly id: string
  readonly kind: InboundKind | 'pause'
  readonly text: string
  /** Absent: it reaches everywhere, at any time. */
  readonly reach?: Reach
  /** For a `file` that could be read, or should have been. */
  readonly document?: DocumentReceived
  /** For a file, picture or video that came while an incident was open. */
  readonly evidence?: EvidenceReceived
  /** For a message in which there is a recovery code; nothing else of it is looked at. */
  readonly recovery?: RecoveryHeard
}

/** A change of the document that stands or falls with the answer that caused it. */
export type Effect =
  | { readonly type: 'putCase'; readonly record: CaseRecord }
  | { readonly type: 'dropCase'; readonly caseId: string }
  | { readonly type: 'putIncident'; readonly incident: Incident }
  | { readonly type: 'putReminder'; readonly reminder: Reminder }
  | { readonly type: 'dropReminder'; readonly reminderId: string }
  | { readonly type: 'setReminders'; readonly settings: ReminderSettings }
  /** The text is held in memory, in place of what was held. It is never written. */
  | { readonly type: 'holdText'; readonly text: string }
  | { readonly type: 'dropText' }
  | { readonly type: 'sendDocument'; readonly document: DocumentRecipe }
  /** A recovery code is made, in place of any that there was, and said once. */
  | { readonly type: 'issueCode' }
  /** The record of that owner comes here, if its code is still the one with this salt. */
  | { readonly type: 'moveRecord'; readonly owner: string; readonly codeSalt: string }
  /** Everything of this owner goes. */
  | { readonly type: 'forgetOwner' }

/** What a turn decides; nothing has happened yet. */
export interface Turn {
  readonly session: Session
  readonly say: readonly Saying[]
  readonly effects: readonly Effect[]
}
