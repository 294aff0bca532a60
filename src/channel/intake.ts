import type { Puppet } from 'wechaty-puppet'
import { describeError, type Log } from '../log.ts'
import { BoundedMap } from './bounded-map.ts'
import { boxPieces } from './box-pieces.ts'
import { pause, withDeadline } from './deadline.ts'
import { type FriendPolicy, friendshipStep } from './friendship.ts'
import { kindOf, talkerOf, toInbound } from './inbound.ts'
import { plainText } from './plain-text.ts'
import type { Inbound } from './port.ts'
import { addressedWords, mayMention } from './rooms.ts'
import { isOfficial, isSystemId } from './senders.ts'

/** How long one attempt to load a message may take, ms. */
const READ_MS = 10_000
/** How long fetching a file may take from beginning to end, ms. */
const FILE_MS = 120_000
/** How long a message that is slow to load holds back those that came after it, ms. */
const ORDER_MS = 1_000
/** Waits before further attempts, ms: together longer than a gateway takes to restart. */
const RETRY_MS = [300, 1_000, 3_000, 6_000, 12_000]
/** How long the bot's alias in a room is believed, ms. */
const ALIAS_MS = 600_000
/** A new friend is announced by the acceptance and often again by the puppet; one greeting is enough within this, ms. */
const GREETING_MS = 600_000
const REMEMBERED = 1_000

export interface IntakeOptions {
  readonly puppet: Puppet
  readonly channel: string
  readonly botNames: readonly string[]
  /** What a message of an unknown kind is. */
  readonly unknown: 'other' | 'unknown'
  readonly friends: FriendPolicy
  readonly log: Log
  readonly now: () => number
  readonly stopped: AbortSignal
  /** Must not reject. */
  readonly deliver: (inbound: Inbound) => Promise<void>
}

/**
 * Turns the ids that a puppet announces into messages for the house.
 *
 * Messages are handed on in the order in which they were announced. One that cannot be loaded is tried again without
 * holding up the others for longer than a second, because what a gateway has announced it does not announce twice.
 */
export class Intake {
  readonly #options: IntakeOptions
  readonly #aliases = new BoundedMap<string, { alias: string; until: number }>(REMEMBERED)
  readonly #greeted = new BoundedMap<string, number>(REMEMBERED)
  #order: Promise<void> = Promise.resolve()

  constructor(options: IntakeOptions) {
    this.#options = options
  }

