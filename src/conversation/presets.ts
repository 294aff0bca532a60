import { FLOWS } from '../../flows/index.ts'
import type { PresetRef, PresetsInput } from '../../flows/presets/rules.ts'
import { readTime } from '../reminders/read-time.ts'
import type { Draft } from './draft.ts'
import { listed } from './reminders.ts'

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
