import { connect } from 'node:net'
import type { WechatyInterface } from 'wechaty/impls'
import type { Puppet } from 'wechaty-puppet'
import type { Patient } from './supervisor.ts'

const PROBE_MS = 2_000

/** Events to which Wechaty reacts by loading things the bot never uses: for one message in a room, all its members. */
const COSTLY_EVENTS = [
  'message',
  'friendship',
  'room-join',
  'room-leave',
  'room-topic',
  'room-invite',
  'dirty',
] as const

type Listener = (...args: never[]) => void
type Listeners = ReadonlyMap<string | symbol, ReadonlySet<Listener>>

/** The puppet's side of a supervised bot. */
export class PuppetBody implements Patient {
  readonly #bot: WechatyInterface
  readonly #puppet: Puppet
  readonly #endpoint: string | undefined
  #own: Listeners = new Map()
  #botStarted = false

  /** `endpoint` is the gateway's `host:port` when there is a gateway. */
  constructor(bot: WechatyInterface, puppet: Puppet, endpoint: string | undefined) {
    this.#bot = bot
    this.#puppet = puppet
    this.#endpoint = endpoint
  }

  /** Lets Wechaty take the puppet over, without its costly listeners. */
  async init(): Promise<void> {
    withoutDiskCache(this.#puppet)
    const before = listenersOf(this.#puppet)
    await this.#bot.init()
    shed(this.#puppet, before, COSTLY_EVENTS)
  }

  /** Call it when everything listens that shall survive a restart. */
  keepListeners(): void {
    this.#own = listenersOf(this.#puppet)
  }

  running(): boolean {
    return this.#puppet.state.active() === true
  }

  reachable(): Promise<boolean> {
    const address = /^(?:dns:\/+)?\[?(.+?)\]?:(\d+)$/.exec(this.#endpoint ?? '')
    return address === null ? Promise.resolve(true) : canConnect(address[1] as string, Number(address[2]))
  }

  async start(): Promise<void> {
    if (this.#botStarted) return this.#puppet.start()
    this.#botStarted = true
    await this.#bot.start()
  }

  /** Also takes away the listeners that the base classes add at each start and never remove. */
  async stop(): Promise<void> {
    try {
      if (this.#puppet.state.inactive() !== true) await this.#puppet.stop()
    } finally {
      shed(this.#puppet, this.#own)
      const { __watchdog: agent } = this.#puppet as unknown as {
        __watchdog?: { watchdog?: { removeAllListeners(event: string): void } }
      }
      agent?.watchdog?.removeAllListeners('reset')
    }
  }

  ding(): void {
    this.#puppet.ding('shoumi')
  }
}

/**
 * Takes away the puppet service's cache on disk; the one in memory stays.
 *
 * Its databases are closed in the background at a logout and opened at a login, and when the two come close together
 * the lock is still held and the process dies of an error that nobody can catch. It also keeps contacts in clear.
 */
function withoutDiskCache(puppet: Puppet): void {
  if ('_payloadStore' in puppet) puppet._payloadStore = { start: async () => {}, stop: async () => {} }
}

function listenersOf(puppet: Puppet): Listeners {
  const found = new Map<string | symbol, ReadonlySet<Listener>>()
  for (const event of puppet.eventNames()) found.set(event, new Set(puppet.rawListeners(event as never) as Listener[]))
  return found
}

function shed(puppet: Puppet, kept: Listeners, events: readonly (string | symbol)[] = puppet.eventNames()): void {
  for (const event of events) {
    for (const listener of puppet.rawListeners(event as never) as Listener[]) {
      if (!kept.get(event)?.has(listener)) puppet.removeListener(event as never, listener as never)
    }
  }
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PROBE_MS })
    const settle = (reachable: boolean): void => {
      socket.destroy()
      resolve(reachable)
    }
    // Without a listener a local connection can meet itself, when it is given the port that it looks for.
    socket.once('connect', () => settle(socket.localPort !== port))
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
  })
}
