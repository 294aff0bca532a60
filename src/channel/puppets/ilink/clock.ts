import { setTimeout as sleep } from 'node:timers/promises'

/** Time, as the puppet knows it: handed in, so that a test can let a day pass in a moment. */
export interface Clock {
  /** Epoch ms. */
  now(): number
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

/** The clock of the machine. A wait does not keep the process alive by itself. */
export const systemClock = (now: () => number): Clock => ({
  now,
  wait: (ms, signal) => sleep(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => {}),
})
