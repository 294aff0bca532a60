import type { Alias } from '../channel/port.ts'
import type { CaseRecord } from '../conversation/case.ts'
import type { Incident } from '../conversation/incident.ts'
import { EMPTY_SESSION, type Session } from '../conversation/session.ts'
import type { DocumentRecipe } from '../conversation/turn.ts'
import { DEFAULT_SETTINGS, type Reminder, type ReminderSettings } from '../reminders/reminder.ts'

/** The version of `OwnerDocument`'s shape; a change of shape adds a migration and raises it. */
export const SCHEMA = 5

/**
 * A reply on its way. `pending`: not handed over yet; `sending`: handed over, outcome not known yet; `unknown`: the
 * process died or the deadline passed in between; `failed`: given up. What was sent is removed.
 */
export interface OutboxItem {
  readonly id: string
  /** Order within the owner; a later one never overtakes an earlier one. */
  readonly seq: number
  readonly to: Alias
  readonly text: string
  /** What is sent instead of the text: a file, made when it is sent. */
  readonly document: DocumentRecipe | null
  readonly state: 'pending' | 'sending' | 'unknown' | 'failed'
  /** How often it was handed to the channel. */
  readonly attempts: number
  /** How often nobody could tell whether it arrived. */
  readonly unknowns: number
  /** Not before this instant, epoch ms. */
  readonly notBefore: number
  readonly createdAt: number
  /** The message it answers, for the log. */
  readonly inReplyTo: string | null
  readonly urgent: boolean
  /** The reminders that it tells, by id; absent: it tells none. */
  readonly reminders?: readonly string[]
  /** It says that all of the person's data is about to be erased. */
  readonly warns?: true
  /** It holds a recovery code: given up, it is taken out, and it stands in no export. */
  readonly secret?: true
}

/** How somebody was heard last, and so can be written to first. */
export interface Contact {
  /** A private alias. */
  readonly to: Alias
  /** When their newest message had been sent, epoch ms. */
  readonly at: number
  /** How many messages they were sent since. */
  readonly sent: number
  /** When they are to be told that the channel's window closes, epoch ms; absent: not, or they were. */
  readonly nudgeAt?: number
}

/** What is kept of a recovery code: by what it is looked up, and a slow, salted hash of all of it (base64). */
export interface StoredCode {
  readonly selector: string
  readonly salt: string
  readonly hash: string
  /** scrypt's N. */
  readonly cost: number
  /** When it was given, epoch ms. */
  readonly at: number
}

/** Somebody who has not been heard for long has been told that their data is about to be erased. */
export interface Expiry {
  /** When they were told last, epoch ms. */
  readonly warnedAt: number
  /** How often it was tried. */
  readonly tries: number
}

/** Everything kept about one owner: sealed as one value, written as a whole, so that a turn is all or nothing. */
export interface OwnerDocument {
  readonly schema: number
  /** A random id of our own; contact ids are only aliases of it. */
  readonly owner: string
  readonly aliases: readonly Alias[]
  readonly createdAt: number
  /** When the newest message that was taken had been sent, epoch ms; older ones are replays. */
  readonly watermark: number
  /** Ids of the messages already taken, newest last, bounded. */
  readonly taken: readonly string[]
  /** Null for a room, and until somebody has been heard in private. */
  readonly contact: Contact | null
  /** Counts only as long as nothing has been heard since. */
  readonly expiry?: Expiry
  readonly code?: StoredCode
  readonly session: Session
  readonly cases: readonly CaseRecord[]
  readonly incidents: readonly Incident[]
  readonly reminders: readonly Reminder[]
  readonly settings: ReminderSettings
  readonly outbox: readonly OutboxItem[]
  /** The next `seq`. */
  readonly nextSeq: number
}

/** An empty document for somebody who has just been met. */
export function newDocument(owner: string, alias: Alias, now: number): OwnerDocument {
  return {
    schema: SCHEMA,
    owner,
    aliases: [alias],
    createdAt: now,
    watermark: 0,
    taken: [],
    contact: null,
    session: EMPTY_SESSION,
    cases: [],
    incidents: [],
    reminders: [],
    settings: DEFAULT_SETTINGS,
    outbox: [],
    nextSeq: 1,
  }
}
