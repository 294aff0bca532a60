import { capabilitiesOf } from '../../src/channel/capabilities.ts'
import type { Alias, Capabilities, Channel, ChannelSink, OutboundFile } from '../../src/channel/port.ts'
import { ChannelError } from '../../src/errors.ts'

/** How a send ends: `sent`, or one of a ChannelError's outcomes. */
export type Ending = 'sent' | ChannelError['outcome']

/** A send that is under way until the test lets it end. */
export interface HeldSend {
  /** Resolves when the text has been handed to the channel. */
  readonly reached: Promise<void>
  end(ending: Ending): void
}

/** A channel in memory: keeps what it is handed, and each send ends as the test says. */
export class RecordingChannel implements Channel {
  capabilities: Capabilities = capabilitiesOf('wechaty-puppet-service')
  /** Every text that was handed over, sent or not, in order. */
  readonly handed: { to: Alias; text: string }[] = []
  /** What arrived. */
  readonly files: { to: Alias; name: string; bytes: Uint8Array }[] = []
  readonly sent: { to: Alias; text: string }[] = []
  /** How each send to a contact ends; a text may be looked at. */
  ending: (to: Alias, text: string) => Ending = () => 'sent'
  /** What a failed send's error is caused by: puppets quote what they could not send. */
  cause: unknown
  readonly #held = new Map<string, { reached: () => void; ended: Promise<Ending> }>()
  readonly #ends: ((ending: Ending) => void)[] = []

  async start(_sink: ChannelSink): Promise<void> {}

  async stop(): Promise<void> {}

  async send(to: Alias, text: string): Promise<void> {
    this.handed.push({ to, text })
    const held = this.#held.get(to.contactId)
    this.#held.delete(to.contactId)
    held?.reached()
    const ending = held === undefined ? this.ending(to, text) : await held.ended
    if (ending !== 'sent') throw new ChannelError(ending, 'not sent', this.cause)
    this.sent.push({ to, text })
  }

  async sendFile(to: Alias, { name, bytes }: OutboundFile): Promise<void> {
    await this.send(to, `📎 ${name}`)
    this.files.push({ to, name, bytes })
  }

  /** Makes the next send to a contact hang. */
  hold(contactId: string): HeldSend {
    let reached = (): void => {}
    let end: (ending: Ending) => void = () => {}
    const reaching = new Promise<void>((resolve) => {
      reached = resolve
    })
    const ended = new Promise<Ending>((resolve) => {
      end = resolve
    })
    this.#held.set(contactId, { reached, ended })
    this.#ends.push(end)
    return { reached: reaching, end }
  }

  /** Lets every send end that still hangs. */
  releaseAll(): void {
    for (const end of this.#ends) end('sent')
  }

  /** Starts counting anew. */
  forget(): void {
    this.handed.length = 0
    this.sent.length = 0
  }

  /** The texts that a contact got, in order. */
  textsTo(contactId: string): string[] {
    return this.sent.filter(({ to }) => to.contactId === contactId).map(({ text }) => text)
  }
}
