import type { Channel } from '../channel/port.ts'
import type { Moment } from '../conversation/turn.ts'
import { ChannelError } from '../errors.ts'
import { describeError, type Log } from '../log.ts'
import type { OutboxItem, OwnerDocument } from '../store/document.ts'
import type { Store } from '../store/port.ts'
import { mayWrite } from './contact.ts'
import { holdReplies } from './held-replies.ts'
import type { HeldTexts } from './held-texts.ts'
import { isUrgent, markFailed, markSending, markSent, nextToSend, recoverSending } from './outbox.ts'
import type { Pacer } from './pacer.ts'
import type { Queues } from './queues.ts'
import type { Documents } from './received-files.ts'

/** How many owners with unsent replies are looked at in one tick. */
const UNSENT_BATCH = 200

/** What delivering is built of. */
export interface DeliveryParts {
  readonly store: Store
  readonly load: Store['load']
  readonly channel: Channel
  readonly queues: Queues
  readonly documents: Pick<Documents, 'make'>
  readonly held: HeldTexts
  render(say: readonly { readonly page: string }[]): string[]
  isOnline(): boolean
  /** When what is to be sent may be sent. */
  readonly pacer: Pacer
  /** So many replies were on their way when the process died: nobody can tell whether they arrived. */
  onUnknown?(count: number): void
  /** Notes that something is under way. */
  track(work: Promise<void>): void
  now(): number
  moment(at: number): Moment
  readonly log: Log
}

/** Takes replies from the outbox to the channel: in order, retried, and told apart when their outcome is unknown. */
export interface Delivery {
  /** Sends an owner's replies until there are none, one has to wait, or the channel is gone. Runs in the owner's queue. */
  deliver(document: OwnerDocument): Promise<void>
  /** Does that for owners whose replies are waiting, some at a time, each in their own queue. */
  sendWaiting(): Promise<void>
}

export function createDelivery(parts: DeliveryParts): Delivery {
  const { store, load, channel, queues, log } = parts
  /** Owners whose replies could not even be looked at, so that the log says it once. */
  const troubled = new Set<string>()

  async function deliver(start: OwnerDocument): Promise<void> {
    const recovered = recoverSending(start)
    if (recovered.unknown > 0) {
      log.warn({ owner: start.owner, count: recovered.unknown }, 'sends with unknown outcome')
      parts.onUnknown?.(recovered.unknown)
    }
    let document = recovered.document
    let item = nextToSend(document, parts.now())
    if (item === undefined || !parts.isOnline()) {
      if (document !== start) await store.commit(document, { durable: false })
      return
    }
    const { owner } = start
    const again = (): void => parts.track(queues.run(owner, () => resend(owner)))
    while (item !== undefined && parts.isOnline()) {
      if (!isLetThrough(document, item)) {
        document = holdReplies(document, parts.now())
        log.info({ owner, item: item.id }, 'replies held')
        break
      }
      if (!parts.pacer.ask(item.to, isUrgent(document), again)) break
      document = markSending(document, item.id)
      await store.commit(document, { durable: false })
      try {
        await sendItem(document, item)
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
    if (document !== start) await store.commit(document, { durable: false })
  }

  /** Do the channel's limits let it through? Rooms have none. */
  function isLetThrough(document: OwnerDocument, { to }: OutboxItem): boolean {
    const { contact } = document
    if (contact === null || to.place === 'room') return true
    return mayWrite(contact, channel.capabilities, parts.now(), isUrgent(document))
  }

  /** A file is made only now, from what is stored and from the text if that is still in memory. */
  async function sendItem(owned: OwnerDocument, { to, text, document }: OutboxItem): Promise<void> {
    if (document === null) await channel.send(to, text)
    else if (!channel.capabilities.files) {
      const page = document.kind === 'own-data' ? 'mine/no-files' : 'nda/no-files-here'
      for (const line of parts.render([{ page }])) await channel.send(to, line)
    } else {
      const sources = {
        held: parts.held.get(owned.owner),
        owned: { ...owned, held: null },
        now: parts.moment(parts.now()),
      }
      await channel.sendFile(to, await parts.documents.make(document, sources))
    }
  }

  /** Some owners with unsent replies whom nothing is being done for; however many sends are under way, nobody waits behind. */
  async function waitingOwners(): Promise<readonly string[]> {
    for (let limit = UNSENT_BATCH; ; limit *= 2) {
      const waiting = await store.unsent(parts.now(), limit)
      const owners = [...new Set(waiting.map(({ owner }) => owner))].filter((owner) => !queues.isBusy(owner))
      if (owners.length > 0 || waiting.length < limit) return owners.slice(0, UNSENT_BATCH)
    }
  }

  /** What is wrong with one owner must not keep the others from being served; it is told of once. */
  async function resend(owner: string): Promise<void> {
    try {
      const document = await load(owner)
      if (document !== undefined) await deliver(document)
      troubled.delete(owner)
    } catch (error) {
      if (!troubled.has(owner)) log.error({ owner, ...describeError(error) }, 'replies not sent')
      troubled.add(owner)
    }
  }

  return {
    deliver,
    async sendWaiting() {
      await Promise.all((await waitingOwners()).map((owner) => queues.run(owner, () => resend(owner))))
    },
  }
}
