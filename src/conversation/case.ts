import type { AnswerValue } from '../../flows/shared/question.ts'

/** One thing that was asked and what came of it. */
export interface CaseEntry {
  readonly questionId: string
  readonly value: AnswerValue
  /** When it was answered, epoch ms, and by which message. */
  readonly at: number
  readonly messageId: string
}

/** Something added after the record was filed ("客户又加了要求"). */
export interface CaseNote {
  readonly text: string
  readonly at: number
  readonly messageId: string
}

/** How a project ended: what was done about the client's material. */
export interface CaseClosing {
  readonly at: number
  readonly entries: readonly CaseEntry[]
}

/** A talk about the client's doubts: what was doubted and said, and what was agreed. */
export interface CaseTalk {
  /** When it began and when it ended, epoch ms; one that is corrected afterwards is known by when it began. */
  readonly startedAt: number
  readonly at: number
  readonly entries: readonly CaseEntry[]
}

/** What one freelancer must keep confidential for one client and project. */
export interface CaseRecord {
  readonly id: string
  /** The client's code name and the project, as the freelancer wrote them. */
  readonly client: string
  readonly project: string | null
  readonly flow: string
  readonly flowVersion: number
  readonly entries: readonly CaseEntry[]
  readonly notes: readonly CaseNote[]
  /** Oldest first; absent as long as there was none. */
  readonly talks?: readonly CaseTalk[]
  readonly filedAt: number
  readonly changedAt: number
  readonly closing: CaseClosing | null
}
