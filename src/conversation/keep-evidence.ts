import { calledParam, headOf, sizeParam } from '../../flows/incident/evidence.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { Draft } from './draft.ts'
import type { Evidence, Incident } from './incident.ts'
import { append } from './incident-log.ts'
import { instantParam } from './incident-summary.ts'
import type { Frame } from './session.ts'

/** The choice that files are no evidence of any incident. */
export const NO_EVIDENCE = 'none'

/** The files of which it is asked to which incident they belong. */
export interface EvidencePickInput extends PickInput {
  readonly files: readonly Evidence[]
}

/** Writes what identifies a file into the incident's log, unless it is there already, and says so. */
export function keepEvidence(draft: Draft, incident: Incident, file: Evidence): void {
  const { number } = incident
  const { media, name, size, sha256 } = file
  const known = incident.log.flatMap(({ what, at }) => (what.kind === 'evidence' ? [{ ...what, at }] : []))
  const same = known.find((one) => one.sha256 === sha256)
  const head = headOf(sha256)
  if (same !== undefined) {
    const earlier = calledParam(same, instantParam(same.at, draft.now))
    draft.speak('incident/evidence-known', { with: { number, name: earlier, head } })
    return
  }
  append(draft, incident, { kind: 'evidence', ...file })
  const called = calledParam({ name, media }, instantParam(draft.now.at, draft.now))
  draft.speak('incident/evidence-kept', { with: { number, name: called, size: sizeParam(size), head } })
  if (media !== 'file' && known.every((one) => one.media === 'file')) draft.speak('incident/evidence-pressed')
}

/** "Of which incident are they?" has been answered. */
export function pickedEvidence(draft: Draft, { input }: Frame, id: string): void {
  const { files } = input as EvidencePickInput
  if (id === NO_EVIDENCE) draft.speak('incident/evidence-not')
  for (const file of files) {
    const incident = draft.incidents.find((one) => one.id === id)
    if (incident !== undefined) keepEvidence(draft, incident, file)
  }
  draft.ask()
}
