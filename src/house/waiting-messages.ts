import type { Inbound } from '../channel/port.ts'
import { StoreError } from '../errors.ts'
import { describeError, type Log } from '../log.ts'
import type { Store } from '../store/port.ts'

/** So many messages wait at most, of all people, and so many of one; they are in memory only. */
const MOST = 2_000
const MOST_OF_ONE = 20
/** After so long nobody expects an answer any more, and is asked to write again, ms. */
const LONGEST_MS = 10 * 60_000

/** What messages wait with. */
export interface WaitingParts {
  readonly store: Pick<Store, 'checkWritable'>
  now(): number
  /** Takes a message as if it came now. */
  receive(inbound: Inbound): Promise<void>
  /** Says, once an outage, that it is being mended; or that a message was not kept after all. */
  say(inbound: Inbound, page: 'error/recovering' | 'error/not-saved'): Promise<void>
  readonly log: Log
}

/** Messages that came while the database was away. */
export interface WaitingMessages {
  /** Keeps the message if it is the database's being away that it failed by. False: it is something else, or there are too many. */
  add(inbound: Inbound, error: unknown): Promise<boolean>
  /** Takes up what waits, in the order in which it came, if the database is there again. Called every second or so. */
  look(): Promise<void>
}

/**
 * Holds what people write while a database server does not answer, so that nobody has to write it twice: each is told
 * once that it takes a moment, and answered when the database is back. What was taken before all the same is known by its id.
 */
export function createWaitingMessages({ store, now, receive, say, log }: WaitingParts): WaitingMessages {
  const waiting: { readonly inbound: Inbound; readonly since: number }[] = []
  const told = new Set<string>()
  let isLooking = false

  const whoOf = ({ from }: Inbound): string => JSON.stringify([from.channel, from.account, from.contactId, from.place])

  async function giveUpOld(): Promise<void> {
    while (waiting[0] !== undefined && now() - waiting[0].since >= LONGEST_MS) {
      const [old] = waiting.splice(0, 1)
      if (old !== undefined) await say(old.inbound, 'error/not-saved')
    }
  }

  async function takeUp(): Promise<void> {
    await giveUpOld()
    if (waiting.length === 0) return
    try {
      await store.checkWritable()
    } catch {
      return
    }
    const all = waiting.splice(0)
    told.clear()
    log.info({ messages: all.length }, 'messages that waited for the database are taken up')
    await Promise.all(all.map(({ inbound }) => receive(inbound)))
  }

  return {
    async add(inbound, error) {
      if (!(error instanceof StoreError && error.code === 'STORE_AWAY')) return false
      const who = whoOf(inbound)
      const ofOne = waiting.filter((one) => whoOf(one.inbound) === who).length
      if (waiting.length >= MOST || ofOne >= MOST_OF_ONE) return false
      waiting.push({ inbound, since: now() })
      log.warn({ message: inbound.id, ...describeError(error) }, 'message waits for the database')
      if (!told.has(who)) {
        told.add(who)
        await say(inbound, 'error/recovering')
      }
      return true
    },
    async look() {
      if (isLooking || waiting.length === 0) return
      isLooking = true
      try {
        await takeUp()
      } finally {
        isLooking = false
      }
    },
  }
}
