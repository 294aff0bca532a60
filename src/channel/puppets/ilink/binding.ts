import type { FileBoxInterface } from 'file-box'
import { Acknowledged } from './acknowledged.ts'
import type { BindingState, BindingStore } from './binding-state.ts'
import type { Cdn } from './cdn.ts'
import { BotClient } from './client.ts'
import { IlinkError, OVERLOADED } from './ilink-error.ts'
import { fileItem, outgoing, textItem } from './outgoing.ts'
import { poll } from './poller.ts'
import type { MessageItem, WeixinMessage } from './protocol.ts'
import { counted, heard, isExhausted, waitOf } from './quota.ts'
import { idOf, isFromUser } from './received.ts'
import { remembered, Taken } from './taken.ts'
import type { Transport } from './transport.ts'
import { Typing } from './typing.ts'

export interface BindingParts {
  readonly transport: Transport
  readonly cdn: Cdn
  readonly store: BindingStore
  /** Hands on a message, and says in how many parts. Must not throw. */
  deliver(message: WeixinMessage): number
  /** Will each part be acknowledged? */
  readonly acknowledges: boolean
  /** Something that the operator should know. */
  notice(kind: 'ended' | 'refused' | 'dropped' | 'not-saved'): void
}

/** One user and their bot: a poller, a cursor, a token, what may still be sent. */
export class Binding {
  readonly #parts: BindingParts
  readonly #client: BotClient
  readonly #taken: Taken
  readonly #typing: Typing
  readonly #acknowledged: Acknowledged
  readonly #stopped = new AbortController()
  #state: BindingState
  #polling: Promise<unknown> = Promise.resolve()
  #sending: Promise<unknown> = Promise.resolve()
  #saving: Promise<void> | undefined
  #isDirty = false

  constructor(state: BindingState, parts: BindingParts) {
    const { transport } = parts
    this.#parts = parts
    this.#state = state
    this.#client = new BotClient(transport, { token: state.token ?? '', base: state.base })
    this.#taken = new Taken(state.seen)
    this.#typing = new Typing(this.#client, transport.clock, state.userId, () => this.#state.contextToken ?? undefined)
    this.#acknowledged = new Acknowledged((cursor, ids) => {
      const seen = remembered([...this.#state.seen, ...ids])
      if (ids.length > 0) this.#change({ cursor, seen })
      // A cursor alone is worth no write: it is kept with the next message, or when the bot stops.
      else this.#state = { ...this.#state, cursor }
    })
  }

  get state(): BindingState {
    return this.#state
  }

  get isActive(): boolean {
    return this.#state.token !== null
  }

