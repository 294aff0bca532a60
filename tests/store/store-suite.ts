import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Reminder } from '../../src/reminders/reminder.ts'
import type { OutboxItem, OwnerDocument } from '../../src/store/document.ts'
import type { IndexEntry, Store } from '../../src/store/port.ts'
import { aliasOf, documentOf, NOW, reminderOf, replyOf } from './documents.ts'
import { temporaryFolder } from './temporary-folder.ts'

const FAR = NOW + 365 * 86_400_000

/** What every Store owes. `open` opens the store that lives in `folder`, new or again after it was closed. */
export function storeSuite(name: string, open: (folder: string, now: number) => Promise<Store>): void {
  describe(`${name}: what every store owes`, () => {
    it('gives back what was committed, also after reopening', async () => {
      const { store, reopen } = await opened()
      const document = documentOf('a', { taken: ['m1'], watermark: NOW, outbox: [replyOf('r1')], nextSeq: 2 })
      await store.commit(document)
      expect(await store.load('a')).toEqual(document)
      const again = await reopen()
      expect(await again.load('a')).toEqual(document)
      expect(await again.ownerOf(aliasOf('contact-of-a'))).toBe('a')
      expect(await again.unsent(FAR, 9)).toEqual([{ at: NOW, owner: 'a', id: 'r1' }])
    })

    it('knows neither strangers nor their documents', async () => {
      const { store } = await opened()
      await store.commit(documentOf('a'))
      expect(await store.ownerOf(aliasOf('somebody-else'))).toBeUndefined()
      expect(await store.ownerOf(aliasOf('contact-of-a', 'room'))).toBeUndefined()
      expect(await store.load('b')).toBeUndefined()
    })

    it('can be asked whether it takes anything, and keeps nothing of the question', async () => {
      const { store, reopen } = await opened()
      await store.commit(documentOf('a'))
      await store.checkWritable()
      const again = await reopen()
      expect(await again.load('a')).toEqual(documentOf('a'))
      expect([await again.unsent(FAR, 9), await again.due(FAR, 9)]).toEqual([[], []])
    })

    it('was born when it was first opened', async () => {
      const { store, reopen } = await opened()
      expect(store.bornAt).toBe(NOW)
      expect((await reopen(NOW + 1)).bornAt).toBe(NOW)
    })

    it('finds an owner by each alias, and no longer by one that was taken out', async () => {
      const { store, reopen } = await opened()
      const [first, second, third] = [aliasOf('x'), aliasOf('x', 'room'), { ...aliasOf('x'), account: 'bot-2' }]
      await store.commit(documentOf('a', { aliases: [first, second, third] }))
      const again = await reopen()
      for (const alias of [first, second, third]) expect(await again.ownerOf(alias)).toBe('a')
      await again.commit(documentOf('a', { aliases: [first, third] }))
      expect(await again.ownerOf(first)).toBe('a')
      expect(await again.ownerOf(second)).toBeUndefined()
      expect(await again.ownerOf(third)).toBe('a')
    })

    it.each(['erased', 'changed'])(
      'leaves an alias with the owner who took it over when the old one is %s',
      async (how) => {
        const { store } = await opened()
        const moved = aliasOf('moved')
        await store.commit(documentOf('stranger', { aliases: [moved] }))
        await store.commit(documentOf('known'))
        await Promise.all([
          store.commit(documentOf('known', { aliases: [aliasOf('contact-of-known'), moved] })),
          how === 'erased' ? store.erase('stranger', NOW) : store.commit(documentOf('stranger', { aliases: [] })),
        ])
        expect(await store.ownerOf(moved)).toBe('known')
      },
    )

    it('keeps index entries in step with the document', async () => {
      const { store } = await opened()
      await store.commit(
        documentOf('a', {
          outbox: [
            replyOf('r1'),
            replyOf('r2', { state: 'sending' }),
            replyOf('r3', { state: 'unknown' }),
            replyOf('r4', { state: 'failed' }),
          ],
          reminders: [reminderOf('m1', NOW + 5), reminderOf('m2', null)],
        }),
      )
      expect(idsOf(await store.unsent(FAR, 9))).toEqual(['r1', 'r2', 'r3'])
      expect(await store.due(FAR, 9)).toEqual([{ at: NOW + 5, owner: 'a', id: 'm1' }])

      await store.commit(
        documentOf('a', {
          outbox: [replyOf('r2', { state: 'pending', notBefore: NOW + 60_000 })],
          reminders: [reminderOf('m1', null), reminderOf('m2', NOW + 7)],
        }),
        { durable: false },
      )
      expect(await store.unsent(FAR, 9)).toEqual([{ at: NOW + 60_000, owner: 'a', id: 'r2' }])
      expect(await store.due(FAR, 9)).toEqual([{ at: NOW + 7, owner: 'a', id: 'm2' }])
    })

    it('scans from the earliest, up to and including the instant, no more than asked for', async () => {
      const { store } = await opened()
      for (const [owner, offset] of [
        ['late', 30],
        ['early', -1_000_000_000_000],
        ['middle', 20],
      ] as const) {
        await store.commit(
          documentOf(owner, {
            outbox: [replyOf(`r-${owner}`, { notBefore: NOW + offset })],
            reminders: [reminderOf(`m-${owner}`, NOW + offset)],
          }),
        )
      }
      expect(idsOf(await store.due(NOW + 20, 9))).toEqual(['m-early', 'm-middle'])
      expect(idsOf(await store.due(NOW + 19, 9))).toEqual(['m-early'])
      expect(idsOf(await store.unsent(Number.POSITIVE_INFINITY, 9))).toEqual(['r-early', 'r-middle', 'r-late'])
      expect(idsOf(await store.unsent(FAR, 2))).toEqual(['r-early', 'r-middle'])
      expect(await store.unsent(FAR, 0)).toEqual([])
      expect(await store.due(0, 9)).toEqual([])
      expect(await store.due(-1, 9)).toEqual([])
    })

    it('finds nothing before its time, not even by a fraction of a millisecond', async () => {
      const { store } = await opened()
      await store.commit(documentOf('a', { reminders: [reminderOf('m1', NOW + 0.4)] }))
      expect(await store.due(NOW, 9)).toEqual([])
      expect(idsOf(await store.due(NOW + 1, 9))).toEqual(['m1'])
    })

    it('keeps ids whole, whatever they are made of', async () => {
      const { store } = await opened()
      await store.commit(documentOf('a_-9', { outbox: [replyOf('x!y!"z')] }))
      expect(await store.unsent(FAR, 9)).toEqual([{ at: NOW, owner: 'a_-9', id: 'x!y!"z' }])
    })

    it('erases a document with all that leads to it, and nobody else', async () => {
      const { store, reopen } = await opened()
      const full = { outbox: [replyOf('r1')], reminders: [reminderOf('m1', NOW)] }
      await store.commit(documentOf('a', full))
      await store.commit(documentOf('b', full))
      await store.erase('a', NOW)
      await store.erase('never-there', NOW)
      await expectGone(store)
      const again = await reopen()
      await expectGone(again)
      await again.commit(documentOf('a', full))
      expect(idsOf(await again.unsent(FAR, 9))).toEqual(['r1', 'r1'])

      async function expectGone(current: Store): Promise<void> {
        expect(await current.load('a')).toBeUndefined()
        expect(await current.ownerOf(aliasOf('contact-of-a'))).toBeUndefined()
        expect((await current.unsent(FAR, 9)).map(({ owner }) => owner)).toEqual(['b'])
        expect((await current.due(FAR, 9)).map(({ owner }) => owner)).toEqual(['b'])
        expect(await current.load('b')).toEqual(documentOf('b', full))
      }
    })

    it('is not changed by what is done to a document after it was committed or loaded', async () => {
      const { store } = await opened()
      const taken = ['m1']
      await store.commit(documentOf('a', { taken }))
      taken.push('m2')
      const loaded = (await store.load('a')) as { taken: string[] } | undefined
      loaded?.taken.push('m3')
      expect((await store.load('a'))?.taken).toEqual(['m1'])
    })

    it('takes many owners at once', async () => {
      const { store } = await opened()
      const owners = Array.from({ length: 200 }, (_, index) => `o${index}`)
      await Promise.all(owners.map((owner) => store.commit(documentOf(owner, { outbox: [replyOf(owner)] }))))
      expect(idsOf(await store.unsent(FAR, 999)).sort()).toEqual([...owners].sort())
    })

    it('behaves like a Map of documents, reopened or not', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          const { store, reopen, done } = await opened()
          let current = store
          const model = new Map<string, OwnerDocument>()
          for (const { kind, owner, document, durable } of steps) {
            if (kind === 'reopen') current = await reopen()
            else if (kind === 'erase') {
              await current.erase(owner, NOW)
              model.delete(owner)
            } else {
              await current.commit(document, { durable })
              model.set(owner, document)
            }
            await expectSame(current, model)
          }
          await expectSame(await reopen(), model)
          await done()
        }),
        { numRuns: 40 },
      )
    }, 60_000)

    async function opened() {
      const folder = await temporaryFolder()
      let store = await open(folder, NOW)
      onTestFinished(() => store.close())
      return {
        store,
        reopen: async (now = NOW) => {
          await store.close()
          store = await open(folder, now)
          return store
        },
        done: () => store.close(),
      }
    }
  })
}

