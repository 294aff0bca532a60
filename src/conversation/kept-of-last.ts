import { FLOWS } from '../../flows/index.ts'
import type { Draft } from './draft.ts'
import { isInEmergency } from './last-said.ts'

/** "刚那条你存了没": what became of the message before this one. */
export function sayWhetherKept(draft: Draft): void {
  draft.speak(pageOf(draft))
  draft.ask()
}

/** "把刚才那条删了": what became of it, and how to be rid of it. */
export function dropLast(draft: Draft): void {
  const page = pageOf(draft)
  draft.speak(page === 'mine/last-kept' ? 'mine/drop-kept' : page)
  draft.speak('mine/drop-last')
  draft.ask()
}

function pageOf(draft: Draft): string {
  const { before, session, held, reminders } = draft
  if (before === undefined) return 'mine/last-not-kept'
  if (isKept(draft, before)) return 'mine/last-kept'
  if (reminders.some(({ id }) => id.startsWith(`${before}.`))) return 'mine/last-reminder'
  if (session.alarm?.messageId === before || (session.alarm !== null && isInEmergency(draft))) return 'mine/last-alarm'
  return held === null ? 'mine/last-not-kept' : 'mine/last-contract'
}

/** Did that message give an answer, a requirement or a line of an incident that still stands? */
function isKept({ session, cases, incidents }: Draft, messageId: string): boolean {
  const frames = [...session.frames, ...session.shelved]
  const kept: readonly { readonly messageId: string }[] = [
    ...frames.flatMap(({ answers, parked }) => [...answers, ...parked]),
    ...cases.flatMap(({ entries, notes, talks = [], closing }) => [
      ...entries,
      ...notes,
      ...talks.flatMap((talk) => talk.entries),
      ...(closing?.entries ?? []),
    ]),
    ...incidents.flatMap(({ log }) => log),
  ]
  return kept.some((one) => one.messageId === messageId)
}

/** Is anything kept that the person told: a record, an incident, a reminder, a conversation that is not over? */
export function keepsAnything({ session, cases, incidents, reminders }: Draft): boolean {
  const begun = [...session.frames, ...session.shelved].some(
    ({ flow, answers }) => FLOWS[flow]?.keeps && answers.length > 0,
  )
  return begun || cases.length > 0 || incidents.length > 0 || reminders.length > 0 || session.contract !== null
}
