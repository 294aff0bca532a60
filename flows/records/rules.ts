import type { Answers, FlowContext, FlowInput } from '../shared/flow.ts'
import type { Option, Param } from '../shared/question.ts'

/** What can be done with a record, in the order shown. */
export const ACTIONS = ['show', 'message', 'amend', 'change', 'close', 'delete'] as const

/** One record to choose from; the words are the freelancer's own. */
export interface RecordRef {
  readonly id: string
  readonly client: string
  readonly project: string | null
  readonly closed: boolean
  /** The flow that filed it: what it is a record of. */
  readonly flow: string
  /** When it was filed, for a record that has a twin: the day `YYYY-MM-DD`, the time `HH:MM` if the days are the same. */
  readonly filedOn?: string
  readonly filedAt?: string
}

/** What the flow starts with: the records to choose from and, if the person said so already, what to do. */
export interface RecordsInput extends FlowInput {
  readonly records: readonly RecordRef[]
  readonly action: (typeof ACTIONS)[number] | null
}

export const inputOf = (context: FlowContext): RecordsInput => context.input as RecordsInput

/** The records to choose from, as options: by number, client, project, or both. */
export function recordOptions(records: readonly RecordRef[]): readonly Option[] {
  return records.map((record) => {
    const { id, client, project, flow } = record
    return {
      id,
      label: recordLabel(record),
      names:
        flow === 'nda'
          ? [`${client}的保密协议`, `${client}保密协议`, `${client}的协议`]
          : project === null
            ? [client]
            : [client, project, `${client}·${project}`, `${client}${project}`],
    }
  })
}

/** What a record is called: by its client and project, and by when it was filed if another is called the same. */
export function recordLabel({ client, project, closed, flow, filedOn, filedAt }: RecordRef): Param {
  const page = flow === 'nda' ? 'records/label-nda' : project === null ? 'records/label' : 'records/label-project'
  const plain: Param = { page, with: { client: { brief: client }, project: { brief: project ?? '' } } }
  const label: Param =
    filedOn === undefined
      ? plain
      : { page: 'records/label-filed', with: { label: plain, day: { date: filedOn }, time: filedAt ?? '' } }
  return closed ? { page: 'records/label-closed', with: { label } } : label
}

/** The record that is being looked at: the only one, or the one chosen. */
export function recordOf(context: FlowContext, answers: Answers = context.answers): RecordRef | undefined {
  const { records } = inputOf(context)
  const value = answers.record
  const id = value?.kind === 'choice' ? value.id : records.length === 1 ? records[0]?.id : undefined
  return records.find((record) => record.id === id)
}

/** The name to show for that record. */
export function labelOf(context: FlowContext): Param {
  const record = recordOf(context)
  return record === undefined ? '' : recordLabel(record)
}

/** What is to be done: said at the start, or chosen. */
export function actionOf(context: FlowContext, answers: Answers = context.answers): string | null {
  const value = answers.action
  return value?.kind === 'choice' ? value.id : inputOf(context).action
}
