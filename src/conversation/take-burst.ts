import { DEFAULT_SETTINGS, type Reminder, type ReminderSettings } from '../reminders/reminder.ts'
import { ordinals } from './answers/numbers.ts'
import type { CaseRecord } from './case.ts'
import type { Incident } from './incident.ts'
import type { Knowledge } from './knowledge.ts'
import { bare, MESSAGE_LIMIT } from './normalise.ts'
import { takeTurn } from './take-turn.ts'
import type { Effect, Memory, Moment, Turn, TurnEvent } from './turn.ts'

/** The records after some effects. */
export function casesAfter(cases: readonly CaseRecord[], effects: readonly Effect[]): readonly CaseRecord[] {
  return effects.reduce(foldCase, cases)
}

/** The incidents after some effects. */
export function incidentsAfter(incidents: readonly Incident[], effects: readonly Effect[]): readonly Incident[] {
  return effects.reduce((before, effect) => {
    if (effect.type === 'forgetOwner') return []
    return effect.type === 'putIncident' ? withIncident(before, effect.incident) : before
  }, incidents)
}

/** The reminders after some effects. */
export function remindersAfter(reminders: readonly Reminder[], effects: readonly Effect[]): readonly Reminder[] {
  return effects.reduce((before, effect) => {
    if (effect.type === 'forgetOwner') return []
    if (effect.type === 'dropReminder') return before.filter(({ id }) => id !== effect.reminderId)
    return effect.type === 'putReminder' ? withReminder(before, effect.reminder) : before
  }, reminders)
}

function withReminder(reminders: readonly Reminder[], reminder: Reminder): readonly Reminder[] {
  const at = reminders.findIndex(({ id }) => id === reminder.id)
  return at < 0 ? [...reminders, reminder] : reminders.with(at, reminder)
}

/** How somebody wants to be reminded, after some effects. */
export function settingsAfter(settings: ReminderSettings, effects: readonly Effect[]): ReminderSettings {
  return effects.reduce((before, effect) => {
    if (effect.type === 'forgetOwner') return DEFAULT_SETTINGS
    return effect.type === 'setReminders' ? effect.settings : before
  }, settings)
}

/** The contract's text that is in memory after some effects. */
export function heldAfter(held: string | null, effects: readonly Effect[]): string | null {
  return effects.reduce((before, effect) => {
    if (effect.type === 'holdText') return effect.text
    return effect.type === 'dropText' || effect.type === 'forgetOwner' ? null : before
  }, held)
}

/** The incidents with this one in its newest state. */
export function withIncident(incidents: readonly Incident[], incident: Incident): readonly Incident[] {
  const at = incidents.findIndex(({ id }) => id === incident.id)
  return at < 0 ? [...incidents, incident] : incidents.with(at, incident)
}
/** With several contracts at once, the places in each would be a wall of words; what was found in each is said in a line. */
const DETAILS: ReadonlySet<string> = new Set(['nda/flag', 'nda/flag-absent', 'nda/more-flags', 'nda/what-next'])

const isSaid = (saying: Turn['say'][number], before: Turn['say']): boolean =>
  before.some((one) => JSON.stringify(one) === JSON.stringify(saying))

function foldCase(cases: readonly CaseRecord[], effect: Effect): readonly CaseRecord[] {
  switch (effect.type) {
    case 'putCase': {
      const at = cases.findIndex(({ id }) => id === effect.record.id)
      return at < 0 ? [...cases, effect.record] : cases.with(at, effect.record)
    }
    case 'dropCase':
      return cases.filter(({ id }) => id !== effect.caseId)
    case 'forgetOwner':
      return []
    default:
      return cases
  }
}

/**
 * Takes what one person sent within a moment, in order, and answers once: a question that the next message has
 * answered already is not asked.
 *
 * People type a thought in pieces; while no question is pending, pieces that mean nothing by themselves are read as
 * one message.
 */
export function takeBurst(memory: Memory, events: readonly TurnEvent[], now: Moment, knowledge: Knowledge): Turn {
  const pieces = joinPieces(memory, events, knowledge)
  let { session, cases, incidents, reminders, settings, held } = memory
  const say: Turn['say'][number][] = []
  const effects: Effect[] = []
  for (const [index, event] of pieces.entries()) {
    const turn = takeTurn({ session, cases, incidents, reminders, settings, held }, event, now, knowledge)
    const isLast = index === pieces.length - 1 || turn.effects.some(({ type }) => type === 'forgetOwner')
    const isOneOfMany = event.document !== undefined && pieces.slice(index + 1).some(({ document }) => document)
    const said = isOneOfMany ? turn.say.filter(({ page }) => !DETAILS.has(page)) : turn.say
    say.push(...(isLast ? said : said.filter(({ asks }) => !asks)).filter((saying) => !isSaid(saying, say)))
    effects.push(...turn.effects)
    session = turn.session
    cases = casesAfter(cases, turn.effects)
    incidents = incidentsAfter(incidents, turn.effects)
    reminders = remindersAfter(reminders, turn.effects)
    settings = settingsAfter(settings, turn.effects)
    held = heldAfter(held, turn.effects)
    if (isLast) break
  }
  return { session, say, effects }
}

function joinPieces({ session }: Memory, events: readonly TurnEvent[], { phrases }: Knowledge): readonly TurnEvent[] {
  const [first] = events
  const means = ({ text }: TurnEvent): boolean => {
    const phrase = bare(text)
    return phrases.always.has(phrase) || phrases.unasked.has(phrase) || ordinals(text, 9) !== undefined
  }
  const text = events.map((event) => event.text.trim()).join('，')
  const isOne =
    events.length > 1 && session.frames.length === 0 && events.every((event) => event.kind === 'text' && !means(event))
  return isOne && first !== undefined && text.length <= MESSAGE_LIMIT ? [{ ...first, text }] : events
}
