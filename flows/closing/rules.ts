import type { Answers, FlowContext, FlowInput } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'
import type { Saying } from '../shared/saying.ts'

/** What is asked when a project ends, in order. */
export const CLOSING = ['material', 'backups', 'access', 'notice'] as const

/** What the flow starts with: the record that is being closed, what it is called, and its project. */
export interface ClosingInput extends FlowInput {
  readonly caseId: string
  readonly record: Param
  readonly project: string | null
}

export const inputOf = (context: FlowContext): ClosingInput => context.input as ClosingInput

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
  const { project } = inputOf(context)
  const material = answers.material
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
