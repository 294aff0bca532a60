import { describeError, type Log } from '../log.ts'

/** One thing to be brought to an end. */
export interface Step {
  readonly name: string
  stop(): Promise<unknown> | undefined
  /** After so many ms it is left as it is; absent: it is waited for. */
  readonly withinMs?: number
}

/**
 * Brings things to an end in their order. One that takes too long or fails does not keep the next from its turn: the
 * store must be closed even when the puppet hangs. Never rejects.
 */
export async function stopInOrder(steps: readonly Step[], log: Log): Promise<void> {
  for (const { name, stop, withinMs } of steps) {
    try {
      if (!(await inTime(Promise.resolve(stop()), withinMs)))
        log.warn({ step: name, ms: withinMs }, 'not stopped in time')
    } catch (error) {
      log.warn({ step: name, ...describeError(error) }, 'not stopped')
    }
  }
}

/** Resolves with false when the work is not done after so many ms. */
async function inTime(work: Promise<unknown>, ms: number | undefined): Promise<boolean> {
  if (ms === undefined) return work.then(() => true)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}
