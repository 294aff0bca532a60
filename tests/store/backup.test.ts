import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { inspectStore } from '../../src/store/inspect.ts'
import { databaseFolder, LevelDatabase } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import type { Store } from '../../src/store/port.ts'
import { type Restored, type RestoreOptions, restoreBackup } from '../../src/store/restore.ts'
import { type RestoreOwnerOptions, restoreOwner } from '../../src/store/restore-owner.ts'
import { strayEntries } from './audit.ts'
import { aliasOf, documentOf, NOW, reminderOf, replyOf } from './documents.ts'
import { bytesIn, temporaryFolder } from './temporary-folder.ts'

const KEY = randomBytes(32)
const FAR = NOW + 365 * 86_400_000
const CANARY = '金丝雀工作室的合同'

let dir: string
let file: string

beforeEach(async () => {
  dir = await temporaryFolder()
  file = join(await temporaryFolder(), 'backup')
})

async function opened(at = dir): Promise<Store> {
  const store = await openLevelStore({ dir: at, key: KEY, now: NOW })
  onTestFinished(() => store.close())
  return store
}

function restore(changes: Partial<RestoreOptions> = {}): Promise<Restored> {
  return restoreBackup({ file, dir, key: KEY, replace: false, now: NOW, ...changes })
}

describe('a backup', () => {
  it('brings back documents, aliases and index entries, in another folder', async () => {
    const store = await opened()
    const a = documentOf('a', { outbox: [replyOf('r1', { text: CANARY })], reminders: [reminderOf('m1', NOW + 5)] })
    await store.commit(a)
    await store.commit(documentOf('b'))
    expect(await store.backUp(file, NOW + 1)).toBe(2)

    const other = await temporaryFolder()
    expect(await restore({ dir: other })).toEqual({
      madeAt: NOW + 1,
      documents: 2,
      stayErased: 0,
      damaged: 0,
      replaced: null,
      marksLost: false,
    })
    const again = await opened(other)
    expect(await again.load('a')).toEqual(a)
    expect(await again.ownerOf(aliasOf('contact-of-b'))).toBe('b')
    expect(await again.unsent(FAR, 9)).toEqual(await store.unsent(FAR, 9))
    expect(await again.due(FAR, 9)).toEqual([{ at: NOW + 5, owner: 'a', id: 'm1' }])
    expect(again.bornAt).toBe(store.bornAt)
  })

  it('is of one moment, whatever is written while it is made', async () => {
    const store = await opened()
    const all = Array.from({ length: 1_000 }, (_, index) => `owner-${index}`)
    for (const owner of all) await store.commit(documentOf(owner), { durable: false })
    const making = store.backUp(file, NOW)
    for (const owner of all.toReversed()) {
      await store.commit(documentOf(owner, { watermark: NOW + 1 }), { durable: false })
    }
    await store.erase('owner-500', NOW)
    expect(await making).toBe(all.length)
    const other = await temporaryFolder()
    await restore({ dir: other })
    const again = await opened(other)
    const marks = await Promise.all(all.map(async (owner) => (await again.load(owner))?.watermark))
    // Written last first: of one moment, whoever stands after somebody who was written has been written, too.
    const first = marks.includes(NOW + 1) ? marks.indexOf(NOW + 1) : marks.length
    expect(first).toBeGreaterThan(500)
    expect(marks.slice(0, first).filter((mark) => mark !== 0)).toEqual([])
    expect(marks.slice(first).filter((mark) => mark !== NOW + 1)).toEqual([])
  })

  it('shows nothing of what is in it, not even which owners there are', async () => {
    const store = await opened()
    await store.commit(documentOf('an-owner', { outbox: [replyOf('r1', { text: CANARY })] }))
    await store.backUp(file, NOW)
    const bytes = await readFile(file)
    for (const word of [CANARY, 'an-owner', 'doc!', 'alias!']) expect(bytes.includes(word)).toBe(false)
    expect((await stat(file)).mode & 0o077).toBe(0)
  })

  it('is never written over another file, and leaves no half of itself', async () => {
    const store = await opened()
    await writeFile(file, 'something')
    await expect(store.backUp(file, NOW)).rejects.toMatchObject({ code: 'STORE_IO' })
    expect(await readFile(file, 'utf8')).toBe('something')
    await expect(store.backUp(join(dir, 'no-such-folder', 'backup'), NOW)).rejects.toMatchObject({ code: 'STORE_IO' })
    expect(await readdir(join(file, '..'))).toEqual(['backup'])
  })
})

