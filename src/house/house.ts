import type { Saying } from '../../flows/shared/saying.ts'
import type { Alias, Channel, ChannelSink, ChannelStatus, Inbound } from '../channel/port.ts'
import type { Memory, Moment, Turn, TurnEvent } from '../conversation/turn.ts'
import { ChannelError, StoreError } from '../errors.ts'
import { describeError, type Log } from '../log.ts'
import { newDocument, type OwnerDocument } from '../store/document.ts'
import type { Store } from '../store/port.ts'
import { createBursts } from './bursts.ts'
import { foldTurn, takeMessage } from './fold.ts'
import { addReplies, markFailed, markSending, markSent, nextToSend, recoverSending, tryAgainNow } from './outbox.ts'
import { createQueues } from './queues.ts'
import { splitText } from './split.ts'

/** How much older than the newest taken message one may be and still be new, ms: clocks count in seconds, lines reorder. */
const WATERMARK_SLACK = 5_000
/** How many owners with unsent replies are looked at in one tick. */
const UNSENT_BATCH = 200
/** How many strangers' owners are remembered: far more than can be waiting for their first commit. */
const STRANGERS = 10_000

/** What the house is built of; all effects come in through here. */
export interface HouseParts {
  readonly store: Store
  readonly channel: Channel
  /** Decides about what one person sent within a moment, first first. */
  takeBurst(memory: Memory, events: readonly TurnEvent[], now: Moment): Turn
  /** How long a person must be quiet before what they sent is answered, ms; 0: each message by itself. */
  readonly burstMs: number
  takeRoomTurn(text: string): readonly Saying[]
  render(say: readonly Saying[]): string[]
  /** The clock, epoch ms, and the person's calendar day at an instant. */
  now(): number
  today(at: number): string
  newOwnerId(): string
  readonly log: Log
}

/** The way through the house: a message comes in, a pure function decides, the edge carries it out. */
export interface House extends ChannelSink {
  /** Sends what is waiting and can be sent now; called when the channel comes online and every second or so. */
  tick(): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/**
 * Puts the rooms together: one queue an owner, each message id taken once, the document committed before anything is
 * sent, and replies delivered in order, retried, and told apart when their outcome is unknown.
 *
 * Its callbacks never reject: whatever goes wrong is answered honestly and logged by id.
 */
export function createHouse(parts: HouseParts): House {
  const { store, channel, log } = parts
  const queues = createQueues()
  /** Owners are looked up in the order of the messages, so that the faster look-up does not overtake. */
  const lookUps = createQueues()
  const bursts = createBursts<Inbound>(parts.burstMs, (owner, inbounds) =>
    queues.run(owner, () => handle(owner, inbounds)),
  )
  /** The owner that a stranger's alias was given, so that two first messages at once make one owner. */
  const strangers = new Map<string, string>()
  /** Owners whose replies could not even be looked at, so that the log says it once. */
  const troubled = new Set<string>()
  /** Everything under way, for `idle`. */
  const underWay = new Set<Promise<unknown>>()
  let status: ChannelStatus = 'offline'

  async function ownerOf(alias: Alias): Promise<string> {
    const known = await store.ownerOf(alias)
    if (known !== undefined) return known
    const key = keyOf(alias)
    const owner = strangers.get(key) ?? parts.newOwnerId()
    strangers.set(key, owner)
    const [oldest] = strangers.keys()
    if (strangers.size > STRANGERS && oldest !== undefined) strangers.delete(oldest)
    return owner
  }

  function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }

  async function receive(inbound: Inbound): Promise<void> {
    try {
      const owner = await lookUps.run(keyOf(inbound.from), () => ownerOf(inbound.from))
      if (parts.burstMs === 0 || inbound.from.place === 'room') await queues.run(owner, () => handle(owner, [inbound]))
      else await bursts.add(owner, inbound)
    } catch (error) {
      log.error({ message: inbound.id, ...describeError(error) }, 'message not handled')
      const page = error instanceof StoreError && error.code === 'STORE_DAMAGED' ? 'error/damaged' : 'error/not-saved'
      await sendDirectly(inbound.from, () => parts.render([{ page }]))
    }
  }

  /** Deals with messages of one conversation, first first; all of them are answered at once. */
  async function handle(owner: string, inbounds: readonly Inbound[]): Promise<void> {
    const now = parts.now()
    const stored = await store.load(owner)
    const fresh: Inbound[] = []
    let taken: OwnerDocument | undefined = stored
    for (const inbound of inbounds) {
      const before: OwnerDocument = taken ?? newDocument(owner, inbound.from, now)
      if (!(await isNew(inbound, before, stored === undefined, now))) continue
      taken = takeMessage(before, inbound.id, inbound.at, now)
      fresh.push(inbound)
    }
    const inbound = fresh.at(-1)
    if (inbound === undefined || taken === undefined) return
    const { document, bubbles, forgets } = decide(taken, fresh, now)
    if (forgets) {
      await store.erase(owner, taken.watermark)
      strangers.delete(keyOf(inbound.from))
      log.info({ owner }, 'owner erased')
      await sendDirectly(inbound.from, () => bubbles)
      return
    }
    const texts = bubbles.flatMap((text) => splitText(text, channel.capabilities.textLimit))
    const withReplies = addReplies(tryAgainNow(document, now), texts, inbound.from, now, inbound.id)
    await store.commit(withReplies)
    log.info(
      {
        owner,
        message: inbound.id,
        kind: inbound.kind,
        messages: fresh.length,
        replies: texts.length,
        ms: parts.now() - now,
      },
      'turn',
    )
    await deliver(withReplies).catch((error: unknown) => {
      log.error({ owner, message: inbound.id, ...describeError(error) }, 'replies left for later')
    })
  }

