import { FLOWS } from '../../flows/index.ts'
import { type PresetRef, type PresetsInput, taken } from '../../flows/presets/rules.ts'
import type { FlowContext } from '../../flows/shared/flow.ts'
import { readTime } from '../reminders/read-time.ts'
import type { Draft } from './draft.ts'
import type { LiveFrame } from './frame.ts'
import { listed, setReminders } from './reminders.ts'

/** Whoever stops halfway keeps what was taken until then. False when nothing was, or something else is stopped. */
export function keepTaken(draft: Draft, { flow, snapshot }: LiveFrame): boolean {
  const context = snapshot.context as FlowContext
  const reminders = flow.id === 'presets' ? taken(context, context.answers) : []
  if (reminders.length === 0) return false
  draft.pop()
  setReminders(draft, reminders)
  return true
}

/** "开启默认提醒": those of the guidance's reminders that somebody has not got yet. */
export function offerPresets(draft: Draft): void {
  const { now, knowledge } = draft
  const known = new Set(listed(draft).flatMap(({ subject }) => (subject.kind === 'preset' ? [subject.id] : [])))
  const presets = knowledge.reminders.presets
    .filter(({ id }) => !known.has(id))
    .flatMap(({ id, rhythm }): PresetRef[] => {
      const reading = readTime(rhythm, now)
      return reading.kind === 'recurring' ? [{ id, schedule: reading.schedule }] : []
    })
  if (presets.length === 0) draft.speak('remind/presets-all')
  else {
    draft.dropFrames(({ flow }) => flow === 'presets')
    draft.push(FLOWS.presets as NonNullable<(typeof FLOWS)[string]>, { presets } satisfies PresetsInput)
  }
  draft.ask()
}
