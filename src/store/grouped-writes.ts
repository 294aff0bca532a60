/** A write that several others may go along with. */
interface Waiting<Operation> {
  readonly operations: readonly Operation[]
  readonly bytes: number
  readonly sync: boolean
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** So much is written at once at most, unless one write alone is larger. */
const GROUP_BYTES = 4 * 2 ** 20

/**
 * Joins the writes that are asked for while one is under way: they become the next one, with one flush to the disk for
 * all of them. Ten thousand people's reminders at one moment would else wait for as many flushes one after the other.
 *
 * A write by itself is begun at once. Each is whole or not at all as before, since what is joined is one atomic write;
 * a failure is everybody's in it. If one of them must be flushed, all are.
 */
export class GroupedWrites<Operation> {
  readonly #write: (operations: readonly Operation[], sync: boolean) => Promise<void>
  readonly #sizeOf: (operation: Operation) => number
  #waiting: Waiting<Operation>[] = []
  #underWay: Promise<void> | undefined

  constructor(
    write: (operations: readonly Operation[], sync: boolean) => Promise<void>,
    sizeOf: (operation: Operation) => number,
  ) {
    this.#write = write
    this.#sizeOf = sizeOf
  }

  add(operations: readonly Operation[], sync: boolean): Promise<void> {
    const bytes = operations.reduce((sum, operation) => sum + this.#sizeOf(operation), 0)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ operations, bytes, sync, resolve, reject })
      this.#underWay ??= this.#run()
    })
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await this.#underWay
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup()
      const operations = group.flatMap((one) => one.operations)
      try {
        await this.#write(
          operations,
          group.some(({ sync }) => sync),
        )
        for (const { resolve } of group) resolve()
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    this.#underWay = undefined
  }

  /** The longest waiting, as many as fit. */
  #takeGroup(): readonly Waiting<Operation>[] {
    let bytes = 0
    const fits = this.#waiting.findIndex((one) => {
      bytes += one.bytes
      return bytes > GROUP_BYTES
    })
    return this.#waiting.splice(0, fits === -1 ? this.#waiting.length : Math.max(1, fits))
  }
}
