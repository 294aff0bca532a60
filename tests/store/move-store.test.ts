import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { LevelDatabase } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { moveStore } from '../../src/store/move-store.ts'
import type { OrderedDatabase } from '../../src/store/ordered-database.ts'
import { openPostgresDatabase, openPostgresStore } from '../../src/store/postgres-store.ts'
import { aliasOf, documentOf, NOW, reminderOf, replyOf } from './documents.ts'
import { POSTGRES_BIN, type PostgresServer, startPostgres } from './postgres-server.ts'
import { temporaryFolder } from './temporary-folder.ts'

const KEY = randomBytes(32)
const OWNERS = 700
const options = { key: KEY, signal: new AbortController().signal, onProgress: () => {} }

async function filled(owners = OWNERS): Promise<string> {
  const dir = await temporaryFolder()
  const store = await openLevelStore({ dir, key: KEY, now: NOW })
  for (let at = 0; at < owners; at++)
    await store.commit(documentOf(`o${at}`, { outbox: [replyOf(`r${at}`)], reminders: [reminderOf('p', NOW + at)] }), {
      durable: false,
    })
  await store.close()
  return dir
}

async function open(dir: string): Promise<LevelDatabase> {
  const database = await LevelDatabase.open(dir)
  onTestFinished(() => database.close())
  return database
}

async function everything(database: OrderedDatabase): Promise<[string, string][]> {
  const all: [string, string][] = []
  for await (const entries of database.snapshot())
    for (const [key, value] of entries) all.push([key, value.toString('hex')])
  return all
}

describe('moving a store', () => {
  it('leaves both alike, and the old one closed for good', async () => {
    const [source, target] = [await filled(), await temporaryFolder()]
    const [from, to] = [await open(source), await open(target)]
    const before = await everything(from)
    expect(await moveStore(from, to, options)).toEqual({ entries: before.length, documents: OWNERS, isDone: true })
    expect(await everything(to)).toEqual(before)
    await Promise.all([from.close(), to.close()])
    await expect(openLevelStore({ dir: source, key: KEY, now: NOW })).rejects.toMatchObject({
      code: 'STORE_IO',
      message: expect.stringContaining('DATABASE_URL'),
    })
    const store = await openLevelStore({ dir: target, key: KEY, now: NOW })
    expect(await store.load('o9')).toMatchObject({ owner: 'o9' })
    expect(await store.ownerOf(aliasOf('contact-of-o9'))).toBe('o9')
    expect(await store.due(NOW + 5, 99)).toHaveLength(6)
    await store.close()
  })

  it('that was stopped is not opened, and goes on when it is asked again, also if the source changed', async () => {
    const [source, target] = [await filled(), await temporaryFolder()]
    let [from, to] = [await open(source), await open(target)]
    const stopping = new AbortController()
    const writes = to.write.bind(to)
    let count = 0
    to.write = async (operations, sync) => {
      await writes(operations, sync)
      if (++count === 3) stopping.abort()
    }
    expect(await moveStore(from, to, { ...options, signal: stopping.signal })).toMatchObject({ isDone: false })
    await Promise.all([from.close(), to.close()])
    await expect(openLevelStore({ dir: target, key: KEY, now: NOW })).rejects.toMatchObject({
      message: expect.stringContaining('migrate-store'),
    })
    const store = await openLevelStore({ dir: source, key: KEY, now: NOW })
    await store.erase('o1', NOW)
    await store.commit(documentOf('new'))
    await store.close()
    ;[from, to] = [await open(source), await open(target)]
    expect(await moveStore(from, to, options)).toMatchObject({ documents: OWNERS, isDone: true })
    await Promise.all([from.close(), to.close()])
    const moved = await openLevelStore({ dir: target, key: KEY, now: NOW })
    expect(await moved.load('o1')).toBeUndefined()
    expect(await moved.load('new')).toBeDefined()
    await moved.close()
  })

  it('does not overwrite something else, nor with a wrong key, nor what was moved away', async () => {
    const [source, other] = [await filled(3), await filled(2)]
    const [from, to] = [await open(source), await open(other)]
    const before = await everything(to)
    await expect(moveStore(from, to, options)).rejects.toMatchObject({ message: expect.stringContaining('别的数据') })
    expect(await everything(to)).toEqual(before)
    const empty = await open(await temporaryFolder())
    await expect(moveStore(from, empty, { ...options, key: randomBytes(32) })).rejects.toMatchObject({
      code: 'STORE_KEY',
    })
    expect(await everything(empty)).toEqual([])
    await moveStore(from, empty, options)
    await expect(moveStore(from, empty, options)).rejects.toMatchObject({
      message: expect.stringContaining('已经搬走'),
    })
  })
})

describe.skipIf(POSTGRES_BIN === undefined)('moving to PostgreSQL and back (skipped where there is none)', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  afterAll(() => server?.remove())

  it('keeps every byte', { timeout: 60_000 }, async () => {
    const dir = await filled()
    const level = await open(dir)
    const before = await everything(level)
    const wishes = { account: 'moved', waits: false, onWaiting: () => {}, onLost: () => {} }
    const postgres = await openPostgresDatabase(server.url, wishes)
    await moveStore(level, postgres, options)
    expect(await everything(postgres)).toEqual(before)
    await postgres.close()
    await level.close()

    const store = await openPostgresStore({ url: server.url, key: KEY, now: NOW, ...wishes })
    expect(await store.load('o9')).toMatchObject({ owner: 'o9' })
    await store.commit(documentOf('written-there'))
    await store.close()

    const [back, again] = [await openPostgresDatabase(server.url, wishes), await open(dir)]
    expect(await moveStore(back, again, options)).toMatchObject({ documents: OWNERS + 1, isDone: true })
    await back.close()
    await again.close()
    const home = await openLevelStore({ dir, key: KEY, now: NOW })
    expect(await home.load('written-there')).toBeDefined()
    await home.close()
    await expect(openPostgresStore({ url: server.url, key: KEY, now: NOW, ...wishes })).rejects.toMatchObject({
      message: expect.stringContaining('已经搬走'),
    })
  })
})
