/**
 * A map that stays within a limit: when it is full, what no longer matters goes, and if that is nothing, the oldest tenth.
 *
 * What is remembered of each person would grow for as long as the process lives.
 */
export class FadingMap<K, V> extends Map<K, V> {
  readonly #limit: number
  readonly #isOver: (value: V) => boolean

  constructor(limit: number, isOver: (value: V) => boolean) {
    super()
    this.#limit = limit
    this.#isOver = isOver
  }

  override set(key: K, value: V): this {
    if (this.size >= this.#limit && !this.has(key)) this.#makeRoom()
    return super.set(key, value)
  }

  #makeRoom(): void {
    for (const [key, value] of this) if (this.#isOver(value)) this.delete(key)
    if (this.size < this.#limit) return
    for (const key of [...this.keys()].slice(0, Math.ceil(this.#limit / 10))) this.delete(key)
  }
}
