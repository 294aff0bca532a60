/** How many ids are remembered, and how close two equal texts are one, ms. */
const REMEMBERED = 500
const SAME_TEXT_MS = 3_000

/**
 * Knows what was taken already. Messages are delivered at least once: again under the same id, up to an hour later, and
 * now and then at once under a new one.
 */
export class Taken {
  readonly #ids: Set<string>
  #last: { readonly text: string; readonly at: number } | undefined

  constructor(ids: readonly string[]) {
    this.#ids = new Set(ids)
  }

  /**
   * Takes a message; false when it was taken before. The same text under another id counts as the same only within
   * three seconds, and only while it is not answered: who says a thing twice may mean it.
   */
  take(id: string, text: string, at: number): boolean {
    if (this.#ids.has(id)) return false
    this.#ids.add(id)
    const [oldest] = this.#ids
    if (this.#ids.size > REMEMBERED && oldest !== undefined) this.#ids.delete(oldest)
    const last = this.#last
    if (text !== '' && last?.text === text && Math.abs(at - last.at) <= SAME_TEXT_MS) return false
    this.#last = { text, at }
    return true
  }

  /** The user was sent something. */
  answered(): void {
    this.#last = undefined
  }
}

/** The ids that are kept over a restart. */
export const remembered = (ids: readonly string[]): readonly string[] => ids.slice(-REMEMBERED)