describe('a restore changes nothing', () => {
  let before: Buffer

  beforeEach(async () => {
    const store = await opened()
    await store.commit(documentOf('a'))
    await store.backUp(file, NOW)
    await store.commit(documentOf('a', { watermark: NOW }))
    await store.close()
    before = await bytesIn(databaseFolder(dir))
  })

  async function refused(changes: Partial<RestoreOptions>, code: string): Promise<void> {
    await expect(restore(changes)).rejects.toMatchObject({ code })
    expect((await readdir(dir)).filter((name) => name.startsWith('db'))).toEqual(['db'])
    expect((await (await opened()).load('a'))?.watermark).toBe(NOW)
  }

  it('where there is data and nobody said to replace it', async () => {
    await expect(restore()).rejects.toMatchObject({ message: expect.stringContaining('--replace') })
    expect(await bytesIn(databaseFolder(dir))).toEqual(before)
    await refused({}, 'STORE_IO')
  })

  it('with another key', () => refused({ key: randomBytes(32), replace: true }, 'STORE_KEY'))

  it('from a backup that was cut short, at whatever place', async () => {
    const whole = await readFile(file)
    for (const part of [0, 10, 60, 0.5, 0.9, 1 - 1 / whole.length].map((at) => (at < 1 ? at * whole.length : at))) {
      await writeFile(file, whole.subarray(0, part))
      await expect(restore({ replace: true })).rejects.toMatchObject({ code: expect.stringMatching(/DAMAGED|KEY/) })
    }
    await refused({ replace: true }, 'STORE_DAMAGED')
  })

  it('from a backup in which a byte was changed', async () => {
    const bytes = await readFile(file)
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 200) ^ 1, bytes.length - 200)
    await writeFile(file, bytes)
    await refused({ replace: true }, 'STORE_DAMAGED')
  })

  it('from something else', async () => {
    await writeFile(file, 'PK'.repeat(100))
    await refused({ replace: true }, 'STORE_DAMAGED')
  })

  it('while the data is in use', async () => {
    const store = await opened()
    await expect(restore({ replace: true })).rejects.toMatchObject({ code: 'STORE_LOCKED' })
    expect((await store.load('a'))?.watermark).toBe(NOW)
  })
})

describe('a restore over data', () => {
  it('puts that aside, whole', async () => {
    const store = await opened()
    await store.commit(documentOf('a'))
    await store.backUp(file, NOW)
    await store.commit(documentOf('late'))
    await store.close()
    const { replaced } = await restore({ replace: true })
    const again = await opened()
    expect([await again.load('a'), await again.load('late')]).toEqual([documentOf('a'), undefined])
    await again.close()
    await rm(databaseFolder(dir), { recursive: true })
    await rename(replaced ?? '', databaseFolder(dir))
    expect(await (await opened()).load('late')).toEqual(documentOf('late'))
  })

  it('keeps erased whoever was erased after the backup was made, and leaves no trace of them', async () => {
    const store = await opened()
    const alias = aliasOf('contact-of-gone')
    const gone = documentOf('gone', { outbox: [replyOf('r1')], reminders: [reminderOf('m1', NOW)] })
    await store.commit(gone)
    await store.commit(documentOf('kept'))
    await store.backUp(file, NOW)
    await store.erase('gone', NOW + 7)
    await store.close()
    expect(await restore({ replace: true })).toMatchObject({ documents: 2, stayErased: 1 })
    const again = await opened()
    expect(await again.load('gone')).toBeUndefined()
    expect(await again.ownerOf(alias)).toBeUndefined()
    expect(await again.erasedUntil(alias)).toBe(NOW + 7)
    expect([await again.unsent(FAR, 9), await again.due(FAR, 9)]).toEqual([[], []])
    expect(await again.load('kept')).toEqual(documentOf('kept'))
    await again.close()
    expect((await bytesIn(databaseFolder(dir))).includes('doc!gone')).toBe(false)
  })

  it('keeps whoever came back after having been erased', async () => {
    const store = await opened()
    const alias = aliasOf('contact')
    await store.commit(documentOf('first', { aliases: [alias] }))
    await store.erase('first', NOW)
    await store.commit(documentOf('second', { aliases: [alias] }))
    await store.backUp(file, NOW)
    await store.close()
    await restore({ replace: true })
    expect(await (await opened()).ownerOf(alias)).toBe('second')
  })

  it('says so when what is there cannot be read, and so nobody knows who was erased', async () => {
    const store = await opened()
    await store.commit(documentOf('a'))
    await store.backUp(file, NOW)
    await store.close()
    const folder = databaseFolder(dir)
    for (const name of await readdir(folder)) {
      if (/^(?:MANIFEST|CURRENT)/.test(name)) await writeFile(join(folder, name), 'broken')
    }
    expect(await restore({ replace: true })).toMatchObject({ marksLost: true })
    expect(await (await opened()).load('a')).toEqual(documentOf('a'))
  })

  it('that was cut short before the last step is noticed, and can be done again', async () => {
    const store = await opened()
    await store.commit(documentOf('a'))
    await store.backUp(file, NOW)
    await store.close()
    await rename(databaseFolder(dir), join(dir, 'db-built'))
    await expect(opened()).rejects.toMatchObject({ message: expect.stringContaining('npm run restore') })
    expect(await readdir(dir)).toEqual(['db-built'])
    await restore()
    expect(await (await opened()).load('a')).toEqual(documentOf('a'))
  })
})

