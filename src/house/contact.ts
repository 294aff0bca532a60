import type { Alias, Capabilities, Inbound } from '../channel/port.ts'
import { wake } from '../reminders/due.ts'
import { wishesOf } from '../reminders/quiet.ts'
import type { Contact, OwnerDocument } from '../store/document.ts'

/**
 * Notes by which alias somebody was heard, and that what had to wait for it can be told: the ticker finds it again, so
 * that it comes after the answer and all together.
 */
export function heardFrom(
  document: OwnerDocument,
  { from, kind, at }: Pick<Inbound, 'from' | 'kind' | 'at'>,
  now: number,
  botZone: string,
): OwnerDocument {
  // Some puppets send messages of an unknown kind whenever the phone opens the chat: nobody said anything.
  if (from.place === 'room' || kind === 'unknown') return document
  const isSame = (alias: Alias): boolean =>
    alias.channel === from.channel && alias.account === from.account && alias.contactId === from.contactId
  return {
    ...document,
    // After a restore a handle may be known by its hash only.
    aliases: document.aliases.some(isSame) ? document.aliases : [...document.aliases, from],
    contact: { to: from, at: Math.max(document.contact?.at ?? 0, Math.min(at, now)), sent: 0 },
    reminders: wake(document.reminders, wishesOf(document.settings, botZone)),
  }
}

/** May somebody be written to now without having asked for anything? */
export function mayWrite(
  contact: Contact,
  { windowMs, messagesPerInbound }: Pick<Capabilities, 'windowMs' | 'messagesPerInbound'>,
  now: number,
): boolean {
  if (windowMs !== null && now - contact.at >= windowMs) return false
  return messagesPerInbound === null || contact.sent < messagesPerInbound
}

/** Whoever has been heard is not about to be forgotten: a warning that is still on its way is not sent. */
export function withoutExpiry({ expiry: _, ...document }: OwnerDocument): OwnerDocument {
  return { ...document, outbox: document.outbox.filter(({ warns }) => !warns) }
}
