import type { OutboxItem, OwnerDocument } from '../store/document.ts'

/** Held replies wait for the person, not for the clock: so long that no clock gets there, ms. */
const HELD_MS = 10 * 365 * 86_400_000

const isHeld = ({ state, notBefore }: OutboxItem, now: number): boolean =>
  state !== 'failed' && notBefore > now + HELD_MS / 2

/** Nothing more may go to this person until they write: what waits is held, and nobody looks at it until then. */
export function holdReplies(document: OwnerDocument, now: number): OwnerDocument {
  return {
    ...document,
    outbox: document.outbox.map((item) => (item.state === 'failed' ? item : { ...item, notBefore: now + HELD_MS })),
  }
}

/**
 * The person has written: what was held may go, texts that stand beside each other in as few messages as the channel's
 * length (UTF-16 units) lets, because each of them counts.
 */
export function releaseReplies(document: OwnerDocument, now: number, limit: number): OwnerDocument {
  if (!document.outbox.some((item) => isHeld(item, now))) return document
  const merged: OutboxItem[] = []
  for (const item of document.outbox.toSorted((one, other) => one.seq - other.seq)) {
    const last = merged.at(-1)
    if (last !== undefined && [last, item].every((one) => isPlainText(one, now)) && fits(last, item, limit))
      merged[merged.length - 1] = together(last, item)
    else merged.push(item)
  }
  return { ...document, outbox: merged.map((item) => (isHeld(item, now) ? { ...item, notBefore: now } : item)) }
}

const isPlainText = (item: OutboxItem, now: number): boolean =>
  item.document === null && item.state === 'pending' && isHeld(item, now)

const fits = (one: OutboxItem, other: OutboxItem, limit: number): boolean =>
  JSON.stringify(one.to) === JSON.stringify(other.to) && one.text.length + 2 + other.text.length <= limit

function together(one: OutboxItem, other: OutboxItem): OutboxItem {
  const reminders = [...(one.reminders ?? []), ...(other.reminders ?? [])]
  return {
    ...one,
    text: `${one.text}\n\n${other.text}`,
    attempts: Math.max(one.attempts, other.attempts),
    inReplyTo: other.inReplyTo,
    urgent: one.urgent || other.urgent,
    ...(reminders.length > 0 && { reminders }),
  }
}
