import type { Channel } from '../channel/port.ts'
import { sayExpiry } from '../conversation/expiry.ts'
import type { Moment } from '../conversation/turn.ts'
import { describeError, type Log } from '../log.ts'
import { afterQuiet, wishesOf } from '../reminders/quiet.ts'
import type { OwnerDocument } from '../store/document.ts'
import { heardAt, isWarned, neverExpires } from '../store/idleness.ts'
import type { IndexEntry, Store } from '../store/port.ts'
import { mayWrite } from './contact.ts'
import { addReplies } from './outbox.ts'
import type { Queues } from './queues.ts'

const DAY = 86_400_000
/** How long before it is erased somebody is told, days. */
export const WARNED_DAYS = 7
/** A warning that is older than this beyond its term was not followed: the bot was off, or the setting was. It is said again. */
const STALE_WARNING = 14 * DAY
/** A warning that did not arrive is tried so often; whoever blocked the bot can never be reached. */
const TRIES = 3
/** Nobody minds whether it is an hour earlier. */
const LOOK_EVERY = 10 * 60_000
/** How many are dealt with in one look: erasing rewrites files. */
const BATCH = 20

/** What retention is built of. */
export interface RetentionParts {
  readonly store: Store
  readonly load: Store['load']
  readonly channel: Pick<Channel, 'capabilities'>
  readonly queues: Queues
  /** How long somebody may be silent before all that is kept of them is erased, days; null: for ever. */
  readonly retentionDays: number | null
  /** Erases everything of an owner, in memory and in the store. */
  erase(document: OwnerDocument): Promise<void>
  render(say: readonly ReturnType<typeof sayExpiry>[]): string[]
  isOnline(): boolean
  moment(at: number): Moment
  now(): number
  /** The zone of who named none, an IANA name. */
  readonly zone: string
  readonly log: Log
}

/** Erases what nobody has come back for. */
export interface Retention {
  /**
   * Tells whoever has been silent for long that their data is about to be erased, and erases it when they stay silent.
   * Who has an open incident is left alone. Found by an index: nothing is read of whoever is not due.
   */
  look(): Promise<void>
}

export function createRetention(parts: RetentionParts): Retention {
  const { store, load, queues, log, retentionDays } = parts
  /** Owners whose document could not be dealt with in this process: nobody waits behind them. */
  const troubled = new Set<string>()
  let nextLook = 0

  async function look(days: number): Promise<void> {
    const now = parts.now()
    const left = BATCH + troubled.size
    const isFree = ({ owner }: IndexEntry): boolean => !troubled.has(owner) && !queues.isBusy(owner)
    const idle = (await store.idle(now - (days - WARNED_DAYS) * DAY, left)).filter(isFree)
    for (const { owner } of idle) await queues.run(owner, () => dealWith(owner, (document) => warn(document, days)))
    const warned = (await store.warned(now - WARNED_DAYS * DAY, left)).filter(isFree)
    for (const { owner } of warned) await queues.run(owner, () => dealWith(owner, (document) => expire(document, days)))
    nextLook = idle.length >= BATCH || warned.length >= BATCH ? now : now + LOOK_EVERY
  }

  /** What goes wrong with one owner must not keep the others. */
  async function dealWith(owner: string, work: (document: OwnerDocument) => Promise<void>): Promise<void> {
    try {
      const document = await load(owner)
      if (document !== undefined && !neverExpires(document)) await work(document)
    } catch (error) {
      troubled.add(owner)
      log.error({ owner, ...describeError(error) }, 'retention failed')
    }
  }

  async function warn(document: OwnerDocument, days: number, tries = 1): Promise<void> {
    const now = parts.now()
    if (tries === 1 && (isWarned(document) || now - heardAt(document) < (days - WARNED_DAYS) * DAY)) return
    const { contact } = document
    const warned: OwnerDocument = {
      ...document,
      outbox: document.outbox.filter(({ warns }) => !warns),
      expiry: { warnedAt: now, tries },
    }
    const isReached = contact !== null && mayWrite(contact, parts.channel.capabilities, now)
    await store.commit(isReached ? withWarning(warned, contact.to, now) : warned)
    log.info({ owner: document.owner, told: isReached ? 1 : 0 }, 'owner warned')
  }

  function withWarning(document: OwnerDocument, to: OwnerDocument['aliases'][number], now: number): OwnerDocument {
    const wishes = wishesOf(document.settings, parts.zone)
    const at = afterQuiet(now, wishes)
    const say = sayExpiry({ ...parts.moment(now), zone: wishes.zone }, at + WARNED_DAYS * DAY)
    const replies = parts.render([say]).map((text) => ({ text, document: null, warns: true }) as const)
    const after = addReplies(document, replies, to, now, null)
    return { ...after, outbox: after.outbox.map((item) => (item.warns ? { ...item, notBefore: at } : item)) }
  }

  async function expire(document: OwnerDocument, days: number): Promise<void> {
    const now = parts.now()
    const { expiry, ...rest } = document
    if (expiry === undefined || !isWarned(document) || now - expiry.warnedAt < WARNED_DAYS * DAY) return
    // The setting was raised since.
    if (now - heardAt(document) < (days - WARNED_DAYS) * DAY) return store.commit(rest)
    if (now - expiry.warnedAt > WARNED_DAYS * DAY + STALE_WARNING) return warn(rest, days)
    const isUntold = document.outbox.some(({ warns }) => warns)
    if (isUntold && expiry.tries < TRIES) return warn(document, days, expiry.tries + 1)
    await parts.erase(document)
    log.info({ owner: document.owner }, 'owner expired')
  }

  return {
    async look() {
      if (retentionDays === null || !parts.isOnline() || parts.now() < nextLook) return
      await look(retentionDays)
    },
  }
}
