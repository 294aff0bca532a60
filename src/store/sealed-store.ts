import { Low } from 'lowdb'
import type { Alias } from '../channel/port.ts'
import { StoreError } from '../errors.ts'
import { writeBackup } from './backup.ts'
import type { OwnerDocument } from './document.ts'
import { DocumentAdapter, type Shelf, type Stored } from './document-adapter.ts'
import { exclusive } from './exclusive.ts'
import { Guesses } from './guesses.ts'
import { indexAnew } from './index-anew.ts'
import {
  aliasKey,
  asideKey,
  asideRange,
  codePrefix,
  documentKey,
  ENTRY_PREFIXES,
  entryKeys,
  erasedKey,
  erasedOwnerKey,
  type IndexName,
  indexRange,
  isAliasKey,
  movedKey,
  movedPrefix,
  parseIndexKey,
  prefixRange,
} from './keyspace.ts'
import { LruCache } from './lru.ts'
import { MIGRATIONS, type Migration } from './migrations.ts'
import { type MoveMark, moveDocuments } from './move-documents.ts'
import type { Operation, OrderedDatabase } from './ordered-database.ts'
import type { IndexEntry, Store } from './port.ts'
import { Sealer } from './seal.ts'
import { type Header, settleHeader } from './store-header.ts'

/** Owners whose documents stay in memory, so that a turn need not read and unseal again. */
const KEPT_DOCUMENTS = 2_000
/** So many codes with one selector are compared. */
const CODES = 8
/** What is written to find out whether anything can be. */
const CHECK_KEY = 'meta!check'

/** What a store is opened with, wherever it is. */
export interface SealedStoreOptions {
  /** The master key, 32 bytes. */
  readonly key: Buffer
  /** Epoch ms; becomes `bornAt` if the store is new. */
  readonly now: number
  readonly migrations?: readonly Migration[]
}

/**
 * Opens the store in a database that nobody else has open: one lowdb document an owner, sealed.
 *
 * Rejects with STORE_KEY, STORE_SCHEMA, STORE_DAMAGED or STORE_IO; the database is then closed.
 */
export async function openSealedStore(database: OrderedDatabase, options: SealedStoreOptions): Promise<Store> {
  try {
    const header = await settleHeader(database, options.key, options.now)
    const sealer = new Sealer(options.key)
    const shelf = { database, sealer, migrations: options.migrations ?? MIGRATIONS, handover: exclusive() }
    await indexAnew(shelf, header.aliasSecret)
    return new SealedStore(shelf, header, options.key)
  } catch (error) {
    await database.close()
    throw error
  }
}

class SealedStore implements Store {
  readonly bornAt: number
  readonly mendedAt: number
  readonly #shelf: Shelf
  readonly #aliasSecret: Buffer
  readonly #master: Buffer
  readonly #guesses: Guesses
  /** What was last committed. A promise goes in before the read, so that no late read replaces a newer commit. */
  readonly #documents = new LruCache<string, Promise<Low<Stored | null>>>(KEPT_DOCUMENTS)

  constructor(shelf: Shelf, { aliasSecret, bornAt, mendedAt }: Header, master: Buffer) {
    this.#shelf = shelf
    this.#aliasSecret = aliasSecret
    this.#master = master
    this.#guesses = new Guesses(shelf.database)
    this.bornAt = bornAt
    this.mendedAt = mendedAt
    shelf.database.onReopen = () => this.#documents.clear()
  }

  async ownerOf(alias: Alias): Promise<string | undefined> {
    const owner = await this.#shelf.database.get(aliasKey(this.#aliasSecret, alias))
    return owner?.toString()
  }

  async load(owner: string): Promise<OwnerDocument | undefined> {
    const { data } = await this.#open(owner)
    return data === null ? undefined : JSON.parse(data.json)
  }

