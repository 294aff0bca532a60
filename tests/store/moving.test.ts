import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { OwnerDocument } from '../../src/store/document.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { mergeOwners } from '../../src/store/merge-owners.ts'
import type { Store } from '../../src/store/port.ts'
import { restoreBackup } from '../../src/store/restore.ts'
import { aliasOf, documentOf, NOW, reminderOf, replyOf } from './documents.ts'
import { temporaryFolder } from './temporary-folder.ts'

const KEY = randomBytes(32)
const FAR = NOW + 365 * 86_400_000
const CODE = { selector: '3F7K', salt: 's', hash: 'h', cost: 1, at: NOW }

async function opened(dir: string): Promise<Store> {
  const store = await openLevelStore({ dir, key: KEY, now: NOW })
  onTestFinished(() => store.close())
  return store
}

const handle = (owner: string) => aliasOf(`contact-of-${owner}`)
const old = documentOf('old', { reminders: [reminderOf('r1', NOW + 5)], watermark: NOW, code: CODE })
const fresh = documentOf('new', { reminders: [reminderOf('r2', NOW + 6)], watermark: NOW + 1 })

async function move(store: Store): Promise<void> {
  const merged = mergeOwners((await store.load('old')) ?? old, (await store.load('new')) ?? fresh)
  await store.move(merged, 'new', { aliases: [handle('old')], until: NOW, at: NOW + 2 })
}

describe('a record that is moved', () => {
  it('is found by the new handle alone, as one document, and by no code', async () => {
    const dir = await temporaryFolder()
    const first = await opened(dir)
    await first.commit(old)
    await first.commit(fresh)
    expect(await first.ownersByCode('3F7K')).toEqual(['old'])
    await move(first)
    await first.close()
    const store = await opened(dir)
    expect([await store.ownerOf(handle('new')), await store.ownerOf(handle('old'))]).toEqual(['old', undefined])
    expect(await store.load('new')).toBeUndefined()
    expect((await store.load('old'))?.reminders.map(({ id }) => id)).toEqual(['r1', 'r2'])
    expect((await store.due(FAR, 9)).map(({ owner, id }) => `${owner} ${id}`)).toEqual(['old r1', 'old r2'])
    expect(await store.ownersByCode('3F7K')).toEqual([])
    expect(await store.erasedUntil(handle('old'))).toBe(NOW)
    expect((await store.idle(FAR, 9)).map(({ owner }) => owner)).toEqual(['old'])
  })

  it('is moved again when an older backup is restored, with what the other had', async () => {
    const dir = await temporaryFolder()
    const file = join(await temporaryFolder(), 'backup')
    const store = await opened(dir)
    await store.commit(old)
    await store.commit(fresh)
    await store.backUp(file, NOW)
    await move(store)
    await store.close()
    await restoreBackup({ file, dir, key: KEY, replace: true, now: NOW })
    const again = await opened(dir)
    expect([await again.ownerOf(handle('new')), await again.ownerOf(handle('old'))]).toEqual(['old', undefined])
    expect((await again.load('old'))?.reminders.map(({ id }) => id)).toEqual(['r1', 'r2'])
    expect(await again.load('new')).toBeUndefined()
    expect(await again.ownersByCode('3F7K')).toEqual([])
  })

  it('is not given back to the old handle by a backup from before the new one came', async () => {
    const dir = await temporaryFolder()
    const file = join(await temporaryFolder(), 'backup')
    const store = await opened(dir)
    await store.commit(old)
    await store.backUp(file, NOW)
    await store.commit(fresh)
    await move(store)
    await store.close()
    await restoreBackup({ file, dir, key: KEY, replace: true, now: NOW })
    const again = await opened(dir)
    expect([await again.ownerOf(handle('new')), await again.ownerOf(handle('old'))]).toEqual(['old', undefined])
    expect(await again.load('old')).toMatchObject({ aliases: [], contact: null })
  })

  it('stays erased when it is erased afterwards, also what was merged into it', async () => {
    const dir = await temporaryFolder()
    const file = join(await temporaryFolder(), 'backup')
    const store = await opened(dir)
    await store.commit(old)
    await store.commit(fresh)
    await store.backUp(file, NOW)
    await move(store)
    await store.erase('old', NOW + 9)
    await store.close()
    expect(await restoreBackup({ file, dir, key: KEY, replace: true, now: NOW })).toMatchObject({ stayErased: 2 })
    const again = await opened(dir)
    expect([await again.load('old'), await again.load('new')]).toEqual([undefined, undefined])
    expect([await again.ownerOf(handle('new')), await again.ownerOf(handle('old'))]).toEqual([undefined, undefined])
  })
})

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
const person = (owner: string) =>
  fc.record({ cases: ids, incidents: ids, reminders: ids, waiting: fc.nat(3) }).map(
    ({ cases, incidents, reminders, waiting }): OwnerDocument =>
      documentOf(owner, {
        cases: cases.map((id) => ({
          ...{ id, client: `${owner}-${id}`, project: null, flow: 'scope', flowVersion: 1, entries: [], notes: [] },
          ...{ filedAt: NOW, changedAt: NOW, closing: null },
        })),
        incidents: incidents.map((id, index) => ({
          ...{ id: `i${id}`, number: index + 1, input: {} as never, openedAt: NOW, log: [], closedAt: null },
        })),
        reminders: reminders.map((id) => ({ ...reminderOf(`r${id}`, NOW), caseId: cases.includes(id) ? id : null })),
        outbox: Array.from({ length: waiting }, (_, index) => replyOf(String(index + 1), { seq: index + 1 })),
        nextSeq: waiting + 1,
      }),
  )

it('merges two so that nothing is lost, no two are called the same, and each reminder finds its record', () => {
  fc.assert(
    fc.property(person('old'), person('new'), (one, other) => {
      const merged = mergeOwners(one, other)
      const called = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id)).size
      for (const kind of ['cases', 'incidents', 'reminders'] as const) {
        expect(merged[kind]).toHaveLength(one[kind].length + other[kind].length)
        expect(called(merged[kind])).toBe(merged[kind].length)
      }
      expect(merged.incidents.map(({ number }) => number)).toEqual(merged.incidents.map((_, index) => index + 1))
      const clients = new Map(merged.cases.map(({ id, client }) => [id, client]))
      for (const [index, { caseId }] of merged.reminders.entries()) {
        const whose = index < one.reminders.length ? 'old' : 'new'
        if (caseId !== null) expect(clients.get(caseId)?.startsWith(whose)).toBe(true)
      }
      const seqs = merged.outbox.map(({ seq }) => seq)
      expect(new Set(seqs).size).toBe(seqs.length)
      expect(Math.max(0, ...seqs)).toBeLessThan(merged.nextSeq)
      expect(merged.aliases).toEqual(other.aliases)
    }),
    { seed: 5, numRuns: 300 },
  )
})
