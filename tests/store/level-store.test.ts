import { randomBytes } from 'node:crypto'
import { chmod, mkdir, stat, symlink, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SCHEMA } from '../../src/store/document.ts'
import { databaseFolder } from '../../src/store/level-database.ts'
import { type LevelStoreOptions, openLevelStore } from '../../src/store/level-store.ts'
import type { Store } from '../../src/store/port.ts'
import { startChild } from './child.ts'
import { aliasOf, documentOf, NOW, reminderOf, replyOf } from './documents.ts'
import { storeSuite } from './store-suite.ts'
import { bytesIn, temporaryFolder } from './temporary-folder.ts'

const KEY = randomBytes(32)
const FAR = NOW + 1_000_000

storeSuite('LevelDB', (dir, now) => openLevelStore({ dir, key: KEY, now }))

describe('the LevelDB store', () => {
  it('shows nothing of what it keeps in its files', async () => {
    const dir = await temporaryFolder()
    const store = await open(dir)
    const canaries = ['wxid_canary', '暗号金丝雀', '某客户金丝雀']
    const [contactId = '', text = '', client = ''] = canaries
    const record = {
      id: 'c1',
      client,
      project: null,
      flow: 'scope',
      flowVersion: 1,
      entries: [],
      notes: [],
      filedAt: NOW,
      changedAt: NOW,
      closing: null,
    }
    await store.commit(
      documentOf('a', { aliases: [aliasOf(contactId)], outbox: [replyOf('r1', { text })], cases: [record] }),
    )
    await expectAbsent(dir, canaries)
    await store.close()
    await (await open(dir)).close()
    await expectAbsent(dir, canaries)
    expect(await bytesIn(dir)).toSatisfy((bytes: Buffer) => bytes.includes('doc!a'))
  })

  it.each(['before', 'after'])('rewrites the files when it erases, if it was restarted just %s', async (when) => {
    const dir = await temporaryFolder()
    const store = await open(dir)
    for (const owner of ['a', 'b', 'c']) await store.commit(documentOf(owner))
    await store.commit(documentOf('b', { watermark: NOW }))
    await store.close()
    const first = await sealedIn(dir, 'b')

    let now = await open(dir)
    await now.commit(documentOf('b', { watermark: NOW + 1 }))
    await now.close()
    const second = await sealedIn(dir, 'b')
    now = await open(dir)
    if (when === 'after') await now.commit(documentOf('b', { watermark: NOW + 2 }))
    expect((await bytesIn(dir)).includes(second)).toBe(true)
    await now.erase('b', NOW)
    for (const sealed of [first, second]) expect((await bytesIn(dir)).includes(sealed)).toBe(false)
    expect(await now.load('a')).toBeDefined()
  })

  it('leaves nothing of a document that was written and erased in one go', async () => {
    const dir = await temporaryFolder()
    const store = await open(dir)
    await store.commit(documentOf('kept'))
    await store.commit(documentOf('gone-at-once'))
    const bytes = await bytesIn(dir)
    const at = bytes.indexOf('doc!gone-at-once')
    const sealed = bytes.subarray(at + 24, at + 64)
    expect(at).toBeGreaterThan(0)
    await store.erase('gone-at-once', NOW)
    expect((await bytesIn(dir)).includes(sealed)).toBe(false)
  })

  it('refuses a wrong key, writes nothing, and opens with the right one', async () => {
    const dir = await temporaryFolder()
    const store = await open(dir)
    await store.commit(documentOf('a'))
    await store.close()
    const before = await everything(dir)
    await expect(openLevelStore({ dir, key: randomBytes(32), now: NOW })).rejects.toMatchObject({ code: 'STORE_KEY' })
    expect(await everything(dir)).toEqual(before)
    expect(await (await open(dir)).load('a')).toEqual(documentOf('a'))
  })

  it('refuses a second opener in the same process, whatever the folder is called', { timeout: 30_000 }, async () => {
    const dir = await temporaryFolder()
    const store = await open(dir)
    await symlink(dir, `${dir}-alias`)
    onTestFinished(() => unlink(`${dir}-alias`))
    for (const name of [dir, `${dir}/.`, `${dir}-alias`]) {
      await expect(openLevelStore({ dir: name, key: KEY, now: NOW })).rejects.toMatchObject({ code: 'STORE_LOCKED' })
    }
    const child = startChild('opener.ts', { DIR: dir, KEY: KEY.toString('hex') })
    expect(await child.line()).toBe('STORE_LOCKED')
    await child.ended
    await store.commit(documentOf('a'))
    await store.close()
    expect(await (await open(dir)).load('a')).toBeDefined()
  })

  it('refuses what another process has open, until that one dies', { timeout: 30_000 }, async () => {
    const dir = await temporaryFolder()
    const child = startChild('opener.ts', { DIR: dir, KEY: KEY.toString('hex') })
    expect(await child.line()).toBe('open')
    const refused = openLevelStore({ dir, key: KEY, now: NOW })
    await expect(refused).rejects.toMatchObject({ code: 'STORE_LOCKED', message: expect.stringContaining('STATE_DIR') })
    child.kill()
    await child.ended
    await (await open(dir)).commit(documentOf('a'))
  })

  it('keeps its folders to itself', async () => {
    const root = await temporaryFolder()
    const fresh = join(root, 'a', 'b')
    const lax = join(root, 'lax')
    await mkdir(databaseFolder(lax), { recursive: true })
    await chmod(lax, 0o755)
    await chmod(databaseFolder(lax), 0o777)
    for (const dir of [fresh, lax]) {
      await open(dir)
      for (const folder of [dir, databaseFolder(dir)]) expect((await stat(folder)).mode & 0o777).toBe(0o700)
    }
  })

  it('says what is wrong when STATE_DIR cannot be a folder', async () => {
    const dir = join(await temporaryFolder(), 'file')
    await writeFile(dir, '')
    await expect(openLevelStore({ dir, key: KEY, now: NOW })).rejects.toMatchObject({ code: 'STORE_IO' })
  })

  describe('a damaged document', () => {
    const changes: [string, (sealed: Buffer, other: Buffer) => Buffer][] = [
      [
        'one bit flipped',
        (sealed) => Buffer.concat([sealed.subarray(0, 60), Buffer.of((sealed[60] ?? 0) ^ 1), sealed.subarray(61)]),
      ],
      ['cut short', (sealed) => sealed.subarray(0, 20)],
      ['emptied', () => Buffer.alloc(0)],
      ['an unknown format', (sealed) => Buffer.concat([Buffer.of(9), sealed.subarray(1)])],
      ['another owner’s', (_, other) => other],
    ]

    it.each(changes)('hits its owner only, and can be erased: %s', async (_, change) => {
      const dir = await temporaryFolder()
      const store = await open(dir)
      const full = { outbox: [replyOf('r1')], reminders: [reminderOf('m1', NOW)] }
      await store.commit(documentOf('a', full))
      await store.commit(documentOf('b', full))
      await store.close()
      await raw(dir, async (level) => {
        const [sealed, other] = await level.getMany(['doc!a', 'doc!b'])
        if (!sealed || !other) throw new Error('not stored')
        await level.put('doc!a', change(sealed, other))
      })

      const again = await open(dir)
      expect(await again.ownerOf(aliasOf('contact-of-a'))).toBe('a')
      await expect(again.load('a')).rejects.toMatchObject({ code: 'STORE_DOCUMENT' })
      await expect(again.commit(documentOf('a'))).rejects.toMatchObject({ code: 'STORE_DOCUMENT' })
      expect(await again.load('b')).toEqual(documentOf('b', full))
      await again.commit(documentOf('b', full))

      await again.erase('a', NOW)
      expect(await again.load('a')).toBeUndefined()
      expect(await again.ownerOf(aliasOf('contact-of-a'))).toBeUndefined()
      expect((await again.unsent(FAR, 9)).map(({ owner }) => owner)).toEqual(['b'])
      expect((await again.due(FAR, 9)).map(({ owner }) => owner)).toEqual(['b'])
    })
  })

  it('refuses a store that a later release has written, and names both versions', async () => {
    const dir = await temporaryFolder()
    await (await open(dir)).close()
    await raw(dir, (level) => level.put('meta!schema', Buffer.from(String(SCHEMA + 41))))
    const refused = openLevelStore({ dir, key: KEY, now: NOW })
    await expect(refused).rejects.toMatchObject({
      code: 'STORE_SCHEMA',
      message: expect.stringMatching(`${SCHEMA + 41}.*${SCHEMA}`),
    })
  })

  it('migrates an older document when it is read, drops the entries it had, and marks the store', async () => {
    const dir = await temporaryFolder()
    const store = await open(dir)
    const older = { ...documentOf('a', { schema: SCHEMA - 1, outbox: [replyOf('r1')] }), nickname: 'x' }
    await store.commit(older)
    await store.close()
    await raw(dir, (level) => level.put('meta!schema', Buffer.from(String(SCHEMA - 1))))

    const up = ({ nickname: _, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, outbox: [], nextSeq: 7 })
    const migrated = await open(dir, { migrations: [{ from: SCHEMA - 1, up }] })
    const document = await migrated.load('a')
    expect(document).toEqual(documentOf('a', { nextSeq: 7 }))
    if (!document) throw new Error('not there')
    await migrated.commit(document)
    expect(await migrated.unsent(FAR, 9)).toEqual([])
    await migrated.close()
    await raw(dir, async (level) => expect(String(await level.get('meta!schema'))).toBe(String(SCHEMA)))
    expect(await (await open(dir)).load('a')).toEqual(document)
  })

  it.each(['two words', 'a!b', ''])('takes no owner id that would not stand in a key: %j', async (owner) => {
    const store = await open(await temporaryFolder())
    await expect(store.commit(documentOf(owner))).rejects.toThrow(RangeError)
    await expect(store.erase(owner, NOW)).rejects.toThrow(RangeError)
  })

  it('fails with STORE_IO once it is closed, and can be closed twice', async () => {
    const store = await open(await temporaryFolder())
    await store.close()
    await store.close()
    await expect(store.commit(documentOf('a'))).rejects.toMatchObject({ code: 'STORE_IO' })
  })
})