const OWNERS = ['a', 'b', 'c'] as const
const time = fc.integer({ min: NOW - 3, max: NOW + 3 })
const reminders: fc.Arbitrary<Reminder[]> = fc.uniqueArray(
  fc.tuple(fc.constantFrom('m1', 'm2'), fc.option(time)).map(([id, nextAt]) => reminderOf(id, nextAt)),
  { selector: ({ id }) => id },
)
const outbox: fc.Arbitrary<OutboxItem[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('r1', 'r2', 'r3'),
      notBefore: time,
      state: fc.constantFrom('pending', 'sending', 'unknown', 'failed'),
      text: fc.string({ unit: 'binary' }),
    })
    .map(({ id, ...rest }) => replyOf(id, rest)),
  { selector: ({ id }) => id },
)
const step = fc
  .record({
    kind: fc.constantFrom('commit', 'commit', 'commit', 'commit', 'erase', 'reopen'),
    owner: fc.constantFrom(...OWNERS),
    aliases: fc.subarray(['1', '2', '3']),
    durable: fc.boolean(),
    reminders,
    outbox,
  })
  .map(({ kind, owner, aliases, durable, ...content }) => {
    const document = documentOf(owner, { ...content, aliases: aliases.map((alias) => aliasOf(`${owner}${alias}`)) })
    return { kind, owner, durable, document }
  })

