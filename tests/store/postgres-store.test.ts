import { randomBytes } from 'node:crypto'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Store } from '../../src/store/port.ts'
import { openPostgresStore, type PostgresStoreOptions } from '../../src/store/postgres-store.ts'
import { readBackup } from '../../src/store/read-backup.ts'
import { aliasOf, documentOf, NOW, replyOf } from './documents.ts'
import { POSTGRES_BIN, type PostgresServer, startPostgres } from './postgres-server.ts'
import { storeSuite } from './store-suite.ts'
import { temporaryFolder } from './temporary-folder.ts'

const KEY = randomBytes(32)
let server: PostgresServer

const fail = (): never => {
  throw new Error('the lease was lost')
}
const wishes = (account: string) => ({ account, waits: false, onWaiting: () => {}, onLost: fail })

describe.skipIf(POSTGRES_BIN === undefined)('PostgreSQL (skipped where there is none: set POSTGRES_BIN)', () => {
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  afterAll(() => server?.remove())

  storeSuite('PostgreSQL', (dir, now) =>
    openPostgresStore({ url: server.url, key: KEY, now, ...wishes(basename(dir)) }),
  )

  it('makes its tables once when several start at the same moment', async () => {
    await sql('DROP SCHEMA IF EXISTS shoumi CASCADE')
    const stores = await Promise.all(['first', 'second', 'third', 'fourth'].map((account) => open(account)))
    for (const [at, store] of stores.entries()) await store.commit(documentOf(`owner-${at}`))
    for (const [at, store] of stores.entries()) {
      expect(await store.load(`owner-${at}`)).toBeDefined()
      expect(await store.load(`owner-${(at + 1) % 4}`)).toBeUndefined()
    }
  })

  it('shows nothing of what it keeps', async () => {
    const store = await open('canary')
    const [contactId, text] = ['wxid_canary', '暗号金丝雀']
    await store.commit(documentOf('a', { aliases: [aliasOf(contactId)], outbox: [replyOf('r1', { text })] }))
    const rows = await sql("SELECT key, value FROM shoumi.entries WHERE account = 'canary'")
    expect(rows.length).toBeGreaterThan(4)
    const bytes = Buffer.concat(rows.flatMap(({ key, value }) => [Buffer.from(String(key)), value as Buffer]))
    for (const canary of [contactId, text]) expect(bytes.includes(canary)).toBe(false)
    expect(bytes.includes('doc!a')).toBe(true)
  })

  it('makes a backup that can be read', async () => {
    const store = await open('backed-up')
    for (let at = 0; at < 450; at++) await store.commit(documentOf(`owner-${at}`), { durable: false })
    const file = join(await temporaryFolder(), 'backup')
    expect(await store.backUp(file, NOW)).toBe(450)
    expect((await readBackup(file, KEY, async () => {})).documents).toBe(450)
  })

  describe('an account that another process serves', () => {
    it('is refused, or waited for until it is given back', async () => {
      const first = await open('shared')
      await expect(open('shared')).rejects.toMatchObject({ code: 'STORE_LOCKED' })
      const waiting: string[] = []
      const second = open('shared', { waits: true, onWaiting: (holder) => waiting.push(holder) })
      await first.commit(documentOf('a'))
      await expect.poll(() => waiting).toEqual([expect.stringContaining(String(process.pid))])
      await first.close()
      expect(await (await second).load('a')).toEqual(documentOf('a'))
    })

    it('is taken over when that one falls silent, which then writes nothing more', async () => {
      let lost = 0
      const first = await open('silent', { onLost: () => lost++ })
      await first.commit(documentOf('a', { watermark: NOW }))
      await sql("UPDATE shoumi.leases SET until = now() - interval '1 second' WHERE account = 'silent'")
      const second = await open('silent')
      await second.commit(documentOf('a', { watermark: NOW + 5 }))
      await expect(first.commit(documentOf('a', { watermark: NOW + 1 }))).rejects.toMatchObject({ code: 'STORE_LEASE' })
      await expect(first.unsent(NOW, 9)).rejects.toMatchObject({ code: 'STORE_LEASE' })
      expect(lost).toBe(1)
      await first.close()
      expect(await second.load('a')).toEqual(documentOf('a', { watermark: NOW + 5 }))
      await second.commit(documentOf('a', { watermark: NOW + 6 }))
    })
  })

  it('refuses a wrong key and a newer schema, and changes nothing', async () => {
    const store = await open('sealed')
    await store.commit(documentOf('a'))
    await store.close()
    await expect(open('sealed', { key: randomBytes(32) })).rejects.toMatchObject({ code: 'STORE_KEY' })
    await sql('UPDATE shoumi.version SET version = version + 1')
    onTestFinished(async () => void (await sql('UPDATE shoumi.version SET version = 1')))
    await expect(open('sealed')).rejects.toMatchObject({ code: 'STORE_SCHEMA', message: expect.stringContaining('2') })
    await sql('UPDATE shoumi.version SET version = 1')
    expect(await (await open('sealed')).load('a')).toEqual(documentOf('a'))
  })

  it.each([
    ['localhost/shoumi', 'STORE_IO', 'postgres://'],
    ['mysql://localhost/shoumi', 'STORE_IO', 'postgres://'],
    ['postgres://shoumi:secret@no-such-host.invalid/postgres', 'STORE_IO', '主机名'],
    ['postgres://shoumi:secret@127.0.0.1:1/postgres', 'STORE_AWAY', '127.0.0.1:1'],
  ])('says what is wrong with %s, and never a password', async (url, code, words) => {
    const refused = open('nowhere', { url })
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
    await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining('secret') })
  })

  it('says that the database is not there, or the user', async () => {
    const missing = open('nowhere', { url: server.url.replace('/postgres', '/nothing-here') })
    await expect(missing).rejects.toMatchObject({ code: 'STORE_IO', message: expect.stringContaining('createdb') })
    const stranger = open('nowhere', { url: server.url.replace('shoumi@', 'nobody-here:secret@') })
    await expect(stranger).rejects.toMatchObject({ code: 'STORE_IO', message: expect.stringContaining('28') })
  })

  describe('a database that goes away', () => {
    it('is waited for while it restarts, and everything acknowledged is there', { timeout: 60_000 }, async () => {
      const store = await open('restarted')
      await store.commit(documentOf('a', { watermark: NOW }))
      for (const mode of ['fast', 'immediate'] as const) {
        await server.stop(mode)
        const late = store.commit(documentOf('b', { watermark: NOW + 1 }))
        await server.start()
        await late
        expect(await store.load('b')).toEqual(documentOf('b', { watermark: NOW + 1 }))
      }
      await store.close()
      const again = await open('restarted')
      expect(await again.load('a')).toEqual(documentOf('a', { watermark: NOW }))
      expect(await again.load('b')).toEqual(documentOf('b', { watermark: NOW + 1 }))
    })

    it('for longer is said to be away, and goes on where it was', { timeout: 60_000 }, async () => {
      const store = await open('away')
      await store.commit(documentOf('a', { watermark: NOW }))
      await server.stop('fast')
      try {
        const refused = await Promise.allSettled([
          store.commit(documentOf('a', { watermark: NOW + 1 })),
          store.load('never-seen'),
          store.checkWritable(),
        ])
        expect(refused.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(
          refused.map(() => 'STORE_AWAY'),
        )
      } finally {
        await server.start()
      }
      expect(await store.load('a')).toEqual(documentOf('a', { watermark: NOW }))
      await store.commit(documentOf('a', { watermark: NOW + 2 }))
      expect(await store.load('a')).toEqual(documentOf('a', { watermark: NOW + 2 }))
    })

    it('in the middle of many writes keeps each whole, and those that were acknowledged', {
      timeout: 60_000,
    }, async () => {
      const store = await open('broken-off')
      const acknowledged = new Map<string, number>()
      let isOver = false
      const writers = Array.from({ length: 8 }, async (_, owner) => {
        for (let count = 1; !isOver; count++) {
          await store.commit(documentOf(`o${owner}`, { watermark: count, outbox: [replyOf(`r${count}`)] }))
          acknowledged.set(`o${owner}`, count)
        }
      })
      for (let killed = 0; killed < 5; killed++) {
        await expect.poll(() => acknowledged.size).toBe(8)
        await sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shoumi'")
        acknowledged.clear()
      }
      await expect.poll(() => acknowledged.size).toBe(8)
      isOver = true
      await Promise.all(writers)
      await store.close()
      const again = await open('broken-off')
      const waiting = await again.unsent(NOW, 99)
      for (const [owner, count] of acknowledged) {
        expect((await again.load(owner))?.watermark).toBe(count)
        expect(waiting.filter((one) => one.owner === owner)).toEqual([{ at: NOW, owner, id: `r${count}` }])
      }
    })
  })

  async function open(account: string, options: Partial<PostgresStoreOptions> = {}): Promise<Store> {
    const store = await openPostgresStore({ url: server.url, key: KEY, now: NOW, ...wishes(account), ...options })
    onTestFinished(() => store.close())
    return store
  }

  async function sql(text: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: server.url })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }
})
