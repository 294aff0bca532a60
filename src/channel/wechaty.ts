import { FileBox } from 'file-box'
import { WechatyBuilder } from 'wechaty'
import * as PUPPET from 'wechaty-puppet'
import { type Puppet, type PuppetOptions, log as wechatyLog } from 'wechaty-puppet'
import { ChannelError, ConfigError } from '../errors.ts'
import { describeError, type Log } from '../log.ts'
import { capabilitiesOf } from './capabilities.ts'
import { withDeadline } from './deadline.ts'
import { checkFriendPolicy, type FriendPolicy } from './friendship.ts'
import { Intake } from './intake.ts'
import type { Alias, Capabilities, Channel, ChannelSink, ChannelStatus, Inbound, OutboundFile } from './port.ts'
import { PuppetBody } from './puppet-body.ts'
import { isInstalled, notInstalled } from './puppet-env.ts'
import { PuppetTerminal } from './puppets/terminal.ts'
import { printableLine } from './puppets/terminal-screen.ts'
import { grpcCode, sendWithin } from './sending.ts'
import { Supervisor, type SupervisorTiming } from './supervisor.ts'

const SEND_TIMEOUT_MS = 20_000
const STOP_TIMEOUT_MS = 5_000
/** Wechaty's own watchdog would reset a quiet puppet each minute, beside our supervisor: a day is as good as never. */
const WATCHDOG_SECONDS = 86_400
const UNAVAILABLE = 14
const UNAUTHENTICATED = 16

export interface WechatyChannelOptions {
  /** A package by its name, with the options for it, or a puppet that is already there. */
  readonly puppet: { readonly name: string; readonly options: PuppetOptions } | { readonly instance: Puppet }
  readonly friends: FriendPolicy
  /** Further names under which people in a room may call the bot. */
  readonly botNames?: readonly string[]
  readonly log: Log
  readonly now: () => number
  /** After how many ms a send counts as hanging. */
  readonly sendTimeoutMs?: number
  readonly onQrcode: (url: string, status: PUPPET.types.ScanStatus) => void
  /** The terminal's input has ended and the last turn is finished. */
  readonly onEnd?: () => void
  /** Something came from the other side: a message, a heartbeat, the answer to a ding. */
  readonly onHeartbeat?: () => void
  /** Where the login is remembered: `prepareLoginMemory().name`. Nowhere when it is missing. */
  readonly memory?: string
  /** The puppet behind a gateway, whose limits do not travel over the wire; absent: what the name tells. */
  readonly behind?: string
  /** What the operator knows better than the puppet's name tells. */
  readonly capabilities?: Partial<Capabilities>
  /** Mark a conversation as read when its turn is finished; the terminal needs it and always gets it. */
  readonly readMark?: boolean
  /** How much Wechaty says on stderr. It quotes messages from `verbose` on, and sometimes in its errors. */
  readonly wechatyLogLevel?: 'silent' | 'error' | 'warn' | 'info' | 'verbose' | 'silly'
  readonly timing?: Partial<SupervisorTiming>
}

/**
 * A channel by way of any Wechaty puppet: WeChat through a puppet service or a puppet package, or the terminal.
 *
 * `start` rejects with a ConfigError when the puppet cannot be made at all; a gateway that is down is waited for.
 *
 * @throws ConfigError when the friend policy makes no sense or the puppet is not installed
 */
export function createWechatyChannel(options: WechatyChannelOptions): Channel {
  checkFriendPolicy(options.friends)
  const { puppet } = options
  if ('name' in puppet && !isInstalled(puppet.name)) throw new ConfigError(notInstalled(puppet.name))
  return new WechatyChannel(options)
}

class WechatyChannel implements Channel {
  readonly capabilities: Capabilities
  readonly #options: WechatyChannelOptions
  readonly #name: string
  readonly #stopped = new AbortController()
  #status: ChannelStatus = 'offline'
  #sink: ChannelSink | undefined
  #puppet: Puppet | undefined
  #supervisor: Supervisor | undefined
  #stopBot: () => Promise<void> = async () => {}
  #complained = false
  /** The puppet itself still says that it is logged in while it tells of its logout. */
  #loggedOut = false

