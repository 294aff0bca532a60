import type { Channel, ChannelSink, ChannelStatus, Inbound } from '../../src/channel/port.ts'
import type { Log, LogFields } from '../../src/log.ts'
import { Watchers } from './watchers.ts'

/** Long, since a machine may be busy: a wait that is met ends at once. */
const WAIT_MS = 40_000

/** The house as a channel sees it: keeps what it is told, and answers when a test wants it to. */
export class RecordingHouse implements ChannelSink {
  readonly inbound: Inbound[] = []
  readonly statuses: ChannelStatus[] = []
  readonly logged: { level: string; fields: LogFields; message: string }[] = []
  /** What a turn does. */
  turn: (inbound: Inbound) => Promise<void> = async () => {}
  readonly log: Log
  readonly #watchers = new Watchers(WAIT_MS)

  constructor() {
    const write = (level: string) => (fields: LogFields, message: string) => {
      this.logged.push({ level, fields, message })
      this.check()
    }
    this.log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  }

  async receive(inbound: Inbound): Promise<void> {
    this.inbound.push(inbound)
    this.check()
    await this.turn(inbound)
  }

  status(status: ChannelStatus): void {
    this.statuses.push(status)
    this.check()
  }

  /** The first message that `matches`, now or later. */
  received(matches: (inbound: Inbound) => boolean): Promise<Inbound> {
    return this.until(() => this.inbound.find(matches))
  }

  /** Resolves when the last status is `status`; `from` skips what was told before. */
  async reached(status: ChannelStatus, from = 0): Promise<void> {
    await this.until(() => (this.statuses.length > from && this.statuses.at(-1) === status ? true : undefined))
  }

  until<T>(pick: () => T | undefined): Promise<T> {
    return this.#watchers.until(pick, () => `statuses ${this.statuses}, ${this.inbound.length} messages`)
  }

  /** Lets the channel's replies go out as `echo`. */
  echoThrough(channel: Channel): void {
    this.turn = (inbound) => channel.send(inbound.from, `echo ${inbound.text}`)
  }

  /** Looks again whether what is waited for has happened. */
  check(): void {
    this.#watchers.check()
  }
}
