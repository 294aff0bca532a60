/** Runs tasks of one key in order, and of different keys side by side. */
export interface Queues {
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result>
  isBusy(key: string): boolean
}

/**
 * One queue a key: a person's messages and reminders are dealt with one after the other, and nobody waits for
 * somebody else. A task that fails does not stop the ones behind it.
 */
export function createQueues(): Queues {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, task) {
      const before = tails.get(key) ?? Promise.resolve()
      const result = before.then(task, task)
      const tail = result
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(key) === tail) tails.delete(key)
        })
      tails.set(key, tail)
      return result
    },
    isBusy: (key) => tails.has(key),
  }
}
