import type { Answers, FlowContext, FlowInput } from '../shared/flow.ts'
import type { Option, Param } from '../shared/question.ts'
import type { Saying } from '../shared/saying.ts'

/** What can be done with a record, in the order shown. */
export const ACTIONS = ['show', 'message', 'amend', 'change', 'close', 'delete'] as const

/** What is asked when a project ends, in order. */
export const CLOSING = ['material', 'backups', 'access', 'notice'] as const

/** One record to choose from; the words are the freelancer's own. */
export interface RecordRef {
  readonly id: string
  readonly client: string
  readonly project: string | null
  readonly closed: boolean
  /** The flow that filed it: what it is a record of. */
  readonly flow: string
}

/** What the flow starts with: the records to choose from and, if the person said so already, what to do. */
export interface RecordsInput extends FlowInput {
  readonly records: readonly RecordRef[]
  readonly action: (typeof ACTIONS)[number] | null
}

const inputOf = (context: FlowContext): RecordsInput => context.input as RecordsInput

/** The records to choose from, as options: by number, client, project, or both. */
export function recordOptions(context: FlowContext): readonly Option[] {
  return inputOf(context).records.map((record) => {
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

function recordLabel({ client, project, closed, flow }: RecordRef): Param {
  const page = flow === 'nda' ? 'records/label-nda' : project === null ? 'records/label' : 'records/label-project'
  const label: Param = { page, with: { client: { brief: client }, project: { brief: project ?? '' } } }
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

/** What is still to be done about the client's material when the project is closed, as pages to say. */
export function leftToDo(answers: Answers): readonly string[] {
  return CLOSING.filter((id) => {
    const value = answers[id]
    return id === 'material' ? value?.kind !== 'choice' || value.id === 'not-yet' : value?.kind !== 'yes'
  }).map((id) => `records/left-${id}`)
}

/** The written confirmation for the client that the material is returned or destroyed, alone in its bubble. */
export function closingMessage(context: FlowContext): Saying {
  const { answers } = context
  const material = answers.material
  const project = recordOf(context)?.project ?? null
  const about: Param =
    project === null ? { page: 'scope/message-about-all' } : { page: 'scope/message-about', with: { project } }
  const lines: Param[] = [
    ...(material?.kind === 'choice' && material.id !== 'not-yet' ? [{ page: `records/message-${material.id}` }] : []),
    ...(answers.backups?.kind === 'yes' ? [{ page: 'records/message-backups' }] : []),
    ...(answers.access?.kind === 'yes' ? [{ page: 'records/message-access' }] : []),
  ]
  return lines.length > 0
    ? { page: 'records/message', with: { about, items: { lines } }, alone: true }
    : { page: 'records/message-nothing-yet', with: { about }, alone: true }
}
