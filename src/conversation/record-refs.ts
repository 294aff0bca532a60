import type { RecordRef } from '../../flows/records/rules.ts'
import type { CaseRecord } from './case.ts'
import type { Draft } from './draft.ts'
import { localTime } from './local-time.ts'
import { bare } from './normalise.ts'

/**
 * Records as a flow may know them. Two of the same client and project are told apart by the day they were filed, two
 * of one day by the time as well.
 */
export function recordRefs(draft: Draft, cases: readonly CaseRecord[]): RecordRef[] {
  return cases.map((record) => {
    const { id, client, project, flow, closing } = record
    return { id, client, project, closed: closing !== null, flow, ...filedWhen(draft, record) }
  })
}

/** As `recordRefs`, for one. */
export const recordRef = (draft: Draft, record: CaseRecord): RecordRef => recordRefs(draft, [record])[0] as RecordRef

/** Are they records of the same thing: another word would not tell them apart? */
export const isTwin = (one: Pick<CaseRecord, 'client' | 'project' | 'flow'>, other: CaseRecord): boolean =>
  bare(one.client) === bare(other.client) &&
  bare(one.project ?? '') === bare(other.project ?? '') &&
  one.flow === other.flow

function filedWhen({ cases, now }: Draft, record: CaseRecord): Pick<RecordRef, 'filedOn' | 'filedAt'> {
  const twins = cases.filter((other) => other.id !== record.id && isTwin(record, other))
  if (twins.length === 0) return {}
  const { day, time } = localTime(record.filedAt, now)
  const isSameDay = twins.some(({ filedAt }) => localTime(filedAt, now).day === day)
  return { filedOn: day, ...(isSameDay && { filedAt: time }) }
}
