import { FLOWS } from '../../flows/index.ts'
import { recordLabel, recordOptions } from '../../flows/records/rules.ts'
import type { Answers } from '../../flows/shared/flow.ts'
import type { Param } from '../../flows/shared/question.ts'
import { valueParam } from '../../flows/shared/value.ts'
import type { TrustInput, TrustRecord } from '../../flows/trust/rules.ts'
import type { CaseEntry, CaseRecord } from './case.ts'
import type { Draft } from './draft.ts'
import { keepForLater, type LiveFrame, wakeFrame } from './frame.ts'
import { localTime } from './local-time.ts'
import { recordRef } from './record-refs.ts'
import type { Frame } from './session.ts'

/** What a client who doubts can be told from a record; who confirmed it, and the code name, are the freelancer's own. */
const FACTS = /^(?:categories|details\..+|access|storage|transfer|deletion|returns)$/u

/** What the talk about a client's doubts starts with: every record, and what the client can be told from it. */
export function trustInput(draft: Draft): TrustInput {
  return { records: draft.cases.map((record) => trustRecord(draft, record)) }
}

function trustRecord(draft: Draft, record: CaseRecord): TrustRecord {
  const { project, entries, closing } = record
  const ref = recordRef(draft, record)
  return {
    id: record.id,
    label: recordLabel(ref),
    names: recordOptions([ref])[0]?.names ?? [],
    project,
    isOver: closing !== null,
    facts: answersIn(entries.filter(({ questionId }) => FACTS.test(questionId))),
    ended: closing && { on: localTime(closing.at, draft.now).day, answers: answersIn(closing.entries) },
  }
}

const answersIn = (entries: readonly CaseEntry[]): Answers =>
  Object.fromEntries(entries.map(({ questionId, value }) => [questionId, value]))

/**
 * Lets the talks that are under way know the records as they are now: what was changed in between must not be reported
 * as it was, and nothing stays of a record that was deleted.
 */
export function renewTrust(draft: Draft): void {
  const renew = (frame: Frame): Frame => (frame.flow === 'trust' ? renewed(draft, frame) : frame)
  const { frames, shelved, last } = draft.session
  draft.session = {
    ...draft.session,
    frames: frames.map(renew),
    shelved: shelved.map(renew),
    last: last?.frame ? { ...last, frame: renew(last.frame) } : last,
  }
}

function renewed(draft: Draft, frame: Frame): Frame {
  const flow = FLOWS[frame.flow]
  const { records } = frame.input as Partial<TrustInput>
  if (flow === undefined || records === undefined) return frame
  const input: TrustInput = {
    records: records.flatMap(({ id, isOver }) => {
      const record = draft.cases.find((one) => one.id === id)
      return record === undefined ? [] : [{ ...trustRecord(draft, record), isOver }]
    }),
  }
  return keepForLater(wakeFrame(flow, { ...frame, input, snapshot: null }), [])
}

/** What was answered in a talk, for the client's record; what was skipped is nothing. */
export function withTalk(draft: Draft, record: CaseRecord, { frame }: LiveFrame, ids: readonly string[]): CaseRecord {
  const entries = frame.answers
    .filter(({ questionId, value }) => ids.includes(questionId) && value.kind !== 'skipped')
    .map(({ questionId, value, at, messageId }): CaseEntry => ({ questionId, value, at, messageId }))
  const { startedAt } = frame
  const others = (record.talks ?? []).filter((talk) => talk.startedAt !== startedAt)
  const talks = [...others, { startedAt, at: draft.now.at, entries }]
  return { ...record, talks, changedAt: draft.now.at }
}

/** Shows the talks of a record, each under its day. */
export function showTalks(draft: Draft, { talks = [] }: CaseRecord): void {
  for (const { at, entries } of talks) {
    const lines = entries.map(
      ({ questionId, value }): Param => ({
        page: 'answer/row',
        with: {
          title: { title: `trust/ask-${questionId}` },
          value: valueParam({ page: `trust/ask-${questionId}` }, value),
        },
      }),
    )
    const items: Param = { lines }
    draft.speak('records/show-talk', { with: { day: { date: localTime(at, draft.now).day }, items } })
  }
}
