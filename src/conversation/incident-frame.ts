import type { IncidentInput } from '../../flows/incident/input.ts'
import { incident as INCIDENT } from '../../flows/incident/machine.ts'
import { type LiveFrame, pendingQuestion, startFrame } from './frame.ts'
import type { Incident } from './incident.ts'
import type { Answer, Frame } from './session.ts'

export const isIncidentFrame = ({ flow }: Frame): boolean => flow === INCIDENT.id

export const inputOf = ({ input }: Frame): IncidentInput => input as IncidentInput

/** Is it asked what happened? There another client is who got something, and no change of subject. */
export function tellsFacts(live: LiveFrame): boolean {
  const question = isIncidentFrame(live.frame) ? pendingQuestion(live) : undefined
  return question?.tells === true || (question?.ownWords === true && question.kind === 'choice')
}

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
