interface Batch {
  readonly cursor: string
  readonly ids: readonly string[]
  left: number
}

/**
 * Keeps the cursor back until the messages before it have been dealt with, so that what was not is delivered again after
 * a death of the process.
 */
export class Acknowledged {
  readonly #batches: Batch[] = []
  readonly #onReached: (cursor: string, ids: readonly string[]) => void

  /** `onReached` is told up to where everything is dealt with, and the ids that came to that. */
  constructor(onReached: (cursor: string, ids: readonly string[]) => void) {
    this.#onReached = onReached
  }

  /** Messages have come; `open` of them are still to be dealt with. */
  came(cursor: string, ids: readonly string[], open: number): void {
    this.#batches.push({ cursor, ids, left: open })
    this.#settle()
  }

  /** One more is dealt with: the oldest. */
  done(): void {
    const batch = this.#batches.find(({ left }) => left > 0)
    if (batch !== undefined) batch.left--
    this.#settle()
  }

  /** How many are still to be dealt with. */
  get open(): number {
    return this.#batches.reduce((sum, { left }) => sum + left, 0)
  }

  #settle(): void {
    const reached: Batch[] = []
    while (this.#batches[0]?.left === 0) reached.push(this.#batches.shift() as Batch)
    const last = reached.at(-1)
    if (last !== undefined)
      this.#onReached(
        last.cursor,
        reached.flatMap(({ ids }) => ids),
      )
  }
}
