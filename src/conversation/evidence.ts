import { calledParam, headOf, type Medium, sizeParam } from '../../flows/incident/evidence.ts'
import { FLOWS } from '../../flows/index.ts'
import { awaitsContract } from './contract.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion, wakeFrame } from './frame.ts'
import type { Incident } from './incident.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { append, incidentOf } from './incident-log.ts'
import { instantParam } from './incident-summary.ts'
import { labelOf, openIncidents } from './incidents.ts'
import { keepText } from './normalise.ts'
import { maskSensitive } from './sensitive/mask.ts'
import type { Frame, Session } from './session.ts'
import type { EvidenceReceived, Memory, TurnEvent } from './turn.ts'

/** What a file is fetched for: to be read as a contract, to be identified as evidence, either, or not at all. */
export type FileUse = 'contract' | 'evidence' | 'either' | 'nothing'

/** The longest name that is kept, in characters. */
const NAME_LENGTH = 120

/**
 * What a message's file would be fetched for. It is asked before the turn, because a turn is pure; a file that nothing
 * would be done with is never fetched.
 */
export function fileUse(
  { session, incidents }: Pick<Memory, 'session' | 'incidents'>,
  kind: TurnEvent['kind'],
  isReadable: boolean,
): FileUse {
  if (mediumOf(kind) === undefined) return 'nothing'
  if (talking(session) !== undefined) return 'evidence'
  const isAlone = openIncidents({ incidents }).length === 1 && !isContractAwaited(session)
  return isReadable ? (isAlone ? 'either' : 'contract') : isAlone ? 'evidence' : 'nothing'
}

/**
 * Writes a file into the log of the incident that it belongs to: the one that is talked about, else the only open one.
 * A contract that comes while something else is talked about is read as such. False when the file is no evidence.
 */
export function takeEvidence(draft: Draft): boolean {
  const medium = mediumOf(draft.event.kind)
  if (medium === undefined) return false
  const frame = talking(draft.session)
  const open = openIncidents(draft)
  const [only] = open
  if (frame === undefined && (only === undefined || awaitsContract(draft) || isContract(draft))) return false
  const incident = frame !== undefined ? incidentOf(draft, frame) : open.length === 1 ? only : undefined
  if (incident === undefined) askWhose(draft, open)
  else if (draft.event.evidence === undefined)
    draft.speak('incident/evidence-again', { with: { number: incident.number } })
  else take(draft, incident, medium, draft.event.evidence)
  draft.ask()
  return true
}

function take(draft: Draft, incident: Incident, media: Medium, { name: sent, print }: EvidenceReceived): void {
  const { number } = incident
  const name = nameFor(sent)
  const called = calledParam({ name, media }, instantParam(draft.now.at, draft.now))
  if (typeof print === 'string') {
    const limit = print === 'tooLarge' ? draft.knowledge.limits.evidenceMegabytes : 0
    draft.speak(UNFIT[print], { with: { name: called, number, limit } })
    return
  }
  const known = incident.log.flatMap(({ what, at }) => (what.kind === 'evidence' ? [{ ...what, at }] : []))
  const same = known.find(({ sha256 }) => sha256 === print.sha256)
  const head = headOf(print.sha256)
  if (same !== undefined) {
    const earlier = calledParam(same, instantParam(same.at, draft.now))
    draft.speak('incident/evidence-known', { with: { number, name: earlier, head } })
    return
  }
  append(draft, incident, { kind: 'evidence', media, name, ...print })
  draft.speak('incident/evidence-kept', { with: { number, name: called, size: sizeParam(print.size), head } })
  if (media !== 'file' && known.every((one) => one.media === 'file')) draft.speak('incident/evidence-pressed')
}

const UNFIT: Readonly<Record<Extract<EvidenceReceived['print'], string>, string>> = {
  tooLarge: 'incident/evidence-too-large',
  empty: 'incident/evidence-empty',
  notLoaded: 'incident/evidence-not-loaded',
}

/** With several incidents and none of them talked about, only the sender knows which one it is for. */
function askWhose(draft: Draft, open: readonly Incident[]): void {
  const number = open[0]?.number ?? 1
  draft.speak('incident/evidence-whose', { with: { number, incidents: { lines: open.map(labelOf) } } })
}

/** The incident's conversation, if that is what is going on beneath questions by the way. */
function talking({ frames }: Session): Frame | undefined {
  const frame = frames.findLast(({ flow }) => FLOWS[flow]?.keeps)
  return frame !== undefined && isIncidentFrame(frame) ? frame : undefined
}

function isContractAwaited({ frames }: Session): boolean {
  const top = frames.at(-1)
  const flow = top && FLOWS[top.flow]
  return top !== undefined && flow !== undefined && pendingQuestion(wakeFrame(flow, top))?.kind === 'contract'
}

function mediumOf(kind: TurnEvent['kind']): Medium | undefined {
  return kind === 'file' || kind === 'image' || kind === 'video' ? kind : undefined
}

function isContract({ event: { document }, knowledge }: Draft): boolean {
  return document?.reading.ok === true && knowledge.readContract(document.reading.text).isContract
}

/** The name as it may be kept: on one line, without client data; null when nothing is left of it. */
function nameFor(sent: string | null): string | null {
  const kept = maskSensitive(keepText(sent ?? '').replace(/\s+/g, ' ')).text
  return kept === '' ? null : [...kept].slice(0, NAME_LENGTH).join('')
}
