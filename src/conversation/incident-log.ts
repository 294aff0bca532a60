import type { AnswerValue } from '../../flows/shared/question.ts'
import type { Draft } from './draft.ts'
import { type Incident, type IncidentEntry, logged } from './incident.ts'
import { inputOf, isIncidentFrame } from './incident-frame.ts'
import type { Frame } from './session.ts'
import { wordsBeyond } from './words-beyond.ts'

/** Puts an incident into the document with this turn. */
export function putIncident(draft: Draft, incident: Incident): void {
  draft.effects.push({ type: 'putIncident', incident })
  const isOther = ({ id }: Incident) => id !== incident.id
  draft.incidents = [...draft.incidents.filter(isOther), incident].sort((a, b) => a.number - b.number)
}

/** Adds lines to an incident's log, as said by this message. */
export function append(draft: Draft, incident: Incident, ...whats: readonly IncidentEntry['what'][]): void {
  const { now, event } = draft
  const entries = whats.map((what): IncidentEntry => ({ at: now.at, messageId: event.id, what }))
  putIncident(draft, entries.reduce(logged, incident))
}

/** The flow has come to its end. */
export function closeIncident(draft: Draft, id: string): void {
  logIncidents(draft)
  const incident = draft.incidents.find((one) => one.id === id)
  if (incident !== undefined) append(draft, { ...incident, closedAt: draft.now.at }, { kind: 'closed' })
}

/**
 * Writes what this turn answered into the incidents' logs: whatever way an answer came (said, corrected, taken up from
 * an earlier sentence), it is one more line. The first answer opens the incident.
 */
export function logIncidents(draft: Draft): void {
  const { frames, shelved } = draft.session
  const ended = draft.ended === undefined ? [] : [draft.ended]
  for (const frame of [...shelved, ...frames, ...ended].filter(isIncidentFrame)) logFrame(draft, frame)
}

/** The incident that a conversation is about, also before its first answer. */
export const incidentOf = ({ incidents }: Pick<Draft, 'incidents'>, frame: Frame): Incident =>
  incidents.find(({ id }) => id === inputOf(frame).incidentId) ?? opened(frame)

function logFrame(draft: Draft, frame: Frame): void {
  const incident = incidentOf(draft, frame)
  const known = new Set(
    incident.log.flatMap(({ messageId, what }) => (what.kind === 'answer' ? [keyOf(what, messageId)] : [])),
  )
  const fresh = frame.answers.filter((answer) => !known.has(keyOf(answer, answer.messageId)))
  if (fresh.length === 0) return
  const entries = fresh.map(({ questionId, value, at, messageId }, index): IncidentEntry => {
    const isFirst = fresh.findIndex((one) => one.messageId === messageId) === index
    const words = isFirst && messageId === draft.event.id ? wordsBeyond(draft, questionId, value) : undefined
    return { at, messageId, what: { kind: 'answer', questionId, value, ...(words !== undefined && { words }) } }
  })
  putIncident(draft, entries.reduce(logged, incident))
}

const keyOf = (
  { questionId, value }: { readonly questionId: string; readonly value: AnswerValue },
  messageId: string,
) => JSON.stringify([questionId, messageId, value])

function opened(frame: Frame): Incident {
  const input = inputOf(frame)
  return { id: input.incidentId, number: input.number, input, openedAt: frame.startedAt, log: [], closedAt: null }
}
