import { FLOWS } from '../../flows/index.ts'
import { recordLabel } from '../../flows/records/rules.ts'
import type { CaseRecord } from './case.ts'
import type { Draft } from './draft.ts'
import { isTwin, recordRef } from './record-refs.ts'
import type { Frame, Session } from './session.ts'

/**
 * Asks, as soon as client and project of a new record are known, whether the record that there is of them is to be
 * changed instead: two of the same name nobody can tell apart later.
 */
export function offerExisting(draft: Draft, before: Session): void {
  const flow = FLOWS.existing
  const top = draft.session.frames.at(-1)
  if (flow === undefined || top === undefined || top.input.caseId !== undefined) return
  const named = subjectOf(draft, top)
  const there = [...before.frames, ...before.shelved]
  const same = there.find(({ startedAt, flow: id }) => startedAt === top.startedAt && id === top.flow)
  if (named === undefined || (same !== undefined && subjectOf(draft, same) !== undefined)) return
  const twin = draft.cases.findLast((record) => isTwin({ ...named, flow: top.flow }, record))
  if (twin === undefined) return
  draft.dropQuestions()
  draft.push(flow, { caseId: twin.id, record: recordLabel(recordRef(draft, twin)) })
  draft.ask()
}

/** Client and project of a record that is being filled in, once both have been answered. */
function subjectOf(draft: Draft, frame: Frame): Pick<CaseRecord, 'client' | 'project'> | undefined {
  const client = draft.nameIn(frame)
  const project = frame.answers.find(({ questionId }) => questionId === 'project')?.value
  if (frame.flow !== 'scope' || client === undefined || project === undefined) return undefined
  return { client, project: project.kind === 'text' ? project.text : null }
}
