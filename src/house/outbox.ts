import type { Alias } from '../channel/port.ts'
import type { ChannelError } from '../errors.ts'
import type { OutboxItem, OwnerDocument } from '../store/document.ts'
import { closed } from './contact.ts'
import { holdReplies } from './held-replies.ts'

/** Waits before the next try, ms, by how often it was tried; after the last the item is given up. */
const BACKOFF = [2_000, 10_000, 30_000, 120_000, 600_000] as const
/** A text whose outcome is unknown is sent once more; unknown again, it is given up, so that nobody is told a thing three times. */
const UNKNOWNS = 2
/**
 * What is due is said at least once, so the death of the process does not use up the tries as fast: what was about to be
 * sent then has seldom gone out. There is an end all the same, or a text that kills the process would kill it for ever.
 */
const DEATHS = 6
/** Given-up items that are kept to be looked at. */
const FAILED_LIMIT = 20

/** A reply before it is in the outbox: a text, or a file that is made when it is sent. */
export type Reply = Pick<OutboxItem, 'text' | 'document' | 'reminders' | 'warns' | 'secret'>

/** Adds replies to be sent, in order. */
export function addReplies(
  document: OwnerDocument,
  replies: readonly Reply[],
  to: Alias,
  now: number,
  inReplyTo: string | null,
  urgent = false,
): OwnerDocument {
  const items = replies.map((reply, index): OutboxItem => {
    const seq = document.nextSeq + index
    return {
      id: String(seq),
      seq,
      to,
      ...reply,
      state: 'pending',
      attempts: 0,
      unknowns: 0,
      notBefore: now,
      createdAt: now,
      inReplyTo,
      urgent,
    }
  })
  return { ...document, outbox: [...document.outbox, ...items], nextSeq: document.nextSeq + items.length }
}

/** What is still to be sent: all that was not given up. */
const waitingIn = ({ outbox }: OwnerDocument): readonly OutboxItem[] => outbox.filter(({ state }) => state !== 'failed')

/** The item to send now: always the oldest that is not given up, so that nothing overtakes; undefined if it must wait. */
export function nextToSend(document: OwnerDocument, now: number): OutboxItem | undefined {
  const [first] = waitingIn(document).toSorted((a, b) => a.seq - b.seq)
  return first !== undefined && first.notBefore <= now ? first : undefined
}

/** When the oldest reply that is not sent yet may be tried, epoch ms; undefined if there is none. */
export function waitsUntil(document: OwnerDocument): number | undefined {
  const times = waitingIn(document).map(({ notBefore }) => notBefore)
  return times.length === 0 ? undefined : Math.max(...times)
}

/** The reminders that were given up, by id, and the document without them. */
export function takeGivenUp(document: OwnerDocument): { document: OwnerDocument; reminders: readonly string[] } {
  const isGivenUp = ({ state, reminders }: OutboxItem): boolean => state === 'failed' && reminders !== undefined
  const givenUp = document.outbox.filter(isGivenUp)
  if (givenUp.length === 0) return { document, reminders: [] }
  return {
    document: { ...document, outbox: document.outbox.filter((item) => !isGivenUp(item)) },
    reminders: givenUp.flatMap(({ reminders = [] }) => reminders),
  }
}

/** Is an emergency among what waits? Then what stands before it goes as fast: nothing overtakes. */
export function isUrgent(document: OwnerDocument): boolean {
  return waitingIn(document).some(({ urgent }) => urgent)
}

/** How many replies wait. */
export function waitingReplies(document: OwnerDocument): number {
  return waitingIn(document).length
}

/**
 * What an item found in state `sending` becomes at the start of a delivery: the process died in between, so its
 * outcome is unknown.
 */
export function recoverSending(document: OwnerDocument): { document: OwnerDocument; unknown: number } {
  let unknown = 0
  const outbox = document.outbox.map((item): OutboxItem => {
    if (item.state !== 'sending') return item
    unknown++
    return { ...afterUnknown(item, DEATHS), attempts: item.attempts - 1 }
  })
  return unknown === 0 ? { document, unknown } : { document: trimFailed({ ...document, outbox }), unknown }
}

