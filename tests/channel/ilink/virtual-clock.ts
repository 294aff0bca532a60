import type { Clock } from '../../../src/channel/puppets/ilink/clock.ts'

interface Timer {
  readonly at: number
  fire(): void
}

/** A clock that stands still until a test moves it. */
export class VirtualClock implements Clock {
  #now: number
  #timers: Timer[] = []

  constructor(start: number) {
    this.#now = start
  }

  readonly now = (): number => this.#now

  readonly wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const forget = (): void => {
        this.#timers = this.#timers.filter((one) => one !== timer)
        signal?.removeEventListener('abort', forget)
        resolve()
      }
      const timer: Timer = { at: this.#now + Math.max(0, ms), fire: forget }
      this.#timers.push(timer)
      signal?.addEventListener('abort', forget)
    })

  /** How many waits are under way. */
  get waiting(): number {
    return this.#timers.length
  }

  /** Lets `ms` pass. Before the clock moves on from an instant at which something happened, `settled` has its say. */
  async pass(ms: number, settled: () => Promise<void> = pending): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      const next = Math.min(...this.#timers.map(({ at }) => at))
      if (next > end) break
      this.#now = Math.max(this.#now, next)
      for (const timer of this.#timers.filter(({ at }) => at <= this.#now)) timer.fire()
      await settled()
    }
    this.#now = end
    await settled()
  }
}

/** What was resolved has been carried on. */
const pending = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
