import { randomBytes } from 'node:crypto'
import { cp, link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { databaseFolder, LevelDatabase } from '../../src/store/level-database.ts'
import { damagedFiles } from '../../src/store/level-files.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import type { Store } from '../../src/store/port.ts'
import { type RepairOptions, repairStore } from '../../src/store/repair.ts'
import { strayEntries } from './audit.ts'
import { startChild } from './child.ts'
import { aliasOf, documentOf, NOW, reminderOf, replyOf } from './documents.ts'
import { temporaryFolder } from './temporary-folder.ts'

const KEY = randomBytes(32)
const OWNERS = ['a', 'b', 'c', 'd']
const FAR = NOW + 1_000_000
const of = (owner: string) =>
  documentOf(owner, {
    outbox: [replyOf('r1', { text: '好'.repeat(3_000) })],
    reminders: [reminderOf('m1', NOW + 5)],
  })

let dir: string
let folder: string

beforeEach(async () => {
  dir = await temporaryFolder()
  folder = databaseFolder(dir)
  const store = await opened()
  for (const owner of OWNERS) await store.commit(of(owner))
  await store.commit(documentOf('gone'))
  await store.erase('gone', NOW + 3)
  await store.close()
})

async function opened(now = NOW): Promise<Store> {
  const store = await openLevelStore({ dir, key: KEY, now })
  onTestFinished(() => store.close())
  return store
}

const repair = (changes: Partial<RepairOptions> = {}) => repairStore({ dir, key: KEY, now: NOW + 9, ...changes })

/** The database's files whose name ends so. */
async function filesOf(end: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(end)).map((name) => join(folder, name))
}

/** Turns a bit in the middle of what stands for an owner's document. */
async function damage(owner: string): Promise<void> {
  for (const file of [...(await filesOf('.ldb')), ...(await filesOf('.log'))]) {
    const bytes = await readFile(file)
    const at = bytes.indexOf(`doc!${owner}`)
    if (at < 0) continue
    bytes.writeUInt8(bytes.readUInt8(at + 200) ^ 1, at + 200)
    await writeFile(file, bytes)
  }
}

async function expectWhole(owners: readonly string[]): Promise<void> {
  const store = await opened()
  for (const owner of owners) {
    expect(await store.load(owner)).toEqual(of(owner))
    expect(await store.ownerOf(aliasOf(`contact-of-${owner}`))).toBe(owner)
  }
  expect((await store.due(FAR, 9)).map(({ owner }) => owner).sort()).toEqual(owners)
  expect((await store.unsent(FAR, 9)).map(({ owner }) => owner).sort()).toEqual(owners)
  expect(await store.load('gone')).toBeUndefined()
  expect(await store.erasedUntil(aliasOf('contact-of-gone'))).toBe(NOW + 3)
  await store.close()
}

describe('before anything is opened', () => {
  it.each(['CURRENT', 'MANIFEST', '.ldb', '.log'])(
    'a missing file is noticed, and named with the command: %s',
    async (kind) => {
      const names = (await readdir(folder)).filter((name) => name.startsWith(kind) || name.endsWith(kind))
      for (const name of names) await rm(join(folder, name))
      expect(names.length).toBeGreaterThan(0)
      const left = await readdir(folder)
      await expect(opened()).rejects.toMatchObject({
        code: 'STORE_DAMAGED',
        message: expect.stringMatching(/npm run repair/),
      })
      expect(await readdir(folder)).toEqual(left)
    },
  )

  it('after a death, too: a log that the manifest names, a table, and what lies in the middle of a log', async () => {
    await rm(join(folder, 'closed.json'))
    expect(await damagedFiles(folder)).toEqual([])
    await damage('a')
    expect(await damagedFiles(folder)).toHaveLength(1)
    for (const file of await filesOf('.log')) await rm(file)
    expect(await damagedFiles(folder)).toEqual(expect.arrayContaining([expect.stringContaining('.log')]))
  })

  it('a log that ends in the middle of a write is what a power cut leaves, unless it was closed in order', async () => {
    const [log = ''] = await filesOf('.log')
    const store = await opened()
    await store.commit(documentOf('late'))
    const [current = ''] = await filesOf('.log')
    const bytes = await readFile(current)
    expect(current).not.toBe(log)
    await store.close()
    await writeFile(current, bytes.subarray(0, -3))
    expect(await damagedFiles(folder)).toHaveLength(1)
    await rm(join(folder, 'closed.json'))
    expect(await damagedFiles(folder)).toEqual([])
    const again = await opened()
    expect(await again.load('late')).toBeUndefined()
    expect(await again.load('a')).toEqual(of('a'))
  })

  it('nothing is said against a log that a failed write has torn: what stands behind was not acknowledged', async () => {
    const [store, copy] = [await opened(), await temporaryFolder()]
    await store.commit(of('a'))
    await store.commit(of('b'))
    await cp(folder, copy, { recursive: true })
    await store.close()
    await rm(folder, { recursive: true })
    await cp(copy, folder, { recursive: true })
    const [log = ''] = await filesOf('.log')
    const bytes = await readFile(log)
    await writeFile(log, bytes.fill(7, 40, 80))
    expect(await damagedFiles(folder)).toHaveLength(1)
    await writeFile(join(folder, 'failed-write'), '')
    expect(await damagedFiles(folder)).toEqual([])
    await (await opened()).close()
    expect(await readdir(folder)).not.toContain('failed-write')
  })

  it('nothing is said against one that an older release has opened since', async () => {
    const level = new ClassicLevel(folder)
    await level.open()
    await level.close()
    expect(await readdir(folder)).toContain('closed.json')
    expect(await damagedFiles(folder)).toEqual([])
    await expectWhole(OWNERS)
  })

  it('nothing is said against one that a process did not live to begin', async () => {
    const fresh = await temporaryFolder()
    await mkdir(join(fresh, 'db'))
    await writeFile(join(fresh, 'db', 'MANIFEST-000001'), '')
    await (await openLevelStore({ dir: fresh, key: KEY, now: NOW })).close()
  })

  it('nothing is said against a database that is whole, closed or killed', async () => {
    expect(await damagedFiles(folder)).toEqual([])
    expect(await repair()).toBeUndefined()
    await expectWhole(OWNERS)
  })
})

