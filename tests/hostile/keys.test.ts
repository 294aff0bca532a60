import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitText } from '../../src/house/split.ts'
import { aliasKey, documentKey, entryKeys, indexRange, parseIndexKey } from '../../src/store/keyspace.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { strayEntries } from '../store/audit.ts'
import { aliasOf, documentOf, NOW, reminderOf, replyOf } from '../store/documents.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { HOSTILE } from './corpus.ts'

const SEED = 20261130
const SECRET = randomBytes(32)
const anything = fc.oneof(
  fc.constantFrom(...Object.values(HOSTILE)),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('!', '!!', 'a!b', '~', '"', 'doc!a', 'due!000000000000001!a!b'),
)

describe('the keys of the store', () => {
  it('of two aliases are the same only if the aliases are', () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const [a, b] = [aliasKey(SECRET, aliasOf(one)), aliasKey(SECRET, aliasOf(other))]
        expect(a).toMatch(/^alias![\w-]{43}$/)
        expect(a === b).toBe(one === other)
      }),
      { seed: SEED, numRuns: 1_000 },
    )
  })

  it('hold an id of ours only', () => {
    for (const owner of Object.values(HOSTILE)) {
      if (/^[\w-]{1,64}$/.test(owner)) continue
      expect(() => documentKey(owner)).toThrow(RangeError)
    }
  })

  it('stay in their index, whatever an id in a document is, and give it back', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 10 ** 14 }), (id, at) => {
        const document = documentOf('a', { reminders: [reminderOf(id, at)], outbox: [replyOf(id, { notBefore: at })] })
        for (const index of ['due', 'out'] as const) {
          const keys = entryKeys(document, SECRET).filter((key) => key.startsWith(`${index}!`))
          expect(keys).toHaveLength(1)
          const [key = ''] = keys
          expect(parseIndexKey(key)).toEqual({ at, owner: 'a', id })
          const { gte, lt } = indexRange(index, at)
          expect(gte <= key && key < lt).toBe(true)
          const before = indexRange(index, at - 1)
          expect(before.gte <= key && key < before.lt).toBe(false)
        }
      }),
      { seed: SEED, numRuns: 1_000 },
    )
  })

  it('lead to each person, whatever their channel calls them and whatever they said', async () => {
    const dir = await temporaryFolder()
    const key = randomBytes(32)
    const all = Object.values(HOSTILE).filter((text) => !/\p{Cs}/u.test(text))
    let store = await openLevelStore({ dir, key, now: NOW })
    for (const [index, text] of all.entries()) {
      const to = aliasOf(text)
      const reply = replyOf('r', { text, to })
      await store.commit(documentOf(`o${index}`, { aliases: [to], outbox: [reply] }), { durable: false })
    }
    await store.close()
    store = await openLevelStore({ dir, key, now: NOW })
    for (const [index, text] of all.entries()) {
      expect(await store.ownerOf(aliasOf(text))).toBe(`o${index}`)
      expect((await store.load(`o${index}`))?.outbox[0]?.text).toBe(text)
    }
    await store.close()
    expect(await strayEntries(dir, key)).toEqual([])
  })
})

describe('what is cut to be sent', () => {
  it.each(Object.entries(HOSTILE))('comes whole to the other side: %s', (_, text) => {
    for (const limit of [2, 3, 7, 600, 1_800]) {
      const parts = splitText(text, limit)
      expect(parts.every((part) => part !== '' && part.length <= limit)).toBe(true)
      expect(parts.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''))
      if (!/\p{Cs}/u.test(text)) expect(parts.filter((part) => /\p{Cs}/u.test(part))).toEqual([])
    }
  })
})
