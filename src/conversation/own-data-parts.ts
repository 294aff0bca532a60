import { FLOWS } from '../../flows/index.ts'
import type { AnswerValue, Param } from '../../flows/shared/question.ts'
import { valueParam } from '../../flows/shared/value.ts'
import type { Alias } from '../channel/port.ts'
import type { Reminder } from '../reminders/reminder.ts'
import type { CaseRecord } from './case.ts'
import { type Step, startFrame, stepsOf, wakeFrame } from './frame.ts'
import { rhythmParam } from './rhythm-words.ts'
import type { Frame } from './session.ts'
import { whatOf } from './tell-reminders.ts'
import type { DocumentRecipe, Memory, Moment } from './turn.ts'

/** All that is kept of a person, as it is handed over: the owner's document without what only the store needs. */
export interface OwnData extends Memory {
  readonly aliases: readonly Alias[]
  readonly taken: readonly string[]
  readonly createdAt: number
  readonly contact: { readonly at: number } | null
  readonly code?: { readonly at: number }
  /** Replies that have not been sent. */
  readonly outbox: readonly {
    readonly createdAt: number
    readonly text: string
    readonly document: DocumentRecipe | null
    readonly secret?: true
  }[]
}

/** An answer with the words for it; `title` is what was asked. */
export interface ToldAnswer {
  readonly questionId: string
  readonly title: Param
  readonly value: AnswerValue
  readonly text: Param
  /** Epoch ms. */
  readonly at: number
}

interface Given {
  readonly questionId: string
  readonly value: AnswerValue
  readonly at: number
}

/** What was answered for a record, also what no other answer leads to any more. */
export function recordAnswers({ flow, entries, filedAt, id, client }: CaseRecord): readonly ToldAnswer[] {
  const known = FLOWS[flow]
  const steps = known && stepsOf(startFrame(known, { caseId: id, suggestion: client }, filedAt, entries))
  return told(flow, entries, steps ?? [])
}

/** What was answered about how a project ended, or in a talk about a client's doubts. */
export const answersOn = (folder: 'records' | 'trust', entries: readonly Given[]): readonly ToldAnswer[] =>
  entries.map((entry) => {
    const page = `${folder}/ask-${entry.questionId}`
    return { ...entry, title: { title: page }, text: valueParam({ page }, entry.value) }
  })

/** Every conversation that anything is kept of, with its answers: under way, stopped, or just ended with advice. */
export const conversations = ({
  session,
}: OwnData): readonly { readonly frame: Frame; readonly answers: readonly ToldAnswer[] }[] =>
  framesOf(session).map((frame) => {
    const flow = FLOWS[frame.flow]
    return {
      frame,
      answers: told(frame.flow, [...frame.answers, ...frame.parked], flow ? stepsOf(wakeFrame(flow, frame)) : []),
    }
  })

/** A reminder in words: of what, and how often. */
export const reminderWords = (reminder: Reminder, data: OwnData, now: Moment): { what: Param; rhythm: Param } => ({
  what: whatOf(reminder, data, now),
  rhythm: rhythmParam(reminder.schedule),
})

const framesOf = ({ frames, shelved, last }: OwnData['session']): readonly Frame[] => [
  ...frames,
  ...shelved,
  ...(last?.frame ? [last.frame] : []),
]

function told(flow: string, given: readonly Given[], steps: readonly Step[]): readonly ToldAnswer[] {
  return given.map(({ questionId, value, at }) => {
    const question = steps.find((step) => step.question.id === questionId)?.question
    const [title, text]: readonly [Param, Param] =
      question === undefined ? [{ title: flow }, plain(value)] : [{ title: question.page }, valueParam(question, value)]
    return { questionId, title, value, text, at }
  })
}

/** An answer to a question that is not asked any more, so that nobody knows its page: by its ids. */
function plain(value: AnswerValue): Param {
  if (value.kind === 'choice') return value.id
  if (value.kind === 'several') return { list: value.ids }
  return value.kind === 'yes' || value.kind === 'no' || value.kind === 'unsure' || value.kind === 'skipped'
    ? { page: `answer/${value.kind}` }
    : valueParam({ page: '' }, value)
}
