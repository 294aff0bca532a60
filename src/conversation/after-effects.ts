import { DEFAULT_SETTINGS } from '../reminders/reminder.ts'
import type { Effect, Memory, Turn } from './turn.ts'

/** What is kept of an owner besides the session, as far as a turn may change it. */
type Kept = Pick<Memory, 'cases' | 'incidents' | 'reminders' | 'settings'>

const NOTHING: Kept = { cases: [], incidents: [], reminders: [], settings: DEFAULT_SETTINGS }

/** What is kept after some effects, in their order. The one place where a turn's effects become data. */
export function keptAfter({ cases, incidents, reminders, settings }: Kept, effects: readonly Effect[]): Kept {
  return effects.reduce(foldEffect, { cases, incidents, reminders, settings })
}

function foldEffect(kept: Kept, effect: Effect): Kept {
  switch (effect.type) {
    case 'putCase':
      return { ...kept, cases: withNewest(kept.cases, effect.record) }
    case 'dropCase':
      return { ...kept, cases: kept.cases.filter(({ id }) => id !== effect.caseId) }
    case 'putIncident':
      return { ...kept, incidents: withNewest(kept.incidents, effect.incident) }
    case 'putReminder':
      return { ...kept, reminders: withNewest(kept.reminders, effect.reminder) }
    case 'dropReminder':
      return { ...kept, reminders: kept.reminders.filter(({ id }) => id !== effect.reminderId) }
    case 'setReminders':
      return { ...kept, settings: effect.settings }
    case 'forgetOwner':
      return NOTHING
    default:
      return kept
  }
}

/** The contract's text that is in memory after some effects. */
export function heldAfter(held: string | null, effects: readonly Effect[]): string | null {
  return effects.reduce((before, effect) => {
    if (effect.type === 'holdText') return effect.text
    return effect.type === 'dropText' || effect.type === 'forgetOwner' ? null : before
  }, held)
}

/** What the next turn may look at, after this one. */
export function memoryAfter(memory: Memory, { session, effects }: Turn): Memory {
  return { ...memory, session, ...keptAfter(memory, effects), held: heldAfter(memory.held, effects) }
}

/** The list with this one in its newest state: in the place of the one with its id, or at the end. */
export function withNewest<One extends { readonly id: string }>(list: readonly One[], newest: One): readonly One[] {
  const at = list.findIndex(({ id }) => id === newest.id)
  return at < 0 ? [...list, newest] : list.with(at, newest)
}
