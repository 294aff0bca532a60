import type { AnyStateMachine } from 'xstate'
import type { AnswerValue, Question } from './question.ts'
import type { Saying } from './saying.ts'
import type { Schedule } from './schedule.ts'

/** The only event of a flow: the question that was pending has been answered. */
export interface Answered {
  readonly type: 'ANSWERED'
  readonly questionId: string
  readonly value: AnswerValue
}

/** Answers by question id: all that a flow's guards and questions may look at, besides its input. */
export type Answers = Readonly<Record<string, AnswerValue>>

/** What a flow was started with: ids and figures only, so that it survives JSON. */
export type FlowInput = Readonly<Record<string, unknown>>

/** The context of every flow. It is a fold over the answers, and nothing else may write it. */
export interface FlowContext<Input extends FlowInput = FlowInput> {
  readonly input: Input
  readonly answers: Answers
}

/** What a state means to the conversation; functions because a loop's question depends on the context. */
export interface StateMeta {
  readonly question?: (context: FlowContext) => Question
  /** Said when the state is reached by an answer, before its question. */
  readonly say?: (context: FlowContext) => readonly Saying[]
  /** Pages that "展开" shows after that. */
  readonly more?: (context: FlowContext) => readonly string[]
}

/**
 * A data effect that a flow asks for by an action's name; the house folds it into the document with the answer.
 * `gainTime`, `show…`, `openCase`, `openInstead`, `startClosing`, `picked`, `hearSpoken` and `stopBelow` are carried out by the conversation itself.
 */
export type FlowAction =
  | { readonly type: 'gainTime'; readonly params: undefined }
  | { readonly type: 'fileCase'; readonly params: { readonly caseId: string | null } }
  | { readonly type: 'noteCase'; readonly params: { readonly caseId: string; readonly text: string } }
  | { readonly type: 'mendNote'; readonly params: NoteParams & { readonly text: string } }
  | { readonly type: 'dropNote'; readonly params: NoteParams }
  | {
      readonly type: 'closeCase'
      readonly params: { readonly caseId: string; readonly questionIds: readonly string[] }
    }
  | {
      readonly type: 'noteTalk'
      readonly params: { readonly caseId: string; readonly questionIds: readonly string[] }
    }
  | { readonly type: 'startClosing'; readonly params: { readonly caseId: string } }
  | { readonly type: 'deleteCase'; readonly params: { readonly caseId: string } }
  | { readonly type: 'forgetOwner'; readonly params: Readonly<Record<string, never>> }
  | {
      readonly type: 'moveRecord'
      readonly params: { readonly owner: string; readonly codeSalt: string; readonly askedAt: number }
    }
  | { readonly type: 'picked'; readonly params: { readonly what: string; readonly id: string } }
  | { readonly type: 'hearSpoken'; readonly params: { readonly words: string } }
  | { readonly type: 'stopBelow'; readonly params: Readonly<Record<string, never>> }
  | { readonly type: 'showCase'; readonly params: { readonly caseId: string } }
  | { readonly type: 'showMessage'; readonly params: { readonly caseId: string } }
  | { readonly type: 'openInstead'; readonly params: { readonly caseId: string } }
  | { readonly type: 'closeIncident'; readonly params: { readonly incidentId: string } }
  | { readonly type: 'setReminders'; readonly params: { readonly reminders: readonly NewReminder[] } }
  | { readonly type: 'openCase'; readonly params: { readonly caseId: string } }

/** A reminder that somebody wants: of something in their own words (null: of nothing said), or one of the guidance's. */
export interface NewReminder {
  readonly text: string | null
  readonly preset: string | null
  /** The record that it belongs to; null: none, or the one that is named in the words. */
  readonly caseId: string | null
  readonly schedule: Schedule
}

/** A requirement that was added to a record, by the message that brought it. */
export interface NoteParams {
  readonly caseId: string
  readonly noteId: string
}

/** A flow: its machine, a version that is raised when stored answers must be replayed, and how it opens. */
export interface Flow {
  readonly id: string
  readonly version: number
  readonly machine: AnyStateMachine
  /** Said before the first question. */
  readonly opening: readonly Saying[]
  /** Asks before throwing away what was answered so far; false for flows that only give advice. */
  readonly keeps: boolean
  /** What it ends with is advice by the answers: it can be said again, and given anew when one of them was wrong. */
  readonly advises?: boolean
}
