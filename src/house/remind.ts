import type { Channel } from '../channel/port.ts'
import type { Telling } from '../conversation/tell-reminders.ts'
import type { Memory, Moment } from '../conversation/turn.ts'
import { describeError, type Log } from '../log.ts'
import { putOff } from '../reminders/due.ts'
import { wishesOf } from '../reminders/quiet.ts'
import type { OwnerDocument } from '../store/document.ts'
import type { IndexEntry, Store } from '../store/port.ts'
import { mayWrite } from './contact.ts'
import { foldTurn } from './fold.ts'
import { nudge } from './nudge.ts'
import { addReplies, waitsUntil } from './outbox.ts'
import type { Queues } from './queues.ts'
import { splitText } from './split.ts'

/** How many due reminders are dealt with side by side. */
const BATCH = 1_000
/** How long a reminder waits at least behind a reply that cannot be sent, ms. */
const BEHIND_REPLY_MS = 10_000

/** When an owner is tried again whom something was wrong with, ms. */
const TROUBLE_MS = 60_000

/** What reminding is built of. */
export interface RemindParts {
  readonly store: Store
  readonly load: Store['load']
  readonly channel: Pick<Channel, 'capabilities'>
  readonly queues: Queues
  /** Decides what to tell one person of what has fallen due. */
  tellReminders(memory: Memory, now: Moment): Telling
  render(say: Telling['say']): string[]
  isOnline(): boolean
  moment(at: number): Moment
  now(): number
  /** The zone of who named none, an IANA name. */
  readonly zone: string
  readonly log: Log
}

/** Puts what has fallen due into the outbox. */
export interface Reminding {
  /**
   * Looks for whatever is due until nothing is: in batches, each owner in their own queue. Sending is not waited for, so
   * that nobody's slow line holds up the others. Called while the channel is online: what falls due while it is not stays
   * due, and is told as one message when it is back, with words that fit the hour. False if it is being looked already.
   */
  look(): Promise<boolean>
}

export function createReminding(parts: RemindParts): Reminding {
  const { store, load, queues, log } = parts
  /** Owners whom something is wrong with, and when they are tried again, epoch ms. */
  const troubled = new Map<string, number>()
  let isLooking = false

  async function lookUntilNothingIsDue(): Promise<void> {
    const dealtWith = new Set<string>()
    const isFree = ({ owner }: IndexEntry): boolean =>
      !dealtWith.has(owner) && !queues.isBusy(owner) && (troubled.get(owner) ?? 0) <= parts.now()
    /** Entries that stay, of whoever is busy or in trouble: nobody waits behind them. */
    let left = 0
    while (parts.isOnline()) {
      const entries = await store.due(parts.now(), BATCH + left)
      const free = entries.filter(isFree)
      if (free.length === 0) return
      left = entries.length - free.length
      const firsts = new Map(free.toReversed().map((entry) => [entry.owner, entry]))
      await Promise.all([...firsts.values()].map((entry) => queues.run(entry.owner, () => remind(entry))))
      for (const owner of firsts.keys()) dealtWith.add(owner)
    }
  }

  /** What is wrong with one owner must not keep the others from being reminded. */
  async function remind({ owner, at }: IndexEntry): Promise<void> {
    try {
      const document = await load(owner)
      if (document === undefined || !parts.isOnline()) return
      const now = parts.now()
      const { document: before, isNudged } = nudge(document, parts.channel.capabilities, now)
      const { after, told } = isNudged ? withNudge(before, now) : decide(before, now)
      if (after !== document) await store.commit(after)
      if (isNudged) log.info({ owner }, 'nudged')
      if (told > 0) log.info({ owner, told, lateness: parts.now() - at }, 'reminders told')
      troubled.delete(owner)
    } catch (error) {
      if (!troubled.has(owner)) log.error({ owner, ...describeError(error) }, 'reminders not told')
      troubled.set(owner, parts.now() + TROUBLE_MS)
    }
  }

  /** What is due besides is told in the next look. */
  function withNudge(document: OwnerDocument, now: number): { after: OwnerDocument; told: number } {
    const { contact } = document
    if (contact === null) return { after: document, told: 0 }
    const replies = parts.render([{ page: 'reminders/nudge' }]).map((text) => ({ text, document: null }))
    return { after: addReplies(document, replies, contact.to, now, null, true), told: 0 }
  }

  /** The reminders and what is said of them change together, so that each occurrence is told once, whatever happens. */
  function decide(document: OwnerDocument, now: number): { after: OwnerDocument; told: number } {
    const { contact, settings } = document
    const later = (until: number | null) => {
      const reminders = putOff(document.reminders, until, wishesOf(settings, parts.zone), now)
      return { after: { ...document, reminders }, told: 0 }
    }
    const { capabilities } = parts.channel
    if (contact === null || !mayWrite(contact, capabilities, now)) return later(null)
    const behind = waitsUntil(document)
    if (behind !== undefined) return later(Math.max(behind, now + BEHIND_REPLY_MS))
    const turn = parts.tellReminders({ ...document, held: null }, parts.moment(now))
    if (turn.effects.length === 0) return { after: document, told: 0 }
    const texts = parts.render(turn.say).flatMap((text) => splitText(text, capabilities.textLimit))
    const replies = texts.map((text) => ({ text, document: null, reminders: turn.told }))
    return { after: addReplies(foldTurn(document, turn), replies, contact.to, now, null), told: turn.told.length }
  }

  return {
    async look() {
      if (isLooking) return false
      isLooking = true
      try {
        await lookUntilNothingIsDue()
        return true
      } finally {
        isLooking = false
      }
    },
  }
}
