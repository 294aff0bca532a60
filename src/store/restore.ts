import { rm } from 'node:fs/promises'
import { StoreError } from '../errors.ts'
import { exclusive } from './exclusive.ts'
import { isDamaged } from './inspect.ts'
import { ASIDE, ENTRY_PREFIXES, erasedOwnerKey, parseAsideKey, prefixRange } from './keyspace.ts'
import { databaseFolder, LevelDatabase } from './level-database.ts'
import { MIGRATIONS } from './migrations.ts'
import { type MoveMark, moveAgain } from './move-documents.ts'
import type { Operation } from './ordered-database.ts'
import { isThere } from './private-folder.ts'
import { type BackupContents, readBackup } from './read-backup.ts'
import { BUILDING, putInPlace, unfinished } from './restore-folders.ts'
import { Sealer } from './seal.ts'
import { aliasSecretIn } from './store-header.ts'

const DOCUMENT = 'doc!'
const MARK = 'gone!'
const MOVED = 'moved!'
const HEADER = 'meta!'

export interface RestoreOptions {
  readonly file: string
  /** STATE_DIR. */
  readonly dir: string
  readonly key: Buffer
  /** Put aside the data that is there; without it, nothing happens where there is some. */
  readonly replace: boolean
  readonly now: number
}

/** What came of a restore. */
export interface Restored extends BackupContents {
  /** Owners that were erased after the backup was made: they stay erased. */
  readonly stayErased: number
  /** Documents that could not be read when the backup was made either. */
  readonly damaged: number
  /** Where the data is that was there before, or null. */
  readonly replaced: string | null
  /** True when what was there before could not be read, so that nobody knows who was erased since. */
  readonly marksLost: boolean
}

/**
 * Puts a backup in the place of STATE_DIR's database. Nothing is touched until the backup has been read to its end and
 * a whole database has been built from it; what was there is put aside, never deleted.
 *
 * Whoever was erased stays erased: the marks of both the backup and the data that is there are kept, and whatever
 * belongs to a marked owner is left out.
 *
 * Rejects with STORE_LOCKED while a bot is running, STORE_KEY, STORE_DAMAGED, STORE_SCHEMA or STORE_IO.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { file, dir, key } = options
  const own = await whatIsKnownOf(file, key)
  const hasData = await isThere(databaseFolder(dir))
  if (hasData && !options.replace) {
    throw new StoreError(
      'STORE_IO',
      `${dir} 里已经有数据，不覆盖。真要换成这份备份，加上 --replace：原来的会改名留着，不删。`,
    )
  }
  const current = hasData ? await openOrDamaged(dir) : undefined
  try {
    const marks = current instanceof LevelDatabase ? await current.entries(prefixRange(MARK)) : []
    for (const folder of unfinished(dir)) await rm(folder, { recursive: true, force: true })
    const moves = current instanceof LevelDatabase ? await current.entries(prefixRange(MOVED)) : []
    const built = await build(options, { ...own, moves, marks: new Map([...own.marks, ...marks]) })
    if (current instanceof LevelDatabase) await current.close()
    return { ...built, replaced: await putInPlace(dir, options.now), marksLost: current === 'damaged' }
  } finally {
    if (current instanceof LevelDatabase) await current.close()
  }
}

/** What a backup says of its owners as a whole. */
interface Known {
  readonly aliasSecret: Buffer
  /** Who was erased: the marks and until when. */
  readonly marks: ReadonlyMap<string, Buffer>
  /** Whose record was moved to another handle since. */
  readonly moves: readonly (readonly [string, Buffer])[]
}

/** Reads a backup to its end, and rejects if it cannot be used. */
async function whatIsKnownOf(file: string, key: Buffer): Promise<Known> {
  const header = new Map<string, Buffer>()
  const marks = new Map<string, Buffer>()
  await readBackup(file, key, async (entries) => {
    for (const [entry, value] of entries) {
      if (entry.startsWith(MARK)) marks.set(entry, value)
      if (entry.startsWith(HEADER)) header.set(entry, value)
    }
  })
  return { aliasSecret: aliasSecretIn(header, key), marks, moves: [] }
}

/** Held open while the backup is unpacked, so that no bot starts meanwhile. */
async function openOrDamaged(dir: string): Promise<LevelDatabase | 'damaged'> {
  try {
    return await LevelDatabase.open(dir)
  } catch (error) {
    if (error instanceof StoreError && error.code === 'STORE_DAMAGED') return 'damaged'
    throw error
  }
}

async function build(
  { file, dir, key }: RestoreOptions,
  { aliasSecret, marks, moves }: Known,
): Promise<Omit<Restored, 'replaced' | 'marksLost'>> {
  const sealer = new Sealer(key)
  const isErased = (owner: string): boolean => marks.has(erasedOwnerKey(aliasSecret, owner))
  let stayErased = 0
  let damaged = 0
  const database = await LevelDatabase.open(dir, BUILDING)
  try {
    const contents = await readBackup(file, key, async (entries) => {
      const operations: Operation[] = []
      for (const [entry, value] of entries) {
        const isGone = isErased(ownerOf(entry, value))
        if (!isGone) operations.push({ type: 'put', key: entry, value })
        if (isGone && entry.startsWith(DOCUMENT)) stayErased++
        if (!isGone && isDamaged(entry, value, sealer)) damaged++
      }
      await database.write(operations, false)
    })
    await database.write(
      [...marks].map(([mark, value]): Operation => ({ type: 'put', key: mark, value })),
      true,
    )
    await moveWhatWasMoved(database, sealer, moves, aliasSecret)
    return { ...contents, stayErased, damaged }
  } finally {
    await database.close()
  }
}

/** Moves that were made after the backup are made again, in their order. */
async function moveWhatWasMoved(
  database: LevelDatabase,
  sealer: Sealer,
  moves: readonly (readonly [string, Buffer])[],
  aliasSecret: Buffer,
): Promise<void> {
  const shelf = { database, sealer, migrations: MIGRATIONS, handover: exclusive() }
  const at = ([key]: readonly [string, Buffer]): string => key.split('!')[2] ?? ''
  for (const [key, value] of moves.toSorted((one, other) => at(one).localeCompare(at(other)))) {
    if ((await database.get(key)) !== undefined) continue
    await moveAgain(shelf, key.split('!')[1] ?? '', JSON.parse(value.toString()) as MoveMark, aliasSecret)
    await database.write([{ type: 'put', key, value }], true)
  }
}

/** The owner that an entry leads to; for what belongs to nobody, something that is nobody's id. */
function ownerOf(key: string, value: Buffer): string {
  if (key.startsWith(DOCUMENT)) return key.slice(DOCUMENT.length)
  if (key.startsWith(ASIDE)) return parseAsideKey(key).owner
  return ENTRY_PREFIXES.some((prefix) => key.startsWith(prefix)) ? value.toString() : ''
}