describe('a repair', () => {
  it('saves whoever is not concerned, knows who is, and puts the damaged files aside as they are', async () => {
    await damage('b')
    const before = await readdir(folder)
    const done = await repair()
    expect(done).toMatchObject({ saved: OWNERS.length - 1, lost: ['b'], replaced: join(dir, `db-replaced-${NOW + 9}`) })
    expect(await readdir(done?.replaced ?? '')).toEqual(before)
    await expectWhole(['a', 'c', 'd'])
    const store = await opened()
    expect([await store.ownerOf(aliasOf('contact-of-b')), await store.load('b')]).toEqual(['b', undefined])
    expect([store.bornAt, store.mendedAt]).toEqual([NOW, NOW + 9])
    await store.close()
    expect(await strayEntries(dir, KEY)).toEqual([expect.stringMatching(/^alias!.* → b$/)])
    expect((await readdir(dir)).filter((name) => name.startsWith('db')).sort()).toEqual([
      'db',
      `db-replaced-${NOW + 9}`,
    ])
  })

  it('needs neither CURRENT nor MANIFEST', async () => {
    for (const name of await readdir(folder)) if (/^CURRENT|^MANIFEST/.test(name)) await rm(join(folder, name))
    expect(await repair()).toMatchObject({ saved: OWNERS.length, lost: [] })
    await expectWhole(OWNERS)
  })

  it('keeps a document that does not open for the operator', async () => {
    const database = await LevelDatabase.open(dir)
    await database.write([{ type: 'put', key: 'doc!b', value: Buffer.alloc(80, 1) }], true)
    await database.close()
    await rm(join(folder, 'CURRENT'))
    expect(await repair()).toMatchObject({ saved: 3, lost: ['b'] })
    const again = await LevelDatabase.open(dir)
    expect((await again.keys({ gte: 'bad!', lt: 'bad"' }, 9)).map((key) => key.split('!')[1])).toEqual(['b'])
    await again.close()
  })

  it('never brings back who was erased, though their document still lies in a file', async () => {
    const before = await temporaryFolder()
    const copy = join(before, 'copy')
    const store = await opened()
    await store.commit(of('e'))
    await store.close()
    await mkdir(copy)
    for (const file of [...(await filesOf('.ldb')), ...(await filesOf('.log'))])
      await link(file, join(copy, file.slice(folder.length + 1)))
    const next = await opened()
    await next.erase('e', NOW + 4)
    await next.close()
    // Under a number that nothing else has, as a table that LevelDB had no time to remove.
    for (const name of await readdir(copy)) {
      if (name.endsWith('.ldb')) await rename(join(copy, name), join(folder, `9${name.slice(1)}`))
    }
    await rm(join(folder, 'CURRENT'))
    expect(await repair()).toMatchObject({ saved: OWNERS.length, lost: [] })
    const again = await opened()
    expect([await again.load('e'), await again.ownerOf(aliasOf('contact-of-e'))]).toEqual([undefined, undefined])
  })

  it('changes nothing with a wrong key, while a bot is running, or where nothing can be saved', async () => {
    await rm(join(folder, 'CURRENT'))
    const before = await readdir(folder)
    await expect(repair({ key: randomBytes(32) })).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
    for (const file of [...(await filesOf('.ldb')), ...(await filesOf('.log'))]) await writeFile(file, 'broken')
    await expect(repair()).rejects.toMatchObject({ code: 'STORE_DAMAGED', message: expect.stringContaining('备份') })
    expect(await readdir(folder)).toEqual(before)
    expect(await readdir(dir)).toEqual(['db'])
  })

  it('is refused while another process has the files open', { timeout: 30_000 }, async () => {
    const child = startChild('opener.ts', { DIR: dir, KEY: KEY.toString('hex') })
    expect(await child.line()).toBe('open')
    await rm(join(folder, 'CURRENT'))
    await expect(repair()).rejects.toMatchObject({ code: 'STORE_LOCKED' })
    child.kill()
    await child.ended
    expect(await repair()).toMatchObject({ saved: OWNERS.length })
  })
})
