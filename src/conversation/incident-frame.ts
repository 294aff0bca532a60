import type { IncidentInput } from '../../flows/incident/input.ts'
import { incident as INCIDENT } from '../../flows/incident/machine.ts'
import { type LiveFrame, startFrame } from './frame.ts'
import type { Incident } from './incident.ts'
import type { Answer, Frame } from './session.ts'

export const isIncidentFrame = ({ flow }: Frame): boolean => flow === INCIDENT.id

export const inputOf = ({ input }: Frame): IncidentInput => input as IncidentInput

/** The incident's conversation, made again from its log. */
export function liveOf({ input, openedAt, log }: Incident): LiveFrame {
  const last = new Map<string, Answer>()
  for (const { at, messageId, what } of log) {
    if (what.kind !== 'answer') continue
    const { questionId, value } = what
    last.set(questionId, { questionId, value, at, messageId })
  }
  return startFrame(INCIDENT, input, openedAt, [...last.values()])
}