async function open(dir: string, options: Partial<LevelStoreOptions> = {}): Promise<Store> {
  const store = await openLevelStore({ dir, key: KEY, now: NOW, ...options })
  onTestFinished(() => store.close())
  return store
}

async function raw<T>(dir: string, work: (level: ClassicLevel<string, Buffer>) => Promise<T>): Promise<T> {
  const level = new ClassicLevel<string, Buffer>(databaseFolder(dir), { valueEncoding: 'buffer' })
  try {
    await level.open()
    return await work(level)
  } finally {
    await level.close()
  }
}

/** The first bytes of an owner's sealed value: they show in the files as they are, being incompressible. */
async function sealedIn(dir: string, owner: string): Promise<Buffer> {
  const sealed = await raw(dir, (level) => level.get(`doc!${owner}`))
  if (!sealed) throw new Error('not stored')
  return sealed.subarray(0, 40)
}

function everything(dir: string): Promise<[string, Buffer][]> {
  return raw(dir, (level) => level.iterator().all())
}

async function expectAbsent(dir: string, words: readonly string[]): Promise<void> {
  const bytes = await bytesIn(dir)
  for (const word of words) {
    expect(bytes.includes(word)).toBe(false)
    expect(bytes.includes(Buffer.from(word).toString('base64').slice(0, 8))).toBe(false)
  }
}