async function expectSame(store: Store, model: ReadonlyMap<string, OwnerDocument>): Promise<void> {
  const documents = [...model.values()]
  for (const owner of OWNERS) {
    expect(await store.load(owner)).toEqual(model.get(owner))
    for (const alias of ['1', '2', '3'].map((end) => aliasOf(`${owner}${end}`))) {
      const known = model.get(owner)?.aliases.some(({ contactId }) => contactId === alias.contactId)
      expect(await store.ownerOf(alias)).toBe(known ? owner : undefined)
    }
  }
  const due = documents.flatMap(({ owner, reminders }) =>
    reminders.flatMap(({ id, nextAt }) => (nextAt === null ? [] : [{ at: nextAt, owner, id }])),
  )
  const unsent = documents.flatMap(({ owner, outbox }) =>
    outbox.flatMap(({ id, notBefore, state }) => (state === 'failed' ? [] : [{ at: notBefore, owner, id }])),
  )
  expectScan(
    await store.due(NOW, 99),
    due.filter(({ at }) => at <= NOW),
  )
  expectScan(
    await store.unsent(NOW, 99),
    unsent.filter(({ at }) => at <= NOW),
  )
  expectScan(await store.due(FAR, 99), due)
  expectScan(await store.unsent(FAR, 99), unsent)
}

/** In time's order; what falls due at the same instant may come in any. */
function expectScan(found: readonly IndexEntry[], expected: readonly IndexEntry[]): void {
  expect(found.map(({ at }) => at)).toEqual(expected.map(({ at }) => at).sort((a, b) => a - b))
  expect(found.map(wordOf).sort()).toEqual(expected.map(wordOf).sort())
}

function wordOf({ at, owner, id }: IndexEntry): string {
  return `${at} ${owner} ${id}`
}

function idsOf(entries: readonly IndexEntry[]): string[] {
  return entries.map(({ id }) => id)
}
