/** Promises for what has not happened yet: each is looked at again whenever `check` is called. */
export class Watchers {
  readonly #timeoutMs: number
  readonly #watching = new Set<() => void>()

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  /** Resolves with what `pick` finds, now or later. `late` says what there was when it did not come in time. */
  until<T>(pick: () => T | undefined, late: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const picked = pick()
        if (picked === undefined) return
        finish()
        resolve(picked)
      }
      const timer = setTimeout(() => {
        finish()
        reject(new Error(`did not happen within ${this.#timeoutMs} ms; ${late()}`))
      }, this.#timeoutMs)
      const finish = (): void => {
        clearTimeout(timer)
        this.#watching.delete(look)
      }
      this.#watching.add(look)
      look()
    })
  }

  check(): void {
    for (const look of this.#watching) look()
  }
}
