import type { Alias } from '../channel/port.ts'

/** Notices when somebody who is pasting a contract has stopped. */
export interface Pauses {
  /** Starts waiting anew: something more has come. */
  restart(owner: string, to: Alias): void
}

/** Calls `onPause` once nothing has come for `ms`. The waiting does not keep the process alive: the text would be gone, too. */
export function createPauses(ms: number, onPause: (owner: string, to: Alias) => void): Pauses {
  const waiting = new Map<string, NodeJS.Timeout>()
  return {
    restart(owner, to) {
      clearTimeout(waiting.get(owner))
      const timer = setTimeout(() => {
        waiting.delete(owner)
        onPause(owner, to)
      }, ms)
      waiting.set(owner, timer.unref())
    },
  }
}
