import { Readable } from 'node:stream'
import { FileBox, type FileBoxInterface } from 'file-box'
import * as PUPPET from 'wechaty-puppet'
import { Binding } from './binding.ts'
import { type BindingState, type BindingStore, memoryStore, newBinding } from './binding-state.ts'
import { Cdn } from './cdn.ts'
import { QrClient } from './client.ts'
import { type Clock, systemClock } from './clock.ts'
import { KeptMessages } from './kept-messages.ts'
import { API_BASE, CDN_BASE, type WeixinMessage } from './protocol.ts'
import { logInByQr, type ScanStep } from './qr-login.ts'
import { keptOf } from './received.ts'
import { type Transport, trustsTencent } from './transport.ts'

/** The account as Wechaty sees it. A bot's own id is another one after each scan, and each user has a bot of their own. */
export const ACCOUNT = 'ilink'

const HEARTBEAT_MS = 15_000
/** Wechaty's watchdog resets a puppet that stays silent. */
const WATCHDOG_SECONDS = 86_400
/** How long a code that could not be had, or that nobody scanned, is not asked for again, ms. */
const QR_AGAIN_MS = 10_000
const NOBODY_AGAIN_MS = 600_000

const TENCENT = { api: API_BASE, cdn: CDN_BASE, fetch, trusts: trustsTencent }

const { ScanStatus } = PUPPET.types
const SCAN_STATUS: Readonly<Record<ScanStep['step'], PUPPET.types.ScanStatus>> = {
  waiting: ScanStatus.Waiting,
  scanned: ScanStatus.Scanned,
  verify: ScanStatus.Scanned,
  confirmed: ScanStatus.Confirmed,
  expired: ScanStatus.Timeout,
}

/** Something that the operator should know of one user's binding. */
export interface Notice {
  readonly kind: 'bound' | 'ended' | 'refused' | 'dropped' | 'not-saved'
  readonly userId: string
}

export interface IlinkOptions {
  /** Epoch ms. */
  readonly now: () => number
  /** Where logins are kept; without it every start needs a new scan. */
  readonly store?: BindingStore
  /**
   * When a message counts as taken, so that it is not delivered again after a death of the process: when it has been
   * announced, or when `conversationReadMark` was called for it, once a message.
   */
  readonly acknowledge?: 'announced' | 'readMark'
  /** Asks for the number that a phone shows to whoever scans; undefined: nobody can be asked. */
  readonly verifyCode?: (signal: AbortSignal) => Promise<string | undefined>
  readonly onNotice?: (notice: Notice) => void
  /** For tests: where to call instead of Tencent, and a clock that passes as they like. */
  readonly hosts?: Pick<Transport, 'fetch' | 'trusts'> & { readonly api: string; readonly cdn: string }
  readonly clock?: Clock
}

/**
 * A puppet for iLink, Tencent's own channel for personal bots.
 *
 * Each scan binds one WeChat user to a bot of their own; to Wechaty all of them are contacts of one account, which is
 * logged in while any binding is alive. With none it draws a code (`scan`) until somebody scans it; `invite` draws
 * further ones.
 */
export class PuppetIlink extends PUPPET.Puppet {
  static override readonly VERSION = '0.1.0'

  readonly #options: IlinkOptions
  readonly #transport: Transport
  readonly #store: BindingStore
  readonly #cdn: Cdn
  readonly #qr: QrClient
  readonly #messages = new KeptMessages()
  readonly #bindings = new Map<string, Binding>()
  readonly #aliases = new Map<string, string>()
  #stopped = new AbortController()
  #work: Promise<unknown>[] = []
  #isAsking = false

  constructor(options: IlinkOptions) {
    // The base class turns its options into JSON, which a function cannot become.
    super({ timeoutSeconds: WATCHDOG_SECONDS })
    const { now, clock = systemClock(now), hosts, store = memoryStore() } = options
    const { api, cdn, ...means } = hosts ?? TENCENT
    this.#options = options
    this.#store = store
    this.#transport = { clock, ...means }
    this.#cdn = new Cdn(this.#transport, cdn)
    this.#qr = new QrClient(this.#transport, api)
  }

