import { randomBytes } from 'node:crypto'
import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { StoreError } from '../../src/errors.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import { databaseFolder } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { repairStore } from '../../src/store/repair.ts'
import { strayEntries } from './audit.ts'
import { aliasOf, documentOf, NOW, reminderOf, replyOf } from './documents.ts'
import { folderOfOnesOwn } from './temporary-folder.ts'

const FAULTS = 240
const KEY = randomBytes(32)
const OWNERS = Array.from({ length: 300 }, (_, index) => `owner-${index}`)
/** How often each document was written, so that older ones lie about. */
const VERSIONS = 3

/** A number that is the same in each run. */
const dice = (seed: number, sides: number): number => (Math.imul(seed + 1, 2_654_435_761) >>> 6) % sides

const versionOf = (owner: string, version: number): OwnerDocument =>
  documentOf(owner, {
    watermark: NOW + version,
    outbox: [replyOf('r1', { text: `第${version}版`.repeat(600) })],
    reminders: [reminderOf('m1', NOW + version)],
  })

let whole: string
beforeAll(async () => {
  whole = await folderOfOnesOwn()
  for (let version = 1; version <= VERSIONS; version++) {
    const store = await openLevelStore({ dir: whole, key: KEY, now: NOW })
    for (const owner of OWNERS) await store.commit(versionOf(owner, version), { durable: false })
    await store.close()
  }
  return () => rm(whole, { recursive: true, force: true })
}, 120_000)

type Change = (file: string, seed: number) => Promise<void>
const CHANGES: Readonly<Record<string, Change>> = {
  'a bit turned': (file, seed) =>
    rewrite(file, seed, (bytes, at) => bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << dice(seed, 8)), at)),
  'a sector emptied': (file, seed) =>
    rewrite(file, seed, (bytes, at) => void bytes.fill(0, at, Math.min(at + 512, bytes.length))),
  'cut short': async (file, seed) => truncate(file, dice(seed, (await readFile(file)).length)),
  'taken away': (file) => rm(file),
}

async function rewrite(file: string, seed: number, change: (bytes: Buffer, at: number) => void): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length > 0) change(bytes, dice(seed * 7, bytes.length))
  await writeFile(file, bytes)
}

/** What became of the documents. */
interface Found {
  same: number
  /** Written before: the newest was in what is damaged. */
  older: number
  /** Nothing opens, but who they are is known, so that they hear so. */
  told: number
  /** Not even that is known. */
  unknown: number
}

async function look(dir: string): Promise<Found> {
  const found: Found = { same: 0, older: 0, told: 0, unknown: 0 }
  const store = await openLevelStore({ dir, key: KEY, now: NOW })
  for (const owner of OWNERS) {
    const known = await store.ownerOf(aliasOf(`contact-of-${owner}`))
    const document = await store.load(owner)
    if (document === undefined) found[known === owner ? 'told' : 'unknown']++
    else {
      const version = document.watermark - NOW
      expect(document).toEqual(versionOf(owner, version))
      expect(known).toBe(owner)
      found[version === VERSIONS ? 'same' : 'older']++
    }
  }
  await store.close()
  expect(await strayEntries(dir, KEY).then((stray) => stray.filter((entry) => !entry.startsWith('alias!')))).toEqual([])
  return found
}

it(`a damaged database is never taken for a whole one, ${FAULTS} times`, { timeout: 1_800_000 }, async () => {
  const outcomes: Record<string, Record<string, number>> = {}
  const count = (change: string, what: string, by = 1): void => {
    const row = outcomes[change] ?? {}
    row[what] = (row[what] ?? 0) + by
    outcomes[change] = row
  }
  const names = (await readdir(databaseFolder(whole))).filter((name) => /^CURRENT|^MANIFEST|\.(?:ldb|log)$/.test(name))
  expect(names.length).toBeGreaterThan(4)
  for (let seed = 0; seed < FAULTS; seed++) {
    const dir = await folderOfOnesOwn()
    await cp(whole, dir, { recursive: true })
    const changes = Object.keys(CHANGES)
    const change = changes[seed % changes.length] ?? ''
    const file = join(databaseFolder(dir), names[dice(seed * 3, names.length)] ?? '')
    await CHANGES[change]?.(file, seed)
    const found = await look(dir).catch((error: unknown) => {
      if (error instanceof StoreError && error.code === 'STORE_DAMAGED') return undefined
      throw error
    })
    if (found !== undefined) {
      expect([change, file, found]).toEqual([change, file, { same: OWNERS.length, older: 0, told: 0, unknown: 0 }])
      count(change, 'harmless')
    } else {
      const done = await repairStore({ dir, key: KEY, now: NOW }).catch((error: unknown) => {
        if (error instanceof StoreError && error.code === 'STORE_DAMAGED') return undefined
        throw error
      })
      if (done === undefined) count(change, 'refused, nothing to save')
      else {
        const after = await look(dir)
        expect(done.saved).toBe(after.same + after.older)
        expect(done.lost.length).toBe(after.told)
        count(change, 'repaired')
        for (const what of ['older', 'told', 'unknown'] as const) count(change, `documents ${what}`, after[what])
        count(change, 'documents saved', after.same)
      }
    }
    await rm(dir, { recursive: true, force: true })
  }
  console.log(`${FAULTS} faults in a database of ${OWNERS.length} documents:`, JSON.stringify(outcomes))
})
