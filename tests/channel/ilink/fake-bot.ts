import { randomBytes } from 'node:crypto'
import type { Clock } from '../../../src/channel/puppets/ilink/clock.ts'
import type { MessageItem, WeixinMessage } from '../../../src/channel/puppets/ilink/protocol.ts'

const HOUR = 3_600_000
const WINDOW_MS = 24 * HOUR
const CAP = 10
/** So many sends within a second are too many. */
const BURST = 3
/** When an older bot of the same user dies, ms after the newer one was bound. */
export const OLDER_DIES_MS = 29_000

export interface Person {
  readonly userId: string
  lastWroteAt: number
  sentSince: number
  /** Whatever is sent to them is accepted and lost; it follows the person, not the bot. */
  drops: boolean
}

/** One bot: what one scan makes. */
export class FakeBot {
  readonly botId = `${randomBytes(6).toString('hex')}@im.bot`
  readonly token = randomBytes(16).toString('hex')
  readonly ticket = randomBytes(6).toString('base64')
  readonly person: Person
  diesAt = Number.POSITIVE_INFINITY
  /** The session has a hiccup: it is over until the bot says that it is there. */
  dozing = false
  /** How long a poll is held, ms. */
  readonly #holdMs: number
  /** Polls that are held. */
  held = 0
  readonly #clock: Clock
  readonly #queue: WeixinMessage[] = []
  readonly #sends: number[] = []
  readonly #clientIds = new Set<string>()
  /** How far each opaque cursor is. */
  readonly #cursors = new Map<string, number>([['', 0]])
  #arrived = new AbortController()

  constructor(clock: Clock, person: Person, holdMs: number) {
    this.#holdMs = holdMs
    this.#clock = clock
    this.person = person
  }

  get isDead(): boolean {
    return this.#clock.now() >= this.diesAt || this.dozing
  }

  push(message: WeixinMessage): void {
    this.#queue.push(message)
    this.wake()
  }

  /** Lets held polls look again. */
  wake(): void {
    this.#arrived.abort()
    this.#arrived = new AbortController()
  }

  async updates(cursor: string, gone: AbortSignal, changed: () => void): Promise<object> {
    const from = this.#cursors.get(cursor)
    if (from === undefined) return { ret: -1, errmsg: 'no such cursor' }
    if (!this.isDead && this.#queue.length <= from) {
      this.held++
      changed()
      const ms = Math.min(this.#holdMs, this.diesAt - this.#clock.now())
      await this.#clock.wait(ms, AbortSignal.any([this.#arrived.signal, gone]))
      this.held--
    }
    if (this.isDead) return { ret: -14, errcode: -14, errmsg: 'session timeout' }
    const next = randomBytes(9).toString('base64')
    this.#cursors.set(next, this.#queue.length)
    return { ret: 0, msgs: this.#queue.slice(from), get_updates_buf: next, longpolling_timeout_ms: this.#holdMs }
  }

  /** Why a send is refused; undefined: it is not. */
  refusal({ client_id, item_list = [], message_type, message_state }: WeixinMessage): object | undefined {
    if (this.isDead) return { ret: -14, errmsg: 'session timeout' }
    if (
      !client_id ||
      item_list.length !== 1 ||
      message_type !== 2 ||
      message_state !== 2 ||
      this.#clientIds.has(client_id)
    )
      return { ret: -2, errmsg: 'invalid arguments' }
    this.#clientIds.add(client_id)
    const now = this.#clock.now()
    if (now - this.person.lastWroteAt > WINDOW_MS || this.person.sentSince >= CAP)
      return { ret: -2, errmsg: 'prepare failed' }
    this.#sends.push(now)
    if (this.#sends.filter((at) => at > now - 1_000).length > BURST) return { ret: -2, errmsg: 'rate limited' }
    this.person.sentSince++
    return undefined
  }
}

/** What one item is, for a test to look at. */
export const textOf = ({ text_item }: MessageItem): string | undefined => text_item?.text
