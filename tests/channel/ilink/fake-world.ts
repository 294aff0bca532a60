import { onTestFinished } from 'vitest'
import type { Transport } from '../../../src/channel/puppets/ilink/transport.ts'
import { FakeIlink } from './fake-ilink.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Noon in Beijing. */
export const START = Date.UTC(2026, 10, 30, 4)
/** So many times in a row must nothing be under way: what was answered is carried on by then. */
const QUIET = 4

/** A fake server, a clock, and the means to know when nothing is under way any more. */
export class FakeWorld {
  readonly clock: VirtualClock
  readonly fake: FakeIlink
  readonly transport: Transport
  /** Anything else that may be under way. */
  idle: () => Promise<void> = async () => {}
  #calls = 0

  private constructor(clock: VirtualClock, fake: FakeIlink) {
    this.clock = clock
    this.fake = fake
    this.transport = {
      clock,
      trusts: ({ hostname }) => hostname === '127.0.0.1',
      fetch: (...call) => this.#fetch(...call),
    }
  }

  static async open(start = START): Promise<FakeWorld> {
    const clock = new VirtualClock(start)
    return new FakeWorld(clock, await FakeIlink.start(clock))
  }

  /** What a puppet takes instead of Tencent. */
  get hosts() {
    const { fetch, trusts } = this.transport
    return { api: this.fake.base, cdn: this.fake.cdnBase, fetch, trusts }
  }

  /** Resolves when every call that was made waits for time to pass, or for somebody. */
  readonly settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < QUIET; ) {
      await this.idle()
      await new Promise((resolve) => setImmediate(resolve))
      quiet = this.#calls === this.fake.held ? quiet + 1 : 0
    }
  }

  /** Lets time pass, and everything that happens in it happen. */
  async pass(ms: number): Promise<void> {
    await this.settle()
    await this.clock.pass(ms, this.settle)
  }

  /** Lets time pass in steps until something is there. */
  async until<T>(pick: () => T | undefined, step = 500, steps = 400): Promise<T> {
    for (let count = 0; count < steps; count++) {
      await this.settle()
      const picked = pick()
      if (picked !== undefined) return picked
      await this.pass(step)
    }
    throw new Error(`did not happen within ${step * steps} ms`)
  }

  /** A call is under way until its answer has been read; a file's is only begun. */
  async #fetch(...[url, init]: Parameters<typeof fetch>): Promise<Response> {
    this.#calls++
    try {
      const response = await fetch(url, init)
      if (String(url).includes('/c2c/')) return response
      const { status, headers } = response
      return new Response(await response.arrayBuffer(), { status, headers })
    } finally {
      this.#calls--
    }
  }
}

/** A world that ends with the test. */
export async function fakeWorld(): Promise<FakeWorld> {
  const world = await FakeWorld.open()
  onTestFinished(() => world.fake.stop())
  return world
}