  /** Begins to listen; `onEnded` is called when the login is over. */
  listen(onEnded: () => void): void {
    const { clock } = this.#parts.transport
    const { cursor } = this.#state
    const { signal } = this.#stopped
    this.#polling = poll({
      client: this.#client,
      clock,
      cursor,
      take: (all, next) => this.#take(all, next),
      signal,
    }).then(async (how) => {
      if (how === 'stopped') return
      this.#typing.stop()
      this.#change({ token: null, cursor: '' })
      await this.#saving
      this.#parts.notice('ended')
      onEnded()
    })
  }

  /** Ends the poll and says goodbye. What was taken is saved. */
  async stop(): Promise<void> {
    if (this.#stopped.signal.aborted) return
    this.#stopped.abort()
    this.#typing.stop()
    await this.#polling
    if (this.isActive) {
      this.#change({})
      await this.#client.notify('notifystop').catch(() => {})
    }
    await this.#saving
  }

  /** One part of a message has been dealt with. */
  acknowledge(): void {
    this.#acknowledged.done()
    if (this.#acknowledged.open === 0) this.#typing.stop()
  }

  /** Resolves with the id under which the message is known. */
  sendText(text: string): Promise<string> {
    return this.#send(async () => textItem(text))
  }

  sendFile(file: FileBoxInterface): Promise<string> {
    const { cdn } = this.#parts
    return this.#send(async () =>
      fileItem(cdn, this.#client, this.#state.userId, { name: file.name, bytes: await file.toBuffer() }),
    )
  }

  /** Sends one thing after the other, never too close together, and not at all while it would be refused. */
  #send(make: () => Promise<MessageItem>): Promise<string> {
    const sending = this.#sending.then(() => this.#sendNext(make))
    this.#sending = sending.catch(() => {})
    return sending
  }

  async #sendNext(make: () => Promise<MessageItem>): Promise<string> {
    const { clock } = this.#parts.transport
    this.#check()
    const item = await make()
    await clock.wait(waitOf(this.#state.quota, clock.now()), this.#stopped.signal)
    this.#check()
    this.#taken.answered()
    try {
      const { message_id: id } = await this.#client.send(outgoing(this.#state.userId, item, this.#state.contextToken))
      this.#change({ quota: counted(this.#state.quota, clock.now()) })
      if (id === undefined) throw new IlinkError('dropped', 'sendmessage', { ret: 0 })
      return String(id)
    } catch (error) {
      this.#failed(error)
      throw error
    } finally {
      if (this.#acknowledged.open === 0) this.#typing.stop()
    }
  }

  /** @throws IlinkError when a message would be refused: asking the server to do so makes it worse. */
  #check(): void {
    if (!this.isActive) throw new IlinkError('held', 'sendmessage', { ret: -14 })
    if (this.#stopped.signal.aborted) throw new IlinkError('offline', 'sendmessage')
    if (isExhausted(this.#state.quota, this.#parts.transport.clock.now()))
      throw new IlinkError('held', 'sendmessage', { ret: OVERLOADED })
  }

  #failed(error: unknown): void {
    const { quota } = this.#state
    if (!(error instanceof IlinkError)) return
    if (error.kind === 'dropped' || error.ret === OVERLOADED) {
      const closedBy = error.kind === 'dropped' ? 'dropped' : 'refused'
      this.#change({ quota: { ...quota, closedBy } })
      this.#parts.notice(closedBy)
    } else if (error.kind !== 'offline') this.#change({ quota: counted(quota, this.#parts.transport.clock.now()) })
  }

  #take(messages: readonly WeixinMessage[], cursor: string): void {
    const ids: string[] = []
    let parts = 0
    for (const message of messages) {
      try {
        const taken = this.#takeOne(message)
        if (taken === undefined) continue
        ids.push(idOf(message))
        parts += taken
      } catch {
        // A message that makes no sense must not keep the others from being heard.
      }
    }
    this.#acknowledged.came(cursor, ids, this.#parts.acknowledges ? parts : 0)
    if (parts > 0) this.#typing.start()
  }

  #takeOne(message: WeixinMessage): number | undefined {
    const { clock } = this.#parts.transport
    if (!isFromUser(message, this.#state.userId)) return undefined
    const at = message.create_time_ms ?? clock.now()
    const text = message.item_list?.length === 1 ? (message.item_list[0]?.text_item?.text ?? '') : ''
    if (!this.#taken.take(idOf(message), text, at)) return undefined
    this.#state = {
      ...this.#state,
      quota: heard(this.#state.quota, Math.min(at, clock.now())),
      contextToken: message.context_token || this.#state.contextToken,
    }
    return this.#parts.deliver(message)
  }

  #change(changes: Partial<BindingState>): void {
    this.#state = { ...this.#state, ...changes }
    this.#isDirty = true
    this.#saving ??= this.#save().finally(() => {
      this.#saving = undefined
    })
  }

  /** Writes the newest state until it is written. */
  async #save(): Promise<void> {
    while (this.#isDirty) {
      this.#isDirty = false
      try {
        await this.#parts.store.save(this.#state)
      } catch {
        this.#parts.notice('not-saved')
      }
    }
  }
}