  async commit(document: OwnerDocument, { durable = true }: { readonly durable?: boolean } = {}): Promise<void> {
    const { owner } = document
    const next = { json: JSON.stringify(document), keys: entryKeys(document, this.#aliasSecret) }
    const { data: previous } = await this.#open(owner)
    const low = new Low<Stored | null>(new DocumentAdapter(this.#shelf, owner, previous, durable), next)
    try {
      await low.write()
    } catch (error) {
      this.#documents.delete(owner)
      throw error
    }
    this.#documents.set(owner, Promise.resolve(low))
  }

  unsent(until: number, limit: number): Promise<readonly IndexEntry[]> {
    return this.#scan('out', until, limit)
  }

  due(until: number, limit: number): Promise<readonly IndexEntry[]> {
    return this.#scan('due', until, limit)
  }

  idle(until: number, limit: number): Promise<readonly IndexEntry[]> {
    return this.#scan('idle', until, limit)
  }

  warned(until: number, limit: number): Promise<readonly IndexEntry[]> {
    return this.#scan('warned', until, limit)
  }

  async ownersByCode(selector: string): Promise<readonly string[]> {
    const prefix = codePrefix(this.#aliasSecret, selector)
    return (await this.#shelf.database.keys(prefixRange(prefix), CODES)).map((key) => key.slice(prefix.length))
  }

  takeGuess(alias: Alias, now: number): Promise<boolean> {
    return this.#guesses.take(aliasKey(this.#aliasSecret, alias), now)
  }

  giveBackGuess(alias: Alias, now: number): Promise<void> {
    return this.#guesses.giveBack(aliasKey(this.#aliasSecret, alias), now)
  }

  async move(
    document: OwnerDocument,
    from: string,
    { aliases, until, at }: { readonly aliases: readonly Alias[]; readonly until: number; readonly at: number },
  ): Promise<void> {
    const { owner } = document
    const secret = this.#aliasSecret
    const next = { json: JSON.stringify(document), keys: entryKeys(document, secret) }
    const mark: MoveMark = { from, keys: document.aliases.map((alias) => aliasKey(secret, alias)) }
    const marks = [
      { key: movedKey(owner, at), value: JSON.stringify(mark) },
      ...aliases.map((alias) => ({ key: erasedKey(aliasKey(secret, alias)), value: String(until) })),
    ]
    const { data: kept } = await this.#open(owner)
    const { data: gone } = await this.#open(from)
    try {
      await moveDocuments(this.#shelf, { owner, next, kept, from, gone, marks })
    } finally {
      this.#documents.delete(owner)
      this.#documents.delete(from)
    }
  }

  async erasedUntil(alias: Alias): Promise<number> {
    const until = await this.#shelf.database.get(erasedKey(aliasKey(this.#aliasSecret, alias)))
    return until === undefined ? 0 : Number(until.toString())
  }

  async erase(owner: string, until: number): Promise<void> {
    const { database } = this.#shelf
    const key = documentKey(owner)
    const aside = (await database.entries(asideRange(owner))).map(([place]) => place)
    const stored = await this.#storedOrTraces(owner, aside.length > 0)
    const moves = await database.entries(prefixRange(movedPrefix(owner)))
    // What was moved into this record stands in an older backup under the owner that it came from.
    const owners = [owner, ...moves.map(([, value]) => (JSON.parse(value.toString()) as MoveMark).from)]
    const marks = [
      ...stored.keys.filter(isAliasKey).map(erasedKey),
      ...owners.map((one) => erasedOwnerKey(this.#aliasSecret, one)),
    ]
    await database.write(
      [
        ...marks.map((mark) => ({ type: 'put', key: mark, value: Buffer.from(String(until)) }) as const),
        ...moves.map(([key]) => ({ type: 'del', key }) as const),
      ],
      true,
    )
    // LevelDB puts a value and its deletion into one file, unmerged, if both are still in its memory.
    for (const place of [key, ...aside]) await database.compact(place)
    try {
      await new DocumentAdapter(this.#shelf, owner, { ...stored, keys: [...stored.keys, ...aside] }).write(null)
    } finally {
      this.#documents.delete(owner)
    }
    for (const traced of [key, ...aside, ...stored.keys.filter(isAliasKey)]) await database.compact(traced)
  }

  backUp(file: string, now: number): Promise<number> {
    return writeBackup(this.#shelf.database, { file, key: this.#master, now })
  }

  async checkWritable(): Promise<void> {
    await this.#shelf.database.write([{ type: 'put', key: CHECK_KEY, value: Buffer.alloc(0) }], true)
  }

  close(): Promise<void> {
    return this.#shelf.database.close()
  }

  async #open(owner: string): Promise<Low<Stored | null>> {
    const known = this.#documents.get(owner)
    if (known) return known
    const opening = this.#read(owner)
    this.#documents.set(owner, opening)
    try {
      return await opening
    } catch (error) {
      this.#documents.delete(owner)
      throw error
    }
  }

  async #read(owner: string): Promise<Low<Stored | null>> {
    const low = new Low<Stored | null>(new DocumentAdapter(this.#shelf, owner), null)
    await low.read()
    return low
  }

  async setAside(owner: string, now: number): Promise<void> {
    const { database } = this.#shelf
    const key = documentKey(owner)
    const sealed = await database.get(key)
    if (sealed === undefined) return
    const entries = (await this.#traces(owner)).filter((entry) => !isAliasKey(entry))
    const gone = [key, ...entries].map((entry): Operation => ({ type: 'del', key: entry }))
    await database.write([{ type: 'put', key: asideKey(owner, now), value: sealed }, ...gone], true)
    this.#documents.delete(owner)
  }

  /** A damaged document must be erasable too, and one that was: what leads to it is then looked for in every entry. */
  async #storedOrTraces(owner: string, wasDamaged: boolean): Promise<Stored> {
    if (wasDamaged) return { json: '', keys: await this.#traces(owner) }
    try {
      const { data } = await this.#open(owner)
      return data ?? { json: '', keys: [] }
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'STORE_DOCUMENT')) throw error
      return { json: '', keys: await this.#traces(owner) }
    }
  }

  /** Every entry that leads to this owner, whatever their document says. */
  async #traces(owner: string): Promise<string[]> {
    const entries = await Promise.all(ENTRY_PREFIXES.map((prefix) => this.#shelf.database.entries(prefixRange(prefix))))
    return entries.flat().flatMap(([key, value]) => (String(value) === owner ? [key] : []))
  }

  async #scan(index: IndexName, until: number, limit: number): Promise<readonly IndexEntry[]> {
    const keys = await this.#shelf.database.keys(indexRange(index, until), limit)
    return keys.map(parseIndexKey)
  }
}
