import { exclusive } from './exclusive.ts'
import { prefixRange } from './keyspace.ts'
import type { Operation, OrderedDatabase } from './ordered-database.ts'

/** How often a recovery code may be guessed in a day: by one contact, and by all together. */
const LIMITS = { contact: 5, all: 200 } as const
const DAY = 86_400_000
const PREFIX = 'guess!'
const ALL = `${PREFIX}all`
/** So many old counts are cleared away at once. */
const CLEARED = 50

interface Count {
  readonly count: number
  /** When the first of them was, epoch ms. */
  readonly since: number
}

/**
 * Counts guesses outside of anybody's document, so that neither a restart nor erasing one's data begins anew. A guess is
 * counted before it is looked at, and taken back if it was none: killing the process wins nothing.
 */
export class Guesses {
  readonly #database: OrderedDatabase
  readonly #oneByOne = exclusive()

  constructor(database: OrderedDatabase) {
    this.#database = database
  }

  /** `who` is a keyed hash of the contact. False: there were too many, and this one is not looked at. */
  take(who: string, now: number): Promise<boolean> {
    return this.#oneByOne(async () => {
      const [mine, all] = [await this.#count(PREFIX + who, now), await this.#count(ALL, now)]
      if (mine.count >= LIMITS.contact || all.count >= LIMITS.all) return false
      await this.#database.write([...(await this.#old(now)), put(PREFIX + who, mine, 1), put(ALL, all, 1)], true)
      return true
    })
  }

  giveBack(who: string, now: number): Promise<void> {
    return this.#oneByOne(async () => {
      const [mine, all] = [await this.#count(PREFIX + who, now), await this.#count(ALL, now)]
      await this.#database.write([put(PREFIX + who, mine, -1), put(ALL, all, -1)], true)
    })
  }

  async #count(key: string, now: number): Promise<Count> {
    const stored = await this.#database.get(key)
    const count: Count | undefined = stored && JSON.parse(stored.toString())
    return count === undefined || isOver(count, now) ? { count: 0, since: now } : count
  }

  async #old(now: number): Promise<Operation[]> {
    const keys = await this.#database.keys(prefixRange(PREFIX), CLEARED)
    const old: Operation[] = []
    for (const key of keys) {
      const stored = await this.#database.get(key)
      if (stored && isOver(JSON.parse(stored.toString()), now)) old.push({ type: 'del', key })
    }
    return old
  }
}

const isOver = ({ since }: Count, now: number): boolean => now - since >= DAY

const put = (key: string, { count, since }: Count, more: number): Operation => ({
  type: 'put',
  key,
  value: Buffer.from(JSON.stringify({ count: Math.max(0, count + more), since })),
})
