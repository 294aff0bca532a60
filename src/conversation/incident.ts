import type { Medium } from '../../flows/incident/evidence.ts'
import type { IncidentInput } from '../../flows/incident/input.ts'
import type { AnswerValue } from '../../flows/shared/question.ts'

/** One line of an incident's log. A correction is a further line; none is ever changed or taken away. */
export interface IncidentEntry {
  /** When it was said, epoch ms, and by which message. */
  readonly at: number
  readonly messageId: string
  readonly what:
    | {
        readonly kind: 'answer'
        readonly questionId: string
        readonly value: AnswerValue
        /** What was said, where the answer keeps less of it: "今天早上七点 在出租车上" of a day. */
        readonly words?: string
      }
    | { readonly kind: 'note'; readonly text: string }
    | ({ readonly kind: 'evidence' } & Evidence)
    | { readonly kind: 'closed' }
    | { readonly kind: 'reopened' }
}

/** What identifies a file without the file. */
export interface Fingerprint {
  /** Bytes. */
  readonly size: number
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string
}

/** A file that was shown to the bot: what identifies it, not the file, which is not kept. */
export interface Evidence extends Fingerprint {
  readonly media: Medium
  /** As its sender called it, client data masked; null for what comes without a name, as pictures do. */
  readonly name: string | null
}

/**
 * A complaint or a leak and all that was done about it, in the order in which it became known: what a freelancer can show
 * later. Days and restarts do not end it.
 */
export interface Incident {
  readonly id: string
  /** By which the person names it: 1, 2, 3 … */
  readonly number: number
  /** What was known of the client when it began. */
  readonly input: IncidentInput
  readonly openedAt: number
  readonly log: readonly IncidentEntry[]
  readonly closedAt: number | null
}

/** What was answered last to each question, in the order in which it was answered first. */
export function answersOf({ log }: Pick<Incident, 'log'>): Readonly<Record<string, AnswerValue>> {
  return Object.fromEntries(log.flatMap(({ what }) => (what.kind === 'answer' ? [[what.questionId, what.value]] : [])))
}

/** What was said when a question was answered last, where that was more than the answer. */
export function wordsOf({ log }: Pick<Incident, 'log'>, questionId: string): string | undefined {
  const last = log.findLast(({ what }) => what.kind === 'answer' && what.questionId === questionId)
  return last?.what.kind === 'answer' ? last.what.words : undefined
}

/** When a question was answered last, epoch ms; null: not yet. */
export function answeredAt({ log }: Pick<Incident, 'log'>, questionId: string): number | null {
  return log.findLast(({ what }) => what.kind === 'answer' && what.questionId === questionId)?.at ?? null
}

/** The incident with one more line in its log. */
export function logged(incident: Incident, entry: IncidentEntry): Incident {
  return { ...incident, log: [...incident.log, entry] }
}

/** The client's code name as it was given last, or null. */
export function clientOf(incident: Pick<Incident, 'log'>): string | null {
  const value = answersOf(incident).client
  return value?.kind === 'text' ? value.text : null
}
