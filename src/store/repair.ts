import { rm } from 'node:fs/promises'
import { StoreError } from '../errors.ts'
import type { OwnerDocument } from './document.ts'
import { unsealed } from './document-adapter.ts'
import { asideKey, documentKey, erasedOwnerKey, isAliasKey } from './keyspace.ts'
import { databaseFolder, LevelDatabase, lockedDatabase } from './level-database.ts'
import { damagedFiles } from './level-files.ts'
import { isInUse } from './lock.ts'
import type { Operation } from './ordered-database.ts'
import { isThere } from './private-folder.ts'
import { BUILDING, putInPlace, unfinished } from './restore-folders.ts'
import { type Salvaged, salvage } from './salvage.ts'
import { Sealer } from './seal.ts'
import { headerIn, mended, newHeader } from './store-header.ts'

const DOCUMENT = 'doc!'
/** Written at once. */
const BATCH = 1_000
const OWNER = /^[\w-]{1,64}$/
/** What a key or a value that was written by us looks like: what was salvaged may be anything. */
const MARK = /^gone![\w-]{43}$/
const ALIAS = /^alias![\w-]{43}$/
const ENTRY = /^(?:alias|due|out)!/
const SET_ASIDE = /^bad![\w-]{1,64}!\d{15}$/

export interface RepairOptions {
  /** STATE_DIR. */
  readonly dir: string
  readonly key: Buffer
  readonly now: number
}

/** What came of a repair. */
export interface Repaired {
  /** The files that were damaged or missing. */
  readonly files: readonly string[]
  /** Owners whose document was saved: it opens, and all that leads to it is there. */
  readonly saved: number
  /** Owners of whom something was left, but no document that opens. They hear so when they write. */
  readonly lost: readonly string[]
  /** Where the damaged database is. */
  readonly replaced: string | null
}

/**
 * Builds a new database out of what can be read of a damaged one, and puts that aside, never deleted. Undefined: no file
 * is damaged, and nothing was done.
 *
 * Only what proves to be ours is taken: documents that open with the key and what was sealed with them. Everything that
 * leads to a document is made from the document, so that nothing leads to the wrong one.
 *
 * Rejects, having changed nothing, with STORE_LOCKED while a bot is running, STORE_KEY for a wrong key, STORE_DAMAGED if
 * nothing can be saved, and STORE_IO.
 */
export async function repairStore({ dir, key, now }: RepairOptions): Promise<Repaired | undefined> {
  const folder = databaseFolder(dir)
  if (!(await isThere(folder))) throw new StoreError('STORE_IO', `${dir} 里没有数据库，没什么可修的。`)
  if (await isInUse(dir)) throw lockedDatabase(folder)
  const files = await damagedFiles(folder)
  if (files.length === 0) return undefined
  const found = await salvage(folder)
  const header = headerIn(found, key)
  const owners = sorted(found, new Sealer(key), header.aliasSecret)
  if (owners.documents.size === 0 && !header.fits) {
    throw new StoreError(
      'STORE_DAMAGED',
      '一份记录也读不出来，修不了（数据没动）。请从备份恢复；换过钥匙的，先换回当初那把再试。',
    )
  }
  for (const leftover of unfinished(dir)) await rm(leftover, { recursive: true, force: true })
  const database = await LevelDatabase.open(dir, BUILDING)
  try {
    const operations = [...kept(found, owners, now)]
    for (let at = 0; at < operations.length; at += BATCH) await database.write(operations.slice(at, at + BATCH), false)
    const bornAt = header.bornAt ?? firstOf(owners) ?? now
    await database.write([...newHeader(key, header.aliasSecret, bornAt), mended(now)], true)
  } finally {
    await database.close()
  }
  const { documents, lost } = owners
  return { files, saved: documents.size, lost: [...lost], replaced: await putInPlace(dir, now) }
}

/** A document that opens, as it was stored. */
interface Good {
  readonly sealed: Buffer
  readonly keys: readonly string[]
  readonly document: Pick<OwnerDocument, 'watermark' | 'createdAt'>
}

interface Owners {
  readonly documents: ReadonlyMap<string, Good>
  /** By owner: what does not open. */
  readonly damaged: ReadonlyMap<string, Buffer>
  /** Of whom something is left, but no document that opens. */
  readonly lost: ReadonlySet<string>
}

function sorted(found: Salvaged, sealer: Sealer, aliasSecret: Buffer): Owners {
  const isErased = (owner: string): boolean => found.has(erasedOwnerKey(aliasSecret, owner))
  const documents = new Map<string, Good>()
  const damaged = new Map<string, Buffer>()
  for (const [place, sealed] of found) {
    const owner = place.slice(DOCUMENT.length)
    if (!place.startsWith(DOCUMENT) || !OWNER.test(owner) || isErased(owner)) continue
    try {
      const { keys, json } = unsealed(sealer, owner, sealed)
      const { watermark, createdAt } = JSON.parse(json) as OwnerDocument
      documents.set(owner, { sealed, keys, document: { watermark, createdAt } })
    } catch {
      damaged.set(owner, sealed)
    }
  }
  const named = [...found].flatMap(([entry, owner]) => (ENTRY.test(entry) ? [String(owner)] : []))
  const known = [...damaged.keys(), ...named.filter((owner) => OWNER.test(owner) && !isErased(owner))]
  return { documents, damaged, lost: new Set(known.filter((owner) => !documents.has(owner))) }
}

const firstOf = ({ documents }: Owners): number | undefined => {
  const times = [...documents.values()].map(({ document }) => document.createdAt)
  return times.length === 0 ? undefined : Math.min(...times)
}

/** All that goes into the new database but its header. */
function* kept(found: Salvaged, { documents, damaged, lost }: Owners, now: number): Generator<Operation> {
  const holders = aliasHolders(found, documents)
  for (const [owner, { sealed, keys }] of documents) {
    yield put(documentKey(owner), sealed)
    for (const entry of keys) if ((holders.get(entry) ?? owner) === owner) yield put(entry, Buffer.from(owner))
  }
  for (const [owner, sealed] of damaged) yield put(asideKey(owner, now), sealed)
  for (const [entry, value] of found) {
    const isLost = ALIAS.test(entry) && !holders.has(entry) && lost.has(String(value))
    const isMark = MARK.test(entry) && /^\d+$/.test(String(value))
    if (isLost || isMark || SET_ASIDE.test(entry)) yield put(entry, value)
  }
}

/** Whom each alias leads to: an alias may have gone from one owner to another, whose documents both still name it. */
function aliasHolders(found: Salvaged, documents: Owners['documents']): ReadonlyMap<string, string> {
  const holders = new Map<string, string>()
  for (const [owner, { keys, document }] of documents) {
    for (const entry of keys.filter(isAliasKey)) {
      const other = holders.get(entry)
      const rival = other === undefined ? undefined : documents.get(other)?.document
      const isHolder = rival === undefined || String(found.get(entry)) === owner || document.watermark > rival.watermark
      if (isHolder && (other === undefined || String(found.get(entry)) !== other)) holders.set(entry, owner)
    }
  }
  return holders
}

const put = (key: string, value: Buffer): Operation => ({ type: 'put', key, value })
