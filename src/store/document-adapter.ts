import type { Adapter } from 'lowdb'
import { documentKey, isAliasKey } from './keyspace.ts'
import { MIGRATIONS, type Migration, migrate, type OlderDocument } from './migrations.ts'
import type { Operation, OrderedDatabase } from './ordered-database.ts'
import { damaged, type Sealer } from './seal.ts'

/** A document as it is stored: its JSON, and the keys (aliases, index entries) that were written with it. */
export interface Stored {
  readonly json: string
  readonly keys: readonly string[]
}

/** What every document's adapter works with. */
export interface Shelf {
  readonly database: OrderedDatabase
  readonly sealer: Sealer
  readonly migrations: readonly Migration[]
  /** Runs one piece of work at a time: aliases that go from one owner to another. */
  readonly handover: <T>(work: () => Promise<T>) => Promise<T>
}

/**
 * lowdb's adapter for one owner's document.
 *
 * A write is one batch: the sealed document and what changed in its keys against `previous`, which must be what is
 * stored. The keys are sealed together with the document, so that a release which names them differently still
 * removes the old ones.
 */
export class DocumentAdapter implements Adapter<Stored | null> {
  readonly #shelf: Shelf
  readonly #owner: string
  readonly #previous: Stored | null
  readonly #durable: boolean

  constructor(shelf: Shelf, owner: string, previous: Stored | null = null, durable = true) {
    this.#shelf = shelf
    this.#owner = owner
    this.#previous = previous
    this.#durable = durable
  }

  async read(): Promise<Stored | null> {
    const { database, sealer, migrations } = this.#shelf
    const sealed = await database.get(documentKey(this.#owner))
    if (!sealed) return null
    return unsealed(sealer, this.#owner, sealed, migrations)
  }

  async write(stored: Stored | null): Promise<void> {
    const before = new Set(this.#previous?.keys)
    const after = new Set(stored?.keys)
    const added = [...after].filter((key) => !before.has(key))
    const gone = [...before].filter((key) => !after.has(key))
    if (!(await this.#concernsOthers(added, gone))) return this.#write(stored, added, gone)
    // The holder must not change between looking and writing, or one owner's removal undoes another's claim.
    await this.#shelf.handover(async () => this.#write(stored, added, await this.#stillOurs(gone)))
  }

  async #write(stored: Stored | null, added: readonly string[], gone: readonly string[]): Promise<void> {
    const key = documentKey(this.#owner)
    const owner = Buffer.from(this.#owner)
    const operations: Operation[] = [
      stored === null
        ? { type: 'del', key }
        : { type: 'put', key, value: this.#shelf.sealer.seal(this.#owner, serialize(stored)) },
    ]
    for (const entry of added) operations.push({ type: 'put', key: entry, value: owner })
    for (const entry of gone) operations.push({ type: 'del', key: entry })
    await this.#shelf.database.write(operations, this.#durable)
  }

  async #concernsOthers(added: readonly string[], gone: readonly string[]): Promise<boolean> {
    if (gone.some(isAliasKey)) return true
    const holders = await Promise.all(added.filter(isAliasKey).map((key) => this.#shelf.database.get(key)))
    return holders.some((holder) => holder !== undefined)
  }

  /** Without the aliases that another owner has taken over since. */
  async #stillOurs(keys: readonly string[]): Promise<string[]> {
    const kept = await Promise.all(
      keys.map(async (key) => !isAliasKey(key) || String(await this.#shelf.database.get(key)) === this.#owner),
    )
    return keys.filter((_, index) => kept[index])
  }
}

/** What is sealed. `json` goes in as it is: parsing and writing it again would double the cost of a commit. */
export function serialize({ keys, json }: Stored): string {
  return `${beforeJson(keys)}${json}}`
}

const beforeJson = (keys: readonly string[]): string => `{"keys":${JSON.stringify(keys)},"document":`

/**
 * What a sealed value holds, the document in today's shape. Throws STORE_DOCUMENT if it does not open, is no document of
 * this owner's, or cannot be brought into that shape.
 */
export function unsealed(
  sealer: Sealer,
  owner: string,
  sealed: Buffer,
  migrations: readonly Migration[] = MIGRATIONS,
): Stored {
  const plain = sealer.open(owner, sealed)
  try {
    const { keys, document } = JSON.parse(plain) as { readonly keys: string[]; readonly document: OlderDocument }
    if (!Array.isArray(keys) || document.owner !== owner) throw new TypeError('not a document')
    const current = migrate(document, migrations)
    const before = beforeJson(keys)
    const isAsStored = Object.is(current, document) && plain.startsWith(before)
    return { keys, json: isAsStored ? plain.slice(before.length, -1) : JSON.stringify(current) }
  } catch (cause) {
    throw damaged(owner, cause)
  }
}
