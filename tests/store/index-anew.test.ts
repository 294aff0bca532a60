import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { DocumentAdapter } from '../../src/store/document-adapter.ts'
import { exclusive } from '../../src/store/exclusive.ts'
import { LevelDatabase } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import type { Store } from '../../src/store/port.ts'
import { Sealer } from '../../src/store/seal.ts'
import { aliasOf, documentOf, NOW } from './documents.ts'
import { temporaryFolder } from './temporary-folder.ts'

const KEY = randomBytes(32)
const DAY = 86_400_000

async function opened(dir: string): Promise<Store> {
  const store = await openLevelStore({ dir, key: KEY, now: NOW })
  onTestFinished(() => store.close())
  return store
}

/** As an earlier release left it: neither the index nor the documents know of what it did not write. */
async function asBefore(dir: string, owners: readonly string[]): Promise<void> {
  const database = await LevelDatabase.open(dir)
  const shelf = { database, sealer: new Sealer(KEY), migrations: [], handover: exclusive() }
  for (const owner of owners) {
    const stored = await new DocumentAdapter(shelf, owner).read()
    if (stored === null) throw new Error(`no ${owner}`)
    const keys = stored.keys.filter((key) => !key.startsWith('idle!'))
    await new DocumentAdapter(shelf, owner, stored).write({ json: stored.json, keys })
  }
  await database.write(
    [
      { type: 'del', key: 'meta!indexed' },
      { type: 'put', key: 'doc!damaged', value: Buffer.from('x') },
    ],
    true,
  )
  await database.close()
}

it('finds the documents of an earlier release by what it did not know, and removes that with them', async () => {
  const dir = await temporaryFolder()
  const first = await opened(dir)
  for (const owner of ['a', 'b', 'damaged']) {
    const to = aliasOf(`contact-of-${owner}`)
    await first.commit(documentOf(owner, { contact: { to, at: NOW, sent: 0 } }))
  }
  await first.close()
  await asBefore(dir, ['a', 'b', 'damaged'])

  const store = await opened(dir)
  expect((await store.idle(NOW + 2 * DAY, 9)).map(({ owner }) => owner)).toEqual(['a', 'b'])
  expect(await store.idle(NOW - DAY, 9)).toEqual([])
  await store.erase('a', NOW)
  expect((await store.idle(NOW + 2 * DAY, 9)).map(({ owner }) => owner)).toEqual(['b'])
  expect(await store.ownerOf(aliasOf('contact-of-b'))).toBe('b')
})

it('keeps a document where its owner stands: idle, warned, or never to expire', async () => {
  const store = await opened(await temporaryFolder())
  const contact = { to: aliasOf('contact-of-a'), at: NOW, sent: 0 }
  const found = async () =>
    [await store.idle(NOW + 9 * DAY, 9), await store.warned(NOW + 9 * DAY, 9)].map((one) => one.length)
  await store.commit(documentOf('a', { contact }))
  expect(await found()).toEqual([1, 0])
  await store.commit(documentOf('a', { contact, expiry: { warnedAt: NOW + 5, tries: 1 } }))
  expect(await found()).toEqual([0, 1])
  await store.commit(documentOf('a', { contact: { ...contact, at: NOW + 6 }, expiry: { warnedAt: NOW + 5, tries: 1 } }))
  expect(await found()).toEqual([1, 0])
  const incident = { id: 'i', number: 1, input: {} as never, openedAt: NOW, log: [], closedAt: null }
  await store.commit(documentOf('a', { contact, incidents: [incident] }))
  expect(await found()).toEqual([0, 0])
  await store.commit(documentOf('a', { contact, incidents: [{ ...incident, closedAt: NOW }] }))
  expect(await found()).toEqual([1, 0])
})