  message(messageId: string): void {
    const reading = this.#read(messageId)
    reading.catch(() => {})
    this.#order = this.#order.then(async () => {
      try {
        const inbound = await withDeadline(reading, ORDER_MS)
        if (inbound !== null) void this.#options.deliver(inbound)
      } catch {
        void this.#retry(messageId, reading)
      }
    })
  }

  friendship(friendshipId: string): void {
    this.#befriend(friendshipId).catch((error: unknown) => {
      this.#options.log.error({ friendshipId, ...describeError(error) }, 'friend request not handled')
    })
  }

  async #retry(messageId: string, reading: Promise<Inbound | null>): Promise<void> {
    const inbound = await this.#persist(() => this.#read(messageId), reading).catch((error: unknown) => {
      this.#options.log.error({ messageId, ...describeError(error) }, 'message could not be loaded')
      return null
    })
    if (inbound !== null && !this.#options.stopped.aborted) await this.#options.deliver(inbound)
  }

  /** Tries until it works or the attempts are used up; then it rejects as the last one did. */
  async #persist<T>(attempt: () => Promise<T>, first: Promise<T> = attempt()): Promise<T> {
    let trying = first
    for (const wait of RETRY_MS) {
      try {
        return await withDeadline(trying, READ_MS)
      } catch (error) {
        if (this.#options.stopped.aborted) throw error
      }
      await pause(wait, this.#options.stopped)
      trying = attempt()
    }
    return withDeadline(trying, READ_MS)
  }

  /** Null when the message is not for the bot. Rejects while it cannot be known. */
  async #read(messageId: string): Promise<Inbound | null> {
    const { puppet, channel } = this.#options
    const account = puppet.currentUserId
    const payload = await puppet.messagePayload(messageId)
    const talker = talkerOf(payload)
    if (talker === '' || talker === account || isSystemId(talker)) return null
    if (payload.roomId) {
      const words = await this.#addressed(payload, account, payload.roomId)
      return words === null
        ? null
        : toInbound(payload, { channel, account, contactId: payload.roomId, place: 'room' }, words)
    }
    if (await this.#official(talker)) return null
    const inbound = toInbound(payload, { channel, account, contactId: talker, place: 'private' })
    if (inbound.kind === 'unknown') return { ...inbound, kind: this.#options.unknown }
    if (!['file', 'image', 'video'].includes(inbound.kind)) return inbound
    // What puppets call the name of a picture is an id of their own.
    const name = (inbound.kind === 'file' && payload.filename) || null
    return { ...inbound, file: { name, size: null, pieces: () => this.#pieces(messageId) } }
  }

  async *#pieces(messageId: string): AsyncGenerator<Uint8Array, void, undefined> {
    const { puppet, now } = this.#options
    const end = now() + FILE_MS
    const left = () => Math.max(0, end - now())
    const box = await withDeadline(puppet.messageFile(messageId), left())
    yield* boxPieces(box, left)
  }

  async #addressed(
    payload: Awaited<ReturnType<Puppet['messagePayload']>>,
    account: string,
    roomId: string,
  ): Promise<string | null> {
    const mentionIds = ('mentionIdList' in payload && payload.mentionIdList) || []
    if (kindOf(payload.type) !== 'text') return null
    if (!mayMention(payload.text ?? '', mentionIds)) return null
    const text = plainText(payload.text ?? '')
    const names = [await this.#ownName(account), ...this.#options.botNames]
    const byName = addressedWords(text, names, false)
    if (byName !== null) return byName
    return addressedWords(text, [...names, await this.#ownAlias(roomId, account)], mentionIds.includes(account))
  }

  async #ownName(account: string): Promise<string> {
    const contact = await this.#soon(this.#options.puppet.contactPayload(account))
    return plainText(contact?.name ?? '')
  }

  async #ownAlias(roomId: string, account: string): Promise<string> {
    const known = this.#aliases.get(roomId)
    if (known !== undefined && this.#options.now() < known.until) return known.alias
    const member = await this.#soon(this.#options.puppet.roomMemberPayload(roomId, account))
    if (member === undefined) return known?.alias ?? ''
    const alias = plainText(member.roomAlias ?? '')
    this.#aliases.set(roomId, { alias, until: this.#options.now() + ALIAS_MS })
    return alias
  }

  /** A contact that cannot be loaded counts as a person: better an answer too many than a person without one. */
  async #official(contactId: string): Promise<boolean> {
    const contact = await this.#soon(this.#options.puppet.contactPayload(contactId))
    return contact !== undefined && isOfficial(contact)
  }

  async #soon<T>(loading: Promise<T>): Promise<T | undefined> {
    return withDeadline(loading, READ_MS / 2).catch(() => undefined)
  }

  async #befriend(friendshipId: string): Promise<void> {
    const { puppet, channel, log, now } = this.#options
    const payload = await this.#persist(() => puppet.friendshipPayload(friendshipId))
    const step = friendshipStep(payload, this.#options.friends)
    log.info({ friendshipId, step }, 'friendship')
    if (step === 'ignore') return
    if (step === 'accept') await this.#persist(() => puppet.friendshipAccept(friendshipId))
    const { contactId } = payload
    const last = this.#greeted.get(contactId)
    if (last !== undefined && now() - last < GREETING_MS) return
    this.#greeted.set(contactId, now())
    const from = { channel, account: puppet.currentUserId, contactId, place: 'private' } as const
    await this.#options.deliver({
      id: `greeting:${contactId}:${friendshipId}`,
      at: now(),
      from,
      kind: 'greeting',
      text: '',
    })
  }
}
