import type { Answers, FlowContext, FlowInput, NewReminder } from '../shared/flow.ts'
import type { Schedule } from '../shared/schedule.ts'
import { isKnown, timeOf } from '../shared/time-question.ts'

/** One of the guidance's reminders with its usual rhythm. */
export interface PresetRef {
  readonly id: string
  readonly schedule: Schedule
}

/** What the flow starts with: the reminders that the person has not got yet. */
export interface PresetsInput extends FlowInput {
  readonly presets: readonly PresetRef[]
}

export const presetsOf = ({ input }: FlowContext): readonly PresetRef[] =>
  (input as Partial<PresetsInput>).presets ?? []

const questionOf = (id: string): string => `preset.${id}`

/** The one that is dealt with now: the first that is neither taken nor refused. */
export function openPreset(context: FlowContext, answers: Answers): PresetRef | undefined {
  return presetsOf(context).find(({ id }) => {
    const value = answers[questionOf(id)]
    return value?.kind !== 'no' && value?.kind !== 'skipped' && !isKnown(timeOf(answers, questionOf(id)))
  })
}

/** What was taken one by one, each with the rhythm that was agreed on. */
export function taken(context: FlowContext, answers: Answers): readonly NewReminder[] {
  return presetsOf(context).flatMap(({ id }) => {
    const time = timeOf(answers, questionOf(id))
    return isKnown(time) ? [{ text: null, preset: id, caseId: null, schedule: time.schedule }] : []
  })
}

/** All of them as they are. */
export const allOf = (context: FlowContext): readonly NewReminder[] =>
  presetsOf(context).map(({ id, schedule }) => ({ text: null, preset: id, caseId: null, schedule }))
