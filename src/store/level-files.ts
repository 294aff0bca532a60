import { readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ByteReader } from './byte-reader.ts'
import { type LogContents, readLog } from './level-logs.ts'
import { readTable } from './level-tables.ts'
import { isThere, syncFolder } from './private-folder.ts'

/** Beside LevelDB's files while nobody has them open: which there are and how long each is. */
const CLOSED = 'closed.json'
/** There since a write failed, as on a full disk, until the log was begun anew: what stands behind that was not acknowledged. */
const FAILED = 'failed-write'
/** All there is if a process died before it had made its first database. */
const BARELY_BEGUN = 'MANIFEST-000001'
const DATA_FILE = /^(?:CURRENT|MANIFEST-\d+|\d+\.(?:log|ldb|sst))$/
/** Tables, by whatever they were called when. */
export const TABLE = /^(\d+)\.(?:ldb|sst)$/

/**
 * The names of LevelDB's files in this folder that are damaged or missing; none: they are all as they were written.
 *
 * LevelDB would notice little of it: it checks no checksum when it reads, begins anew where CURRENT is missing, drops
 * what is unreadable in a log, and deletes the tables that a shortened manifest no longer names. So it is looked before
 * LevelDB does. What cannot be told from a power cut is let pass, unless the files were closed in order: then their
 * sizes are known.
 */
export async function damagedFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => DATA_FILE.test(name))
  const current = await readFile(join(folder, 'CURRENT'), 'utf8').catch(() => '')
  const sizes = await sizesAtClosing(folder, current)
  if (names.every((name) => name === BARELY_BEGUN)) return sizes === undefined ? [] : ['CURRENT']
  const faults = new Set<string>()
  for (const [name, size] of Object.entries(sizes ?? {})) {
    if (!names.includes(name) || (await stat(join(folder, name))).size !== size) faults.add(name)
  }
  const manifest = current.trimEnd()
  if (!/^MANIFEST-\d+\n$/.test(current)) return [...faults.add('CURRENT')]
  if (!names.includes(manifest)) return [...faults.add(manifest)]

  const isBad = ({ state }: LogContents): boolean => state === 'damaged' || (state === 'torn' && sizes !== undefined)
  const edits = readLog(await readFile(join(folder, manifest)))
  const version = versionOf(edits.records)
  if (isBad(edits) || version === undefined) return [...faults.add(manifest)]
  const mayBeBad = await isThere(join(folder, FAILED))
  for (const name of names.filter((one) => one.endsWith('.log') && !mayBeBad)) {
    if (isBad(readLog(await readFile(join(folder, name))))) faults.add(name)
  }
  const log = `${padded(version.log)}.log`
  if (version.log > 0 && !names.includes(log)) faults.add(log)
  for (const [number, size] of version.tables) {
    const name = names.find((one) => Number(TABLE.exec(one)?.[1]) === number)
    const bytes = name === undefined ? undefined : await readFile(join(folder, name))
    if (bytes?.length !== size || !readTable(bytes).isWhole) faults.add(name ?? `${padded(number)}.ldb`)
  }
  return [...faults]
}

/** Notes the files' sizes when nobody has them open any more. */
export async function noteClosed(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => DATA_FILE.test(name))
  const sizes = await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).size] as const))
  await writeFile(join(folder, CLOSED), JSON.stringify(Object.fromEntries(sizes)), { mode: 0o600 })
}

/** Notes that a write failed; where not even that can be written, nothing else is worse. */
export async function noteFailed(folder: string): Promise<void> {
  await writeFile(join(folder, FAILED), '', { mode: 0o600 }).catch(() => {})
}

/** The log was begun anew. */
export async function forgetFailed(folder: string): Promise<void> {
  await rm(join(folder, FAILED), { force: true }).catch(() => {})
}

/** Takes that note back before the files are opened, durably: a power cut must not bring it back. */
export async function noteOpened(folder: string): Promise<void> {
  try {
    await unlink(join(folder, CLOSED))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  await syncFolder(folder)
}

/**
 * Undefined: the files were not closed in order, the note did not reach the disk, or a release that knows of no note has
 * opened them since, and so begun another manifest.
 */
async function sizesAtClosing(folder: string, current: string): Promise<Readonly<Record<string, number>> | undefined> {
  try {
    const sizes = JSON.parse(await readFile(join(folder, CLOSED), 'utf8'))
    const isOfAnother = /^MANIFEST-\d+\n$/.test(current) && !Object.hasOwn(sizes, current.trimEnd())
    return isOfAnother ? undefined : sizes
  } catch {
    return undefined
  }
}

/** The tables in use with their sizes, and the number of the oldest log that is. */
interface Version {
  readonly tables: ReadonlyMap<number, number>
  readonly log: number
}

/** What the manifest's records come to; undefined: they cannot be read. */
function versionOf(records: readonly Buffer[]): Version | undefined {
  const tables = new Map<number, number>()
  let log = 0
  try {
    for (const record of records) {
      for (const reader = new ByteReader(record); reader.left > 0; ) {
        const tag = reader.varint()
        if (tag === 1) reader.take(reader.varint())
        else if (tag === 2) log = reader.varint()
        else if (tag === 3 || tag === 4 || tag === 9) reader.varint()
        else if (tag === 5) skipLevelAndKey(reader)
        else if (tag === 6) tables.delete(numberBehindLevel(reader))
        else if (tag === 7) {
          tables.set(numberBehindLevel(reader), reader.varint())
          for (const _ of ['smallest', 'largest']) reader.take(reader.varint())
        } else return undefined
      }
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
  return records.length === 0 ? undefined : { tables, log }
}

function skipLevelAndKey(reader: ByteReader): void {
  reader.varint()
  reader.take(reader.varint())
}

function numberBehindLevel(reader: ByteReader): number {
  reader.varint()
  return reader.varint()
}

const padded = (number: number): string => String(number).padStart(6, '0')