  override name(): string {
    return 'wechaty-puppet-ilink'
  }

  override version(): string {
    return PuppetIlink.VERSION
  }

  override async onStart(): Promise<void> {
    this.#stopped = new AbortController()
    const { signal } = this.#stopped
    this.#work = [this.#beat(signal)]
    for (const state of await this.#store.load()) this.#open(state)
    setImmediate(() => {
      if (signal.aborted) return
      if (this.#active().length > 0) this.#logIn()
      else this.#ask()
    })
  }

  override async onStop(): Promise<void> {
    this.#stopped.abort()
    await Promise.all([...this.#bindings.values()].map((binding) => binding.stop()))
    await Promise.all(this.#work)
    this.#bindings.clear()
  }

  override ding(data?: string): void {
    this.emit('dong', { data: data ?? '' })
  }

  /**
   * Draws codes by `show` until somebody has scanned one and said yes, or nobody did. Resolves with the user's id; null
   * when nobody came, or whoever came is bound already.
   *
   * @throws IlinkError when no code can be had
   */
  async invite(show: (step: ScanStep) => void, signal: AbortSignal = this.#stopped.signal): Promise<string | null> {
    const { clock, trusts } = this.#transport
    const ended = await logInByQr({
      client: this.#qr,
      clock,
      trusts,
      show,
      tokens: this.#active().flatMap(({ state }) => state.token ?? []),
      verifyCode: this.#options.verifyCode,
      signal: AbortSignal.any([signal, this.#stopped.signal]),
    })
    if (ended.end !== 'login') return null
    const { userId } = ended.login
    const before = this.#bindings.get(userId)
    await before?.stop()
    const state = newBinding(ended.login, before?.state)
    await this.#store.save(state).catch(() => this.#notice('not-saved', userId))
    this.#open(state)
    this.#notice('bound', userId)
    this.#logIn()
    return userId
  }

  /** Which users are bound, and whether their login is alive. */
  bindings(): readonly { readonly userId: string; readonly isActive: boolean }[] {
    return [...this.#bindings.values()].map(({ state, isActive }) => ({ userId: state.userId, isActive }))
  }

  /** One message of theirs has been dealt with: the typing sign ends, and the message needs no delivering again. */
  override async conversationReadMark(userId: string, _hasRead?: boolean): Promise<void> {
    if (this.#options.acknowledge === 'readMark') this.#bindings.get(userId)?.acknowledge()
  }

  override async messageSendText(userId: string, text: string): Promise<string> {
    const id = await this.#bindingOf(userId).sendText(text)
    this.#messages.sent(id, ACCOUNT, userId, this.#transport.clock.now(), { text })
    return id
  }

  override async messageSendFile(userId: string, file: FileBoxInterface): Promise<string> {
    const id = await this.#bindingOf(userId).sendFile(file)
    this.#messages.sent(id, ACCOUNT, userId, this.#transport.clock.now(), { filename: file.name })
    return id
  }

  override async messageForward(userId: string, messageId: string): Promise<string> {
    const { payload, file } = this.#messages.get(messageId)
    if (file !== undefined) return this.messageSendFile(userId, await this.messageFile(messageId))
    return this.messageSendText(userId, payload.text ?? '')
  }

  override async messageFile(id: string): Promise<FileBoxInterface> {
    const { file } = this.#messages.get(id)
    if (file === undefined) throw new Error(`no file in message ${id}`)
    return FileBox.fromStream(Readable.from(this.#cdn.download(file.media, file.hexKey)), file.name)
  }

  override async messageImage(id: string, _size: PUPPET.types.Image): Promise<FileBoxInterface> {
    return this.messageFile(id)
  }

  override async messageRawPayload(id: string): Promise<PUPPET.payloads.Message> {
    return this.#messages.get(id).payload
  }

  override async messageRawPayloadParser(payload: PUPPET.payloads.Message): Promise<PUPPET.payloads.Message> {
    return payload
  }

  override async contactRawPayload(id: string): Promise<PUPPET.payloads.Contact> {
    if (id !== ACCOUNT && !this.#bindings.has(id)) throw new Error(`no contact ${id}`)
    const name = this.#aliases.get(id) ?? id
    const { ContactGender, Contact } = PUPPET.types
    return { id, name, avatar: '', friend: true, gender: ContactGender.Unknown, phone: [], type: Contact.Individual }
  }

  override async contactRawPayloadParser(payload: PUPPET.payloads.Contact): Promise<PUPPET.payloads.Contact> {
    return payload
  }

  override contactAlias(id: string): Promise<string>
  override contactAlias(id: string, alias: string | null): Promise<void>
  override async contactAlias(id: string, alias?: string | null): Promise<unknown> {
    if (alias === undefined) return this.#aliases.get(id) ?? ''
    if (alias === null) this.#aliases.delete(id)
    else this.#aliases.set(id, alias)
    return undefined
  }

  override async contactList(): Promise<string[]> {
    return [ACCOUNT, ...this.#bindings.keys()]
  }

  override async roomList(): Promise<string[]> {
    return []
  }

  #active(): readonly Binding[] {
    return [...this.#bindings.values()].filter(({ isActive }) => isActive)
  }

  #open(state: BindingState): void {
    const { userId } = state
    const binding = new Binding(state, {
      transport: this.#transport,
      cdn: this.#cdn,
      store: this.#store,
      deliver: (message) => this.#deliver(message),
      acknowledges: this.#options.acknowledge === 'readMark',
      notice: (kind) => this.#notice(kind, userId),
    })
    this.#bindings.set(userId, binding)
    if (binding.isActive) binding.listen(() => void this.#ended())
  }

  #deliver(message: WeixinMessage): number {
    const kept = keptOf(message, ACCOUNT, (id) => this.#messages.find(id)?.payload)
    for (const one of kept) {
      this.#messages.keep(one)
      this.emit('message', { messageId: one.payload.id })
    }
    return kept.length
  }

  #bindingOf(userId: string): Binding {
    const binding = this.#bindings.get(userId)
    if (binding === undefined) throw new Error(`no contact ${userId}`)
    return binding
  }

  #logIn(): void {
    if (this.isLoggedIn || this.#stopped.signal.aborted) return
    this.login(ACCOUNT)
    this.emit('ready', { data: 'ilink' })
  }

  async #ended(): Promise<void> {
    if (this.#stopped.signal.aborted || this.#active().length > 0) return
    await this.logout('the session is over (ret=-14)')
    this.#ask()
  }

  /** Draws codes until somebody is bound. */
  #ask(): void {
    if (this.#isAsking || this.#stopped.signal.aborted) return
    this.#isAsking = true
    const asking = this.#askUntilBound(this.#stopped.signal).finally(() => {
      this.#isAsking = false
    })
    this.#work.push(asking)
  }

  async #askUntilBound(signal: AbortSignal): Promise<void> {
    const { clock } = this.#transport
    const show = ({ step, url }: ScanStep): void => {
      this.emit('scan', { status: SCAN_STATUS[step], qrcode: url, data: step })
    }
    while (!signal.aborted && this.#active().length === 0) {
      try {
        const userId = await this.invite(show, signal)
        if (userId === null) await clock.wait(NOBODY_AGAIN_MS, signal)
      } catch {
        await clock.wait(QR_AGAIN_MS, signal)
      }
    }
  }

  async #beat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.emit('heartbeat', { data: 'ilink' })
      await this.#transport.clock.wait(HEARTBEAT_MS, signal)
    }
  }

  #notice(kind: Notice['kind'], userId: string): void {
    this.#options.onNotice?.({ kind, userId })
  }
}