  constructor(options: WechatyChannelOptions) {
    this.#options = options
    this.#name = 'name' in options.puppet ? options.puppet.name : options.puppet.instance.name()
    this.capabilities = capabilitiesOf(options.behind ?? this.#name, options.capabilities)
  }

  async start(sink: ChannelSink): Promise<void> {
    const { log, now, memory, timing } = this.#options
    wechatyLog.level(this.#options.wechatyLogLevel ?? 'silent')
    wechatyLog.enableLogging((_level, text) => {
      process.stderr.write(`${printableLine(text ?? '')}\n`)
    })
    this.#sink = sink
    const puppet = await this.#makePuppet()
    const bot = WechatyBuilder.build({ puppet: puppet as never, ...(memory === undefined ? {} : { name: memory }) })
    bot.on('error', (error) => log.debug(describeError(error), 'wechaty error'))
    const body = new PuppetBody(bot, puppet, this.#endpoint())
    await body.init()
    const intake = new Intake({
      puppet,
      channel: this.#name,
      botNames: this.#options.botNames ?? [],
      unknown: this.capabilities.unknownIsSaid ? 'other' : 'unknown',
      friends: this.#options.friends,
      log,
      now,
      stopped: this.#stopped.signal,
      deliver: (inbound) => this.#deliver(inbound),
    })
    const supervisor = new Supervisor(body, { log, timing, onLost: () => this.#setStatus('offline') })
    this.#puppet = puppet
    this.#supervisor = supervisor
    this.#stopBot = () => bot.stop()
    this.#listen(puppet, intake, supervisor)
    body.keepListeners()
    supervisor.begin()
  }

  async send(to: Alias, text: string): Promise<void> {
    await this.#send((puppet) => puppet.messageSendText(to.contactId, text))
  }

  async sendFile(to: Alias, { name, bytes }: OutboundFile): Promise<void> {
    // A small file made from a buffer does not get through a puppet service.
    const box = FileBox.fromBase64(Buffer.from(bytes).toString('base64'), name)
    await this.#send((puppet) => puppet.messageSendFile(to.contactId, box))
  }

  async #send(send: (puppet: Puppet) => Promise<unknown>): Promise<void> {
    const puppet = this.#puppet
    if (puppet === undefined || this.#status === 'offline' || !puppet.isLoggedIn) {
      throw new ChannelError('offline', 'the account is not logged in')
    }
    try {
      await sendWithin(this.#options.sendTimeoutMs ?? SEND_TIMEOUT_MS, () => send(puppet))
    } catch (error) {
      if (error instanceof ChannelError && error.outcome !== 'failed') this.#supervisor?.suspect()
      throw error
    }
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#status = 'offline'
    await this.#supervisor?.stop()
    await withDeadline(this.#stopBot(), STOP_TIMEOUT_MS).catch((error: unknown) => {
      this.#options.log.warn(describeError(error), 'puppet did not stop in time')
    })
  }

  async #makePuppet(): Promise<Puppet> {
    if ('instance' in this.#options.puppet) return this.#options.puppet.instance
    const { name, options } = this.#options.puppet
    try {
      const made = await PUPPET.helpers.resolvePuppet({
        puppet: name as never,
        puppetOptions: { timeoutSeconds: WATCHDOG_SECONDS, ...options },
      })
      return made as Puppet
    } catch (error) {
      throw new ConfigError(
        `WECHATY_PUPPET=${name}:这个 puppet 起不来。请检查它的设置和版本,或重新 npm install ${name}。`,
        error,
      )
    }
  }

  /** The gateway's address, when there is one to be probed. */
  #endpoint(): string | undefined {
    return 'name' in this.#options.puppet ? this.#options.puppet.options.endpoint : undefined
  }

  #listen(puppet: Puppet, intake: Intake, supervisor: Supervisor): void {
    const { log } = this.#options
    puppet.on('login', () => {
      this.#complained = false
      this.#loggedOut = false
      supervisor.settled()
      this.#setStatus('online')
    })
    puppet.on('ready', () => {
      supervisor.alive()
      this.#options.onHeartbeat?.()
      this.#onlineIfLoggedIn(puppet)
    })
    puppet.on('logout', () => {
      this.#loggedOut = true
      this.#setStatus('offline')
    })
    puppet.on('stop', () => supervisor.lost('stopped by itself'))
    puppet.on('dong', () => {
      supervisor.answered()
      this.#options.onHeartbeat?.()
      this.#onlineIfLoggedIn(puppet)
    })
    puppet.on('heartbeat', () => {
      supervisor.alive()
      this.#options.onHeartbeat?.()
    })
    puppet.on('scan', ({ qrcode, status }) => this.#guard('scan', () => this.#options.onQrcode(qrcode ?? '', status)))
    puppet.on('message', ({ messageId }) => {
      supervisor.alive()
      this.#options.onHeartbeat?.()
      if (!this.#stopped.signal.aborted) intake.message(messageId)
    })
    puppet.on('friendship', ({ friendshipId }) => {
      if (!this.#stopped.signal.aborted) intake.friendship(friendshipId)
    })
    puppet.on('error', (payload) => {
      const code = errorCode(payload)
      log.debug({ grpc: code }, 'puppet error')
      if (code === UNAUTHENTICATED && !this.#complained) {
        this.#complained = true
        log.error({ grpc: code }, '网关不认这个 token,请核对 WECHATY_PUPPET_SERVICE_TOKEN 和网关那边是否一样')
      }
      if (code !== UNAVAILABLE) return supervisor.suspect()
      this.#setStatus('offline')
      supervisor.lost('unavailable')
    })
    if (puppet instanceof PuppetTerminal)
      void puppet.ended.then(() => this.#guard('end', () => this.#options.onEnd?.()))
  }

  async #deliver(inbound: Inbound): Promise<void> {
    try {
      await this.#sink?.receive(inbound)
    } catch (error) {
      this.#options.log.error({ messageId: inbound.id, ...describeError(error) }, 'message not handled')
    }
    if (this.#options.readMark !== true && !(this.#puppet instanceof PuppetTerminal)) return
    try {
      await this.#puppet?.conversationReadMark(inbound.from.contactId)
    } catch (error) {
      this.#options.log.debug(describeError(error), 'conversation not marked as read')
    }
  }

  /** An error may be told late, of a connection that has been replaced since: an answer from the new one counts more. */
  #onlineIfLoggedIn(puppet: Puppet): void {
    if (puppet.isLoggedIn && !this.#loggedOut && puppet.state.active() === true) this.#setStatus('online')
  }

  #setStatus(status: ChannelStatus): void {
    if (status === this.#status || this.#stopped.signal.aborted) return
    this.#status = status
    this.#options.log.debug({ status }, 'channel status')
    this.#guard('status', () => this.#sink?.status(status))
  }

  /** A callback that throws inside an event would end the process. */
  #guard(what: string, callback: () => void): void {
    try {
      callback()
    } catch (error) {
      this.#options.log.error({ what, ...describeError(error) }, 'callback threw')
    }
  }
}

/** The gRPC status in an error event, whose error travels as JSON. */
function errorCode(payload: { gerror?: string; data?: string }): number | null {
  try {
    return grpcCode(JSON.parse(payload.gerror ?? payload.data ?? 'null'))
  } catch {
    return null
  }
}
