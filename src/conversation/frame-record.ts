import type { CaseRecord } from './case.ts'
import type { Frame } from './session.ts'

/**
 * The id of the record that a conversation is about: the one it was opened for, or the one that was chosen in it.
 * Undefined while none is; it may name a record that is gone.
 */
export function recordIdOf({ input, answers }: Pick<Frame, 'input' | 'answers'>): string | undefined {
  if (typeof input.caseId === 'string') return input.caseId
  const value = answers.find(({ questionId }) => questionId === 'record')?.value
  return value?.kind === 'choice' ? value.id : undefined
}

/** The record itself. */
export function recordOfFrame(
  cases: readonly CaseRecord[],
  frame: Pick<Frame, 'input' | 'answers'>,
): CaseRecord | undefined {
  const id = recordIdOf(frame)
  return cases.find((record) => record.id === id)
}
