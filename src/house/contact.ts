import type { Alias, Capabilities, Inbound } from '../channel/port.ts'
import { wake } from '../reminders/due.ts'
import { wishesOf } from '../reminders/quiet.ts'
import type { Contact, OwnerDocument } from '../store/document.ts'
import { nudgeTime } from './nudge-time.ts'

/**
 * Notes by which alias somebody was heard, and that what had to wait for it can be told: the ticker finds it again, so
 * that it comes after the answer and all together. With a window of the channel's, when to say that it closes, too.
 */
export function heardFrom(
  document: OwnerDocument,
  { from, kind, at }: Pick<Inbound, 'from' | 'kind' | 'at'>,
  now: number,
  botZone: string,
  windowMs: number | null = null,
): OwnerDocument {
  // Some puppets send messages of an unknown kind whenever the phone opens the chat: nobody said anything.
  if (from.place === 'room' || kind === 'unknown') return document
  const isSame = (alias: Alias): boolean =>
    alias.channel === from.channel && alias.account === from.account && alias.contactId === from.contactId
  const wishes = wishesOf(document.settings, botZone)
  const heardAt = Math.max(document.contact?.at ?? 0, Math.min(at, now))
  const nudgeAt = windowMs === null ? {} : { nudgeAt: nudgeTime(heardAt, windowMs, wishes) }
  return {
    ...document,
    // After a restore a handle may be known by its hash only.
    aliases: document.aliases.some(isSame) ? document.aliases : [...document.aliases, from],
    contact: { to: from, at: heardAt, sent: 0, ...nudgeAt },
    reminders: wake(document.reminders, wishes),
  }
}

/** More than anybody is sent: the channel has said that nothing more goes until they write. */
const CLOSED = Number.MAX_SAFE_INTEGER

/** The channel lets nothing more through to this person until they write. */
export const closed = (contact: Contact): Contact => ({ ...contact, sent: CLOSED })

/**
 * May one more message go to somebody now, by the channel's limits? What the limit keeps for emergencies only goes when
 * `isUrgent`.
 */
export function mayWrite(
  contact: Contact,
  {
    windowMs,
    messagesPerInbound,
    keptForEmergencies,
  }: Pick<Capabilities, 'windowMs' | 'messagesPerInbound' | 'keptForEmergencies'>,
  now: number,
  isUrgent = false,
): boolean {
  if (contact.sent >= CLOSED) return false
  if (windowMs !== null && now - contact.at >= windowMs) return false
  return messagesPerInbound === null || contact.sent < messagesPerInbound - (isUrgent ? 0 : keptForEmergencies)
}

/** Whoever has been heard is not about to be forgotten: a warning that is still on its way is not sent. */
export function withoutExpiry({ expiry: _, ...document }: OwnerDocument): OwnerDocument {
  return { ...document, outbox: document.outbox.filter(({ warns }) => !warns) }
}
