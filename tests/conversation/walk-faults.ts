import type { CaseEntry } from '../../src/conversation/case.ts'
import type { Frame, Session } from '../../src/conversation/session.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import type { Played } from './transcripts-player.ts'

/** So many stopped flows are kept; beyond that the oldest may go. */
const SHELF = 5
/**
 * More frames than this on one another cannot be what a person wanted: something pushes and never pops. Up to three requests
 * for a reminder wait on top of what was being filled in.
 */
export const DEEPEST = 8

const keyOf = ({ flow, startedAt }: Frame): string => `${flow}@${startedAt}`
const framesOf = ({ frames, shelved }: Session): readonly Frame[] => [...frames, ...shelved]

/**
 * What a turn did that no turn may do; empty when all is well.
 *
 * An answer that was given stays somewhere (in its frame, parked, shelved, in a filed record) until the person takes it
 * back, and a record stays as it is until the person changes or deletes it.
 */
export function faultsOfStep(played: Played, dropped: Set<string>): readonly string[] {
  const { turn, before, after } = played
  if (turn === null) return []
  const forgets = turn.effects.some(({ type }) => type === 'forgetOwner')
  const faults = forgets ? [] : [...lostAnswers(played), ...lostRecords(played), ...changedLogs(played)]
  for (const effect of turn.effects) {
    if (effect.type === 'dropCase') dropped.add(effect.caseId)
    if (effect.type === 'putCase' && dropped.has(effect.record.id)) faults.push(`id ${effect.record.id} is used again`)
  }
  if (forgets) {
    dropped.clear()
    if (after.cases.length > 0 || after.incidents.length > 0 || framesOf(after.session).length > 0)
      faults.push('something was not forgotten')
  }
  if (after.session.frames.length > DEEPEST) faults.push(`${after.session.frames.length} frames on one another`)
  if (after.session.shelved.length > SHELF) faults.push(`${after.session.shelved.length} frames on the shelf`)
  if (turn.session.frames.some(({ snapshot }) => snapshot === null)) faults.push('a frame without its machine')
  const isNew = before.session.welcomedAt === null && played.kind !== 'unknown'
  const isPressing = turn.say.some(({ page }) => /^(?:urgent\/|emergency\/|boundary\/distress$)/.test(page))
  if (isNew && !isPressing && !turn.say.some(({ page }) => page === 'welcome')) faults.push('no welcome')
  return faults
}

function lostAnswers({ id, turn, before, after }: Played): string[] {
  const there = new Map(framesOf(after.session).map((frame) => [keyOf(frame), frame]))
  const filed = (turn?.effects ?? []).flatMap((effect) => (effect.type === 'putCase' ? effect.record.entries : []))
  const gone = (turn?.effects ?? []).flatMap((effect) => (effect.type === 'dropCase' ? [effect.caseId] : []))
  const shelfIsFull = after.session.shelved.length === SHELF
  return framesOf(before.session).flatMap((frame) => {
    const now = there.get(keyOf(frame))
    const startsAgain = turn?.say.some(({ page }) => page === 'records/as-filed') ?? false
    if (gone.includes(String(frame.input.caseId)) || (startsAgain && now === undefined)) return []
    if (now === undefined && (frame.flow !== 'scope' || shelfIsFull)) return []
    const kept: readonly { questionId: string; value: unknown; messageId: string }[] =
      now === undefined ? [...filed, ...entriesOf(after, frame)] : [...now.answers, ...now.parked]
    const answers = now === undefined ? frame.answers : [...frame.answers, ...frame.parked]
    return answers
      .filter((answer) => {
        const found = kept.find(({ questionId }) => questionId === answer.questionId)
        if (found === undefined) return true
        return found.messageId !== id && JSON.stringify(found.value) !== JSON.stringify(answer.value)
      })
      .map(({ questionId }) => `the answer to ${questionId} of ${keyOf(frame)} is gone`)
  })
}

/**
 * What the record says that a frame was opened from, or that was opened in its place: an answer that stands there, too,
 * is not lost with the frame.
 */
function entriesOf({ cases, session }: OwnerDocument, { input }: Frame): readonly CaseEntry[] {
  const id = input.caseId ?? session.frames.at(-1)?.input.caseId
  return cases.find((record) => record.id === id)?.entries ?? []
}

/** An incident's log only grows: what was written stays word for word. */
function changedLogs({ before, after }: Played): string[] {
  return before.incidents.flatMap(({ id, log }) => {
    const now = after.incidents.find((one) => one.id === id)?.log ?? []
    return JSON.stringify(now.slice(0, log.length)) === JSON.stringify(log)
      ? []
      : [`the log of incident ${id} was changed`]
  })
}

function lostRecords({ turn, before, after }: Played): string[] {
  const touched = new Set(
    (turn?.effects ?? []).flatMap((effect) =>
      effect.type === 'putCase' ? [effect.record.id] : effect.type === 'dropCase' ? [effect.caseId] : [],
    ),
  )
  return before.cases
    .filter((record) => !touched.has(record.id))
    .filter((record) => JSON.stringify(after.cases.find(({ id }) => id === record.id)) !== JSON.stringify(record))
    .map(({ id }) => `record ${id} changed or went although nobody asked for it`)
}