  /** Is it neither taken before nor a replay of something older than what was taken? */
  async function isNew(inbound: Inbound, before: OwnerDocument, isStranger: boolean, now: number): Promise<boolean> {
    const { owner } = before
    if (before.taken.includes(inbound.id)) {
      log.debug({ owner, message: inbound.id }, 'taken before')
      return false
    }
    const isOld = inbound.at < Math.max(before.watermark, store.bornAt) - WATERMARK_SLACK
    if (!isOld && !(isStranger && inbound.at <= (await store.erasedUntil(inbound.from)))) return true
    log.info({ owner, message: inbound.id, age: now - inbound.at }, 'replay ignored')
    return false
  }

  /** Runs the pure part. If we are broken, the person hears so, and the message counts as taken, so that it is not tried for ever. */
  function decide(
    document: OwnerDocument,
    inbounds: readonly Inbound[],
    now: number,
  ): { document: OwnerDocument; bubbles: readonly string[]; forgets: boolean } {
    try {
      const [first] = inbounds
      if (first?.from.place === 'room') {
        return { document, bubbles: parts.render(parts.takeRoomTurn(first.text)), forgets: false }
      }
      const events = inbounds.map(({ id, kind, text }): TurnEvent => ({ id, kind, text }))
      const turn = parts.takeBurst(document, events, { at: now, today: parts.today(now) })
      const forgets = turn.effects.some(({ type }) => type === 'forgetOwner')
      return { document: foldTurn(document, turn), bubbles: parts.render(turn.say), forgets }
    } catch (error) {
      log.error({ owner: document.owner, message: inbounds.at(-1)?.id, ...describeError(error) }, 'turn failed')
      return { document, bubbles: parts.render([{ page: 'error/broken' }]), forgets: false }
    }
  }

  /** Sends an owner's replies until there are none, one has to wait, or the channel is gone. Runs in the owner's queue. */
  async function deliver(start: OwnerDocument): Promise<void> {
    const recovered = recoverSending(start)
    if (recovered.unknown > 0) log.warn({ owner: start.owner, count: recovered.unknown }, 'sends with unknown outcome')
    let document = recovered.document
    let item = nextToSend(document, parts.now())
    if (item === undefined || status === 'offline') {
      if (document !== start) await store.commit(document, { durable: false })
      return
    }
    while (item !== undefined && status === 'online') {
      document = markSending(document, item.id)
      await store.commit(document, { durable: false })
      try {
        await channel.send(item.to, item.text)
        document = markSent(document, item.id)
      } catch (error) {
        const outcome = error instanceof ChannelError ? error.outcome : 'failed'
        log.warn(
          { owner: document.owner, item: item.id, outcome, attempts: item.attempts + 1, ...describeError(error) },
          'send failed',
        )
        document = markFailed(document, item.id, outcome, parts.now())
        break
      }
      item = nextToSend(document, parts.now())
    }
    await store.commit(document, { durable: false })
  }

  /** Says something that cannot be kept in the outbox: the store failed, or the owner is gone. */
  async function sendDirectly(to: Alias, bubbles: () => readonly string[]): Promise<void> {
    try {
      for (const text of bubbles()) await channel.send(to, text)
    } catch (error) {
      log.warn({ ...describeError(error) }, 'direct send failed')
    }
  }

  async function tick(): Promise<void> {
    if (status === 'offline') return
    try {
      const waiting = await store.unsent(parts.now(), UNSENT_BATCH)
      const owners = [...new Set(waiting.map(({ owner }) => owner))].filter((owner) => !queues.isBusy(owner))
      await Promise.all(owners.map((owner) => queues.run(owner, () => resend(owner))))
    } catch (error) {
      log.error({ ...describeError(error) }, 'tick failed')
    }
  }

  /** One owner's damaged document must not keep the others from being served; it is told of once. */
  async function resend(owner: string): Promise<void> {
    try {
      const document = await store.load(owner)
      if (document !== undefined) await deliver(document)
    } catch (error) {
      if (!troubled.has(owner)) log.error({ owner, ...describeError(error) }, 'replies not sent')
      troubled.add(owner)
    }
  }

  return {
    receive: (inbound) => track(receive(inbound)),
    status(next) {
      if (next === status) return
      status = next
      log.info({ status }, 'channel')
      if (next === 'online') void track(tick())
    },
    tick: () => track(tick()),
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

const keyOf = ({ channel, account, contactId, place }: Alias): string =>
  JSON.stringify([channel, account, contactId, place])
