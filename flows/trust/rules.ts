import type { Answers, FlowContext, FlowInput } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'
import { chosen } from '../shared/record-answer.ts'
import type { Saying } from '../shared/saying.ts'

/** The answer that the talk is about a client of whom there is no record. */
export const NO_RECORD = 'other'

/** What is kept of the talk in the client's record, in the order asked. */
export const TALK = ['mood', 'doubt', 'since', 'said', 'progress', 'adjust', 'rhythm'] as const

/** A filed record: what it is called, and what the client can be told from it. */
export interface TrustRecord {
  readonly id: string
  readonly label: Param
  /** By which it can be chosen. */
  readonly names: readonly string[]
  readonly project: string | null
  /** Was the project over when the talk began? It stays so, or the questions would change in the middle. */
  readonly isOver: boolean
  /** What is kept confidential and how, by the question ids of the flow that filed it. */
  readonly facts: Answers
  /** What was done with the client's material at the end, and the day it was filed, `YYYY-MM-DD`. */
  readonly ended: { readonly on: string; readonly answers: Answers } | null
}

/** What the flow starts with: every record there is. */
export interface TrustInput extends FlowInput {
  readonly records: readonly TrustRecord[]
}

/** Empty for a conversation that was begun when the flow asked for no record. */
export const recordsOf = ({ input }: FlowContext): readonly TrustRecord[] =>
  (input as Partial<TrustInput>).records ?? []

/** The record of the client who doubts, or undefined when there is none. */
export function recordOf(context: FlowContext, answers: Answers = context.answers): TrustRecord | undefined {
  const id = chosen(answers, 'record')
  return recordsOf(context).find((record) => record.id === id)
}

/** Was something agreed that is to be done otherwise? */
export function isAdjusted({ adjust }: Answers): boolean {
  return adjust?.kind === 'text' || (adjust?.kind === 'several' && adjustments(adjust.ids).length > 0)
}

/** "Asked, and all is well" among them is none. */
export const adjustments = (ids: readonly string[]): readonly string[] => ids.filter((id) => id !== 'fine')

/** What the client doubts: an option's id, `own` in the freelancer's words, `unclear` where nobody can tell. */
export function doubtOf(answers: Answers): string {
  return answers.doubt?.kind === 'text' ? 'own' : (chosen(answers, 'doubt') ?? 'unclear')
}

/** What to do first, in a paragraph: by how the client is, since when, and what the client said. */
export function attitude(answers: Answers): Saying {
  const since = chosen(answers, 'since')
  return {
    page: 'trust/do',
    with: {
      attitude: { page: chosen(answers, 'mood') === 'asks' ? 'trust/do-asks' : 'trust/do-worries' },
      when: since === undefined ? '' : { page: `trust/when-${since}` },
      said:
        answers.said?.kind === 'text'
          ? { page: 'trust/answer-first', with: { said: { brief: answers.said.text } } }
          : '',
    },
  }
}
