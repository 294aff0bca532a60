import { evidencePick } from '../../flows/evidence-pick/machine.ts'
import { calledParam, type Medium } from '../../flows/incident/evidence.ts'
import { FLOWS } from '../../flows/index.ts'
import type { Option } from '../../flows/shared/question.ts'
import { awaitsContract } from './contract.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion, wakeFrame } from './frame.ts'
import type { Evidence, Incident } from './incident.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { incidentOf } from './incident-log.ts'
import { instantParam } from './incident-summary.ts'
import { labelOf, namesOf, openIncidents } from './incidents.ts'
import { type EvidencePickInput, keepEvidence, NO_EVIDENCE } from './keep-evidence.ts'
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
  const mayBeEvidence = openIncidents({ incidents }).length > 0 && !isContractAwaited(session)
  return isReadable ? (mayBeEvidence ? 'either' : 'contract') : mayBeEvidence ? 'evidence' : 'nothing'
}

/**
 * Writes a file into the log of the incident that it belongs to: the one that is talked about, else the only open one if
 * nothing else is talked about. Where that is not plain it is asked, because a log is never put right.
 * A contract that comes while something else is talked about is read as such. False when the file is no evidence.
 */
export function takeEvidence(draft: Draft): boolean {
  const medium = mediumOf(draft.event.kind)
  if (medium === undefined) return false
  const frame = talking(draft.session)
  const open = openIncidents(draft)
  const [only] = open
  if (frame === undefined && (only === undefined || awaitsContract(draft) || isContract(draft))) return false
  const incident =
    frame !== undefined ? incidentOf(draft, frame) : open.length === 1 && draft.live === undefined ? only : undefined
  const { evidence } = draft.event
  if (evidence === undefined) {
    const number = incident?.number ?? only?.number ?? 1
    draft.speak('incident/evidence-again', { with: { number } })
  } else if (typeof evidence.print === 'string') refuse(draft, medium, evidence, evidence.print, incident ?? only)
  else {
    const file: Evidence = { media: medium, name: nameFor(evidence.name), ...evidence.print }
    if (incident === undefined) {
      askWhose(draft, open, file)
      return true
    }
    keepEvidence(draft, incident, file)
  }
  draft.ask()
  return true
}

function refuse(
  draft: Draft,
  media: Medium,
  { name }: EvidenceReceived,
  why: Extract<EvidenceReceived['print'], string>,
  incident: Incident | undefined,
): void {
  const called = calledParam({ name: nameFor(name), media }, instantParam(draft.now.at, draft.now))
  const limit = why === 'tooLarge' ? draft.knowledge.limits.evidenceMegabytes : 0
  draft.speak(UNFIT[why], { with: { name: called, number: incident?.number ?? 1, limit } })
}

const UNFIT: Readonly<Record<Extract<EvidenceReceived['print'], string>, string>> = {
  tooLarge: 'incident/evidence-too-large',
  empty: 'incident/evidence-empty',
  notLoaded: 'incident/evidence-not-loaded',
}

/** With several incidents, or none of them talked about, only the sender knows which one it is for; more files may follow. */
function askWhose(draft: Draft, open: readonly Incident[], file: Evidence): void {
  const top = draft.session.frames.at(-1)
  const before = top?.flow === evidencePick.id ? (top.input as EvidencePickInput).files : []
  if (before.length > 0) draft.pop()
  const options: Option[] = open.map((one) => ({ id: one.id, label: labelOf(one), names: namesOf(one) }))
  const files = [...before, file]
  draft.push(evidencePick, { options: [...options, { id: NO_EVIDENCE }], files } satisfies EvidencePickInput)
  draft.ask()
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
