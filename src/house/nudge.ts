import type { Capabilities } from '../channel/port.ts'
import { DAY } from '../reminders/wall.ts'
import type { Contact, OwnerDocument } from '../store/document.ts'
import { mayWrite } from './contact.ts'
import { waitsUntil } from './outbox.ts'

/** A reminder that is further away than this is no reason to write now, ms. */
const AHEAD_MS = 7 * DAY

/**
 * The time to nudge has come: is there reason to, and the document as it is after it. There is when a reminder falls due
 * within the week that could not be told any more, and nothing else is on its way.
 */
export function nudge(
  document: OwnerDocument,
  capabilities: Pick<Capabilities, 'windowMs' | 'messagesPerInbound' | 'keptForEmergencies'>,
  now: number,
): { readonly document: OwnerDocument; readonly isNudged: boolean } {
  const { contact, reminders } = document
  if (contact?.nudgeAt === undefined || contact.nudgeAt > now) return { document, isNudged: false }
  const { nudgeAt: _, ...rest } = contact
  const end = contact.at + (capabilities.windowMs ?? Number.POSITIVE_INFINITY)
  const isNear = (at: number | null): boolean => at !== null && at >= end && at < end + AHEAD_MS
  const isWorthIt = reminders.some(({ nextAt, paused }) => !paused && isNear(nextAt))
  const isNudged = isWorthIt && mayWrite(rest, capabilities, now, true) && waitsUntil(document) === undefined
  return { document: { ...document, contact: rest satisfies Contact }, isNudged }
}
