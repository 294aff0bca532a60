import { onTestFinished } from 'vitest'
import type * as PUPPET from 'wechaty-puppet'
import type { BindingState, BindingStore } from '../../../src/channel/puppets/ilink/binding-state.ts'
import { type IlinkOptions, type Notice, PuppetIlink } from '../../../src/channel/puppets/ilink/puppet.ts'
import { type FakeWorld, fakeWorld } from './fake-world.ts'

/** A store that can be looked into. */
export class OpenStore implements BindingStore {
  readonly states = new Map<string, BindingState>()
  isBroken = false

  async load(): Promise<readonly BindingState[]> {
    return [...this.states.values()]
  }

  async save(state: BindingState): Promise<void> {
    if (this.isBroken) throw new Error('disk full')
    this.states.set(state.userId, structuredClone(state))
  }
}

/** The puppet before the fake, and what it has announced. */
export class PuppetAtWork {
  readonly world: FakeWorld
  readonly store: OpenStore
  readonly puppet: PuppetIlink
  readonly scans: PUPPET.payloads.EventScan[] = []
  readonly events: string[] = []
  readonly received: PUPPET.payloads.Message[] = []
  readonly notices: Notice[] = []

  private constructor(world: FakeWorld, store: OpenStore, options: Partial<IlinkOptions>) {
    this.world = world
    this.store = store
    const { clock } = world
    this.puppet = new PuppetIlink({
      now: clock.now,
      clock,
      store,
      hosts: world.hosts,
      onNotice: (notice) => void this.notices.push(notice),
      ...options,
    })
    this.puppet.on('scan', (scan) => void this.scans.push(scan))
    for (const event of ['login', 'logout', 'ready'] as const) this.puppet.on(event, () => void this.events.push(event))
    this.puppet.on('error', ({ gerror }) => void this.events.push(`error ${gerror}`))
    this.puppet.on('message', ({ messageId }) => {
      void this.puppet.messagePayload(messageId).then((payload) => this.received.push(payload))
    })
  }

  static async open(
    options: Partial<IlinkOptions> = {},
    before?: { readonly world: FakeWorld; readonly store: OpenStore },
  ): Promise<PuppetAtWork> {
    const world = before?.world ?? (await fakeWorld())
    const open = new PuppetAtWork(world, before?.store ?? new OpenStore(), options)
    await open.puppet.start()
    onTestFinished(() => open.puppet.stop())
    await world.settle()
    return open
  }

  /** Somebody scans the code that is shown and says yes; the bot listens to them then. */
  async bind(userId: string): Promise<void> {
    const { fake } = this.world
    await this.world.until(() => fake.qr.codes.at(-1))
    fake.qr.scan(userId)
    await this.world.pass(2_000)
    fake.qr.confirm(userId)
    await this.world.until(() => this.puppet.bindings().find((one) => one.userId === userId && one.isActive))
    await this.world.settle()
  }

  /** The texts that somebody got. */
  textsTo(userId: string): (string | undefined)[] {
    return this.world.fake.delivered.filter(({ to }) => to === userId).map(({ text }) => text)
  }

  texts(): (string | undefined)[] {
    return this.received.map(({ text }) => text)
  }

  /** Begins a send and lets time pass until it is through. */
  async send(userId: string, text: string): Promise<string> {
    await this.world.settle()
    return this.through(this.puppet.messageSendText(userId, text))
  }

  async through<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = (): void => {
      isDone = true
    }
    work.then(done, done)
    await this.world.until(() => isDone || undefined)
    return work
  }
}
