import { describeError, type Log } from '../log.ts'
import { pause, withDeadline } from './deadline.ts'

/** How long things may take, ms. */
export interface SupervisorTiming {
  /** Between two dings. */
  readonly ding: number
  /** From a ding to any sign of life. */
  readonly dong: number
  readonly start: number
  readonly stop: number
  /** The first and the longest wait between two attempts. */
  readonly backoff: readonly [number, number]
}

export const SUPERVISOR_TIMING: SupervisorTiming = {
  ding: 15_000,
  dong: 8_000,
  start: 20_000,
  stop: 5_000,
  backoff: [500, 10_000],
}

/** What is kept alive. */
export interface Patient {
  /** Is it worth trying? False costs nothing; a vain start takes seconds and leaks listeners. */
  reachable(): Promise<boolean>
  start(): Promise<void>
  /** Ends what `start` began and clears what it left. */
  stop(): Promise<void>
  running(): boolean
  /** Asks for a dong. */
  ding(): void
}

/**
 * Keeps a puppet running: starts it, listens for its pulse, and when that stops takes it down and starts it again,
 * for as long as it takes.
 *
 * Wechaty's own watchdog tries once after 60 s and then leaves a bot that looks active and is dead for good.
 */
export class Supervisor {
  readonly #patient: Patient
  readonly #log: Log
  readonly #timing: SupervisorTiming
  readonly #onLost: () => void
  readonly #stopped = new AbortController()
  #loop: Promise<void> | undefined
  #answers = false
  #healthy = false
  #waiting: NodeJS.Timeout | undefined
  #lose: ((reason: string) => void) | undefined

  constructor(
    patient: Patient,
    options: { log: Log; timing?: Partial<SupervisorTiming> | undefined; onLost: () => void },
  ) {
    this.#patient = patient
    this.#log = options.log
    this.#timing = { ...SUPERVISOR_TIMING, ...options.timing }
    this.#onLost = options.onLost
  }

  begin(): void {
    this.#loop ??= this.#run()
  }

  /** Resolves when no attempt is under way any more. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#lose?.('stopped')
    await withDeadline(this.#loop ?? Promise.resolve(), this.#timing.stop).catch(() => {})
  }

  /** Anything that came from the other side. */
  alive(): void {
    clearTimeout(this.#waiting)
    this.#waiting = undefined
  }

  /** A dong, which shows that dings are answered at all: some gateways never do, and their silence means nothing. */
  answered(): void {
    if (!this.#answers) this.#log.debug({}, 'puppet answers dings')
    this.#answers = true
    this.settled()
  }

  /** The connection works, so that the next attempt after it may come quickly again. */
  settled(): void {
    this.#healthy = true
    this.alive()
  }

  /** The connection is certainly gone. */
  lost(reason: string): void {
    this.#lose?.(reason)
  }

  /** Something went wrong that may mean that the connection is gone: ask at once. */
  suspect(): void {
    if (this.#lose !== undefined) this.#ask()
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped
    let failures = 0
    while (!signal.aborted) {
      if (await this.#started()) {
        this.#log.info({ failures }, 'puppet started')
        this.#healthy = false
        const reason = await this.#watch()
        if (this.#healthy) failures = 0
        if (signal.aborted) return
        this.#log.warn({ reason }, 'puppet lost')
        this.#onLost()
      } else if (failures === 0) this.#log.warn({}, 'not connected yet, trying on')
      await this.#takeDown()
      await pause(this.#backoff(failures++), signal)
    }
  }

  async #started(): Promise<boolean> {
    try {
      if (!(await this.#patient.reachable())) return false
      await withDeadline(this.#patient.start(), this.#timing.start)
    } catch (error) {
      this.#log.debug(describeError(error), 'puppet did not start')
    }
    return !this.#stopped.signal.aborted && this.#patient.running()
  }

  /** Resolves, with the reason, when the puppet is gone or the supervisor is stopped. */
  async #watch(): Promise<string> {
    const gone = new Promise<string>((resolve) => {
      this.#lose = resolve
    })
    const pulse = setInterval(() => {
      if (this.#patient.running()) this.#ask()
      else this.lost('inactive')
    }, this.#timing.ding)
    this.#ask()
    const reason = await gone
    clearInterval(pulse)
    this.#lose = undefined
    this.alive()
    return reason
  }

  #ask(): void {
    if (this.#waiting === undefined && this.#answers) {
      this.#waiting = setTimeout(() => this.#lose?.('silent'), this.#timing.dong)
    }
    try {
      this.#patient.ding()
    } catch (error) {
      this.#log.debug(describeError(error), 'ding failed')
    }
  }

  async #takeDown(): Promise<void> {
    try {
      await withDeadline(this.#patient.stop(), this.#timing.stop)
    } catch (error) {
      this.#log.debug(describeError(error), 'puppet did not stop')
    }
  }

  /** Half to all of the exponential wait, so that many bots do not come back to one gateway at the same moment. */
  #backoff(failures: number): number {
    const [first, longest] = this.#timing.backoff
    return Math.min(longest, first * 2 ** Math.min(failures, 20)) * (0.5 + Math.random() / 2)
  }
}
