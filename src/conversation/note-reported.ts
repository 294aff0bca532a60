import type { Question } from '../../flows/shared/question.ts'
import { tells } from './answers/told.ts'
import { isSameWay } from './begin-incident.ts'
import type { Draft } from './draft.ts'
import type { LiveFrame } from './frame.ts'
import { clientOf } from './incident.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { append, incidentOf } from './incident-log.ts'
import { bare, keepText } from './normalise.ts'
import { readFor } from './read-for.ts'

/** A shorter message is a word that was not understood. */
const SHORTEST = 5

/** Words of theirs, by the client's own name. */
const SAYS = /^.{0,4}(?:说|讲|问|回|发|骂|要|打电话|来电|看到)/u

/**
 * Keeps what the other side said or did since as a further line of the incident, where it is no answer to what is asked:
 * people in trouble tell it when it happens, and it may be evidence. What is only told once more is acknowledged. Then
 * the question is asked again.
 */
export function noteReported(draft: Draft, live: LiveFrame, question: Question): boolean {
  const { text, knowledge } = draft
  if (!isIncidentFrame(live.frame) || question.kind === 'text' || bare(text).length < SHORTEST) return false
  const incident = incidentOf(draft, live.frame)
  const client = clientOf(incident)
  const isClients = client !== null && text.startsWith(client) && SAYS.test(text.slice(client.length))
  const isReported = isClients || knowledge.incidents.alone.reported.some((one) => tells(text, one))
  const isKnown = !isReported && isSameWay(draft, live.frame, text)
  if ((!isReported && !isKnown) || readFor(draft, question, text).kind !== 'notUnderstood') return false
  if (isKnown) {
    draft.speak('incident/known')
    draft.ask()
    return true
  }
  const words = keepText(text)
  append(draft, incident, { kind: 'note', text: words })
  draft.speak('incident/noted', { with: { number: incident.number, text: { brief: words } } })
  draft.ask()
  return true
}
