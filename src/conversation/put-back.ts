import type { AnswerValue } from '../../flows/shared/question.ts'
import type { Correction } from './correction-kind.ts'
import type { Draft } from './draft.ts'
import type { Step } from './frame.ts'
import { bare } from './normalise.ts'
import { readFor } from './read-for.ts'

/** "还是加回来吧": what was taken out of several comes back; where nobody knows what that was, the question is asked again. */
export function putBack(text: string, draft: Draft, steps: readonly Step[]): Correction | undefined {
  const [, named = ''] = BACK.exec(bare(text)) ?? []
  if (!BACK.test(bare(text))) return undefined
  const step = steps.findLast((one) => one.question.kind === 'several' && one.answer.value.kind === 'several')
  if (step?.answer.value.kind !== 'several') return undefined
  const { gone } = draft.live?.frame ?? {}
  const before = step.answer.value.ids
  const read = named === '' ? undefined : readFor(draft, step.question, named)
  const added = read?.kind === 'answer' && read.value.kind === 'several' ? read.value.ids : undefined
  const back = named === '' ? (gone?.questionId === step.question.id ? gone.ids : []) : added
  if (back === undefined) return undefined
  if (back.length === 0) return { kind: 'again', step }
  const ids = (step.question.options ?? []).map(({ id }) => id).filter((id) => before.includes(id) || back.includes(id))
  return { kind: 'value', step, value: { kind: 'several', ids } }
}

const BACK =
  /^(.*?)(?:我|还是|那还是|再|又|给|帮我|都|把它|把那个)*(?:加回来|加回去|放回来|放回去|补回来|补回去|算回来|恢复)(?:好了)?$/u

/** What an answer of several has no more. */
export function takenOut(before: AnswerValue | undefined, value: AnswerValue): readonly string[] {
  if (before?.kind !== 'several' || value.kind !== 'several') return []
  return before.ids.filter((id) => !value.ids.includes(id))
}
