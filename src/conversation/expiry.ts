import { Temporal } from 'temporal-polyfill'
import type { Saying } from '../../flows/shared/saying.ts'
import type { Draft } from './draft.ts'
import { bare } from './normalise.ts'
import type { Moment } from './turn.ts'

/** Tells somebody who has been silent for long that all that is kept of them will be erased at an instant (epoch ms). The lock screen shows it: no names. */
export function sayExpiry({ zone }: Moment, at: number): Saying {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
  return { page: 'kept/warning', with: { day: { date: day } } }
}

/**
 * "留着", or a plain yes, right after that: it stays, whatever question was pending for months. False when the message
 * says something else; the data stays then as well.
 */
export function keepsOn(draft: Draft): boolean {
  const { yes, keepOn } = draft.knowledge.phrases
  const phrase = bare(draft.text)
  if (!draft.wasWarned || !(keepOn.has(phrase) || yes.has(phrase))) return false
  draft.speak('kept/on')
  draft.ask()
  return true
}

/** "你会留多久": how long what is kept is kept. */
export function sayHowLong(draft: Draft): void {
  draft.speak('kept/how-long')
  warnOfSilence(draft)
}

/** Where the bot may not write first, nobody can be told before their data expires: they are told now. */
export function warnOfSilence(draft: Draft): void {
  const isTerm = draft.knowledge.limits.retentionDays !== null
  if (isTerm && draft.event.reach?.windowMs != null) draft.speak('kept/no-warning')
}