export function markSending(document: OwnerDocument, id: string): OwnerDocument {
  return change(document, id, (item) => ({ ...item, state: 'sending', attempts: item.attempts + 1 }))
}

/** What was sent is taken out, and counts against what may be sent before the person writes again. */
export function markSent(document: OwnerDocument, id: string): OwnerDocument {
  const { contact } = document
  return {
    ...document,
    outbox: document.outbox.filter((item) => item.id !== id),
    contact: contact && { ...contact, sent: contact.sent + 1 },
  }
}

/**
 * Puts a failed send back, later, or gives it up. While the channel is offline nothing was tried, so nothing is counted;
 * a limit of the channel's holds everything until the person writes.
 */
export function markFailed(
  document: OwnerDocument,
  id: string,
  outcome: ChannelError['outcome'],
  now: number,
): OwnerDocument {
  if (outcome === 'held') {
    const { contact } = document
    const back = change(document, id, (item) => ({ ...item, state: 'pending', attempts: item.attempts - 1 }))
    return holdReplies({ ...back, contact: contact && closed(contact) }, now)
  }
  const changed = change(document, id, (item): OutboxItem => {
    if (outcome === 'offline') return { ...item, state: 'pending', attempts: item.attempts - 1 }
    const wait = BACKOFF[item.attempts - 1]
    if (wait === undefined) return { ...item, state: 'failed' }
    const tried: OutboxItem = outcome === 'unknown' ? afterUnknown(item, UNKNOWNS) : { ...item, state: 'pending' }
    return { ...tried, notBefore: now + wait }
  })
  return trimFailed(holdBack(changed))
}

function afterUnknown(item: OutboxItem, limit: number): OutboxItem {
  const unknowns = item.unknowns + 1
  return { ...item, unknowns, state: unknowns >= limit ? 'failed' : 'unknown' }
}

/**
 * Nothing overtakes the oldest item, so what is behind it need not be looked at before it either; else the index
 * would name this owner again and again while one send is in its backoff.
 */
function holdBack(document: OwnerDocument): OwnerDocument {
  const oldest = waitingIn(document).reduce<OutboxItem | undefined>(
    (first, item) => (first && first.seq < item.seq ? first : item),
    undefined,
  )
  if (oldest === undefined) return document
  const later = (item: OutboxItem) => item.state !== 'failed' && item.notBefore < oldest.notBefore
  return {
    ...document,
    outbox: document.outbox.map((item) => (later(item) ? { ...item, notBefore: oldest.notBefore } : item)),
  }
}

/** The person has just written, so the channel can reach them: what waits in its backoff is tried at once. */
export function tryAgainNow(document: OwnerDocument, now: number): OwnerDocument {
  return {
    ...document,
    outbox: document.outbox.map((item) => (item.notBefore > now ? early(item, now) : item)),
  }
}

/** A try ahead of its time does not count, or an impatient person would use up all tries of a reply in seconds. */
const early = (item: OutboxItem, now: number): OutboxItem => ({
  ...item,
  notBefore: now,
  attempts: Math.max(0, item.attempts - 1),
})

function change(document: OwnerDocument, id: string, make: (item: OutboxItem) => OutboxItem): OwnerDocument {
  return { ...document, outbox: document.outbox.map((item) => (item.id === id ? make(item) : item)) }
}

/** Of what was given up the newest are kept to be looked at; nothing that holds a recovery code. */
function trimFailed(before: OwnerDocument): OwnerDocument {
  const isLeft = ({ state, secret }: OutboxItem): boolean => !(secret && state === 'failed')
  const document = before.outbox.every(isLeft) ? before : { ...before, outbox: before.outbox.filter(isLeft) }
  const failed = document.outbox.filter(({ state }) => state === 'failed')
  const tooMany = new Set(failed.slice(0, Math.max(0, failed.length - FAILED_LIMIT)).map(({ id }) => id))
  return tooMany.size === 0 ? document : { ...document, outbox: document.outbox.filter(({ id }) => !tooMany.has(id)) }
}