describe('one owner out of a backup', () => {
  const one = (changes: Partial<RestoreOwnerOptions> = {}) =>
    restoreOwner({ file, dir, key: KEY, owner: 'a', now: NOW + 9, ...changes })
  const whole = documentOf('a', { taken: ['m1'], outbox: [replyOf('r1')], reminders: [reminderOf('m1', NOW + 5)] })

  beforeEach(async () => {
    const store = await opened()
    await store.commit(whole)
    await store.commit(documentOf('b'))
    await store.backUp(file, NOW + 1)
    await store.commit(documentOf('b', { watermark: NOW }))
    await store.close()
    const database = await LevelDatabase.open(dir)
    await database.write([{ type: 'put', key: 'doc!a', value: Buffer.alloc(80, 1) }], true)
    await database.close()
  })

  it('is there again, with all that leads to it; replies are not said again, nobody else is touched', async () => {
    const store = await opened()
    await store.setAside('a', NOW)
    await store.commit(documentOf('a', { taken: ['m2'], watermark: NOW + 7, nextSeq: 3 }))
    await store.close()
    expect(await one()).toEqual({ madeAt: NOW + 1, replaced: true })
    expect(await strayEntries(dir, KEY)).toEqual([])
    const again = await opened()
    const expected = { ...whole, taken: ['m1', 'm2'], watermark: NOW + 7, nextSeq: 3, outbox: [] }
    expect(await again.load('a')).toEqual(expected)
    expect(await again.ownerOf(aliasOf('contact-of-a'))).toBe('a')
    expect([await again.unsent(FAR, 9), (await again.due(FAR, 9)).length]).toEqual([[], 1])
    expect(await again.load('b')).toEqual(documentOf('b', { watermark: NOW }))
    await again.close()
    expect((await inspectStore(dir, KEY)).aside).toEqual([{ owner: 'a', at: NOW + 9 }])
  })

  it('can be had without waiting for the owner to write', async () => {
    expect(await one()).toEqual({ madeAt: NOW + 1, replaced: true })
    expect(await (await opened()).load('a')).toEqual({ ...whole, outbox: [] })
  })

  it('is not brought back for whoever erased it, nor out of a backup that has none', async () => {
    await expect(one({ owner: 'c' })).rejects.toMatchObject({ code: 'STORE_IO' })
    const store = await opened()
    await store.erase('b', NOW)
    await store.close()
    await expect(one({ owner: 'b' })).rejects.toMatchObject({ message: expect.stringContaining('删过数据') })
    expect(await (await opened()).load('b')).toBeUndefined()
  })
})
