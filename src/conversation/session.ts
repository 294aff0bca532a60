import type { AnswerValue } from '../../flows/shared/question.ts'
import type { TimeValue } from '../../flows/shared/time-value.ts'
import type { Flag, TypeFinding } from '../nda/reading.ts'
import type { Reminder } from '../reminders/reminder.ts'

/** An answer with where it came from; the list of these is the truth, a machine's snapshot only a cache of it. */
export interface Answer {
  readonly questionId: string
  readonly value: AnswerValue
  /** The id of the message that gave it. */
  readonly messageId: string
  /** When it was given, epoch ms. */
  readonly at: number
}

/**
 * Words that were said at a question and may be no answer to it, until the next message: the same words again are
 * taken as they are. `yes` is what is heard in their place on a plain yes; null when a yes would not be one.
 */
export interface Doubt {
  readonly questionId: string
  readonly words: string
  readonly yes: string | null
}

/** One running flow of one person. */
export interface Frame {
  readonly flow: string
  /** The flow's version when the frame was last replayed; an older frame is replayed before it goes on. */
  readonly version: number
  /** What the flow was started with (ids only), as JSON. */
  readonly input: Readonly<Record<string, unknown>>
  readonly answers: readonly Answer[]
  /** Answers whose question no longer arises: kept, and taken up again when it does. */
  readonly parked: readonly Answer[]
  /** An answered question that is being asked again (going back, changing from the review). */
  readonly revisiting: string | null
  /** XState's persisted snapshot, or null when it must be made again by replaying the answers. */
  readonly snapshot: unknown
  /** How often in a row the pending question was not understood. */
  readonly misses: number
  readonly doubt?: Doubt
  /** What was taken out of an answer of several last: 加回来 puts it back. */
  readonly gone?: { readonly questionId: string; readonly ids: readonly string[] }
  readonly startedAt: number
}

/**
 * What is kept of a contract that was read: which clauses, which flags and where, the worst first; none of its words.
 */
export interface StoredContract {
  readonly readAt: number
  /** The text's length in UTF-16 units: a text of another length is not the one that the places are in. */
  readonly length: number
  readonly flags: readonly Flag[]
  /** How many of the flags the person has seen. */
  readonly shown: number
  readonly types: readonly TypeFinding[]
  readonly missing: readonly string[]
  /** Which part of the contract was not there. */
  readonly cut?: 'beginning' | 'end' | 'both'
  /** The flags by whose wording the client is asked: one a clause, the worst first. */
  readonly questions: readonly string[]
  readonly counts: Readonly<Record<'refuse' | 'must' | 'should' | 'fine' | 'unclear', number>>
  /** The client is asked in English: it is an English contract, or somebody wants it so. */
  readonly english?: boolean
  /** The person has said since that it is signed. */
  readonly signed?: true
}

/** A page that was said, so that it can be said again; nothing of what was filled in. */
export interface SaidPage {
  readonly page: string
  readonly part?: 'lead' | 'more' | 'whole'
}

/** What was talked about last, while nothing else has been begun. */
export interface LastSaid {
  readonly pages: readonly SaidPage[]
  /** When it was said, epoch ms. */
  readonly at: number
  /** Has something gone wrong that it is about? */
  readonly urgent: boolean
  /** The advice conversation that ended with it, by whose answers it was chosen; or null. */
  readonly frame: Frame | null
}

/** An emergency as it was told, until it is dealt with as an incident. */
export interface Alarm {
  readonly case: 'accused' | 'leaked'
  /** The person's own words, masked. */
  readonly words: string
  readonly messageId: string
  readonly at: number
  /** How many messages have told more of it since. */
  readonly told?: number
}

/** A reminder that was offered: 提醒我 takes it for a while, a plain yes right after it. */
export interface OfferedReminder {
  readonly preset: string
  readonly caseId: string | null
  readonly time: TimeValue
  readonly at: number
  readonly isFresh: boolean
}

/** The reminders that the last turn set, changed or deleted: 改成10点 and 不要了 are about them. */
export interface SpokenReminders {
  readonly ids: readonly string[]
  /** Epoch ms. */
  readonly at: number
  /** What was deleted, so that it can be brought back by the next message, and by no later one. */
  readonly dropped?: Reminder
}

/** Where one person's conversation stands: a stack of frames, the one that is talking last. */
export interface Session {
  readonly frames: readonly Frame[]
  /** Frames that were stopped ("算了") and can be taken up again ("继续"), newest last. */
  readonly shelved: readonly Frame[]
  /** Sections that "展开" shows next: page ids, first first. */
  readonly more: readonly string[]
  /** Has the first contact's welcome (who runs this, what is kept) been given? Epoch ms, or null. */
  readonly welcomedAt: number | null
  /** Characters of a contract that have come and were not read yet; their text is in memory only. */
  readonly pasted: number
  /** The contract that was read last, or null. */
  readonly contract: StoredContract | null
  /** What "再说一遍" repeats while nothing is pending, or null. */
  readonly last: LastSaid | null
  /** The command that was asked about last, while nothing was pending: a plain yes means it. */
  readonly meant?: string
  /** The emergency that was told last, or null. */
  readonly alarm: Alarm | null
  readonly offered?: OfferedReminder
  readonly spoken?: SpokenReminders
}

export const EMPTY_SESSION: Session = {
  frames: [],
  shelved: [],
  more: [],
  welcomedAt: null,
  pasted: 0,
  contract: null,
  last: null,
  alarm: null,
}
