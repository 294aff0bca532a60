import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { SCHEMA } from '../../src/store/document.ts'
import { loadKey } from '../../src/store/key.ts'
import { aliasKey } from '../../src/store/keyspace.ts'
import { LevelDatabase } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import type { Store } from '../../src/store/port.ts'
import { deriveKey, Sealer } from '../../src/store/seal.ts'
import { compiled } from '../house/compiled.ts'
import { strayEntries } from './audit.ts'
import { startCompiled } from './child.ts'
import { aliasOf, documentOf, NOW } from './documents.ts'
import { folderOfOnesOwn } from './temporary-folder.ts'

const DAY = 86_400_000
/** What each release wrote, oldest first: the steps of src/store/migrations.ts, taken back. */
const OLDER = [1, 2, 3, 4]
const ownerAt = (schema: number): string => `v${schema}`
const today = (schema: number) => {
  const owner = ownerAt(schema)
  const to = aliasOf(`contact-of-${owner}`)
  return documentOf(owner, { watermark: NOW, contact: { to, at: NOW, sent: 0 } })
}

function older(schema: number): object {
  const { contact: _, settings, reminders, session, ...rest } = today(schema)
  const { alarm, pasted: _pasted, contract: _contract, last: _last, ...first } = session
  const kept = schema < 2 ? first : schema < 3 ? { ...session, alarm: undefined } : { ...session, alarm }
  return { ...rest, session: kept, ...(schema > 3 && { settings, reminders }), schema }
}

let root: string
let script: string
let key: Buffer
beforeAll(async () => {
  root = await folderOfOnesOwn()
  script = await compiled('tests/store/starting-child.ts', root)
  const dir = join(root, 'old')
  key = (await loadKey({ fromEnv: undefined, dir })).key
  const sealer = new Sealer(key)
  const secret = deriveKey(key, 'alias')
  const database = await LevelDatabase.open(dir)
  const put = (place: string, value: Buffer | string) =>
    ({ type: 'put', key: place, value: Buffer.from(value) }) as const
  await database.write(
    [
      put('meta!schema', '1'),
      put('meta!bornAt', String(NOW - DAY)),
      put('meta!key', sealer.seal('meta!key', '')),
      ...OLDER.flatMap((schema) => {
        const owner = ownerAt(schema)
        const keys = today(schema).aliases.map((alias) => aliasKey(secret, alias))
        const stored = JSON.stringify({ keys, document: older(schema) })
        return [put(`doc!${owner}`, sealer.seal(owner, stored)), ...keys.map((place) => put(place, owner))]
      }),
    ],
    true,
  )
  await database.close()
  return () => rm(root, { recursive: true, force: true })
}, 60_000)

/** Kills a start at each of its steps, and lets `expectWhole` look at what the next start finds. */
async function killedEverywhere(
  from: string | undefined,
  expectWhole: (store: Store) => Promise<void>,
): Promise<number> {
  let kills = 0
  for (let isOver = false; !isOver; ) {
    expect(kills).toBeLessThan(200)
    const dir = join(root, `run-${kills}`)
    await rm(dir, { recursive: true, force: true })
    await (from === undefined ? mkdir(dir) : cp(from, dir, { recursive: true }))
    const child = startCompiled(script, { DIR: dir, NOW: String(NOW), DIES_AT: `${kills + 1}` })
    isOver = (await child.line()) === 'done'
    await child.ended
    if (!isOver) kills++
    const found = await loadKey({ fromEnv: undefined, dir })
    const store = await openLevelStore({ dir, key: found.key, now: NOW })
    await expectWhole(store)
    await store.close()
    expect(await strayEntries(dir, found.key)).toEqual([])
    await rm(dir, { recursive: true, force: true })
  }
  return kills
}

it('a start that brings an older database up to date loses nothing, wherever it is killed', {
  timeout: 600_000,
}, async () => {
  const kills = await killedEverywhere(join(root, 'old'), async (store) => {
    for (const schema of OLDER) {
      const owner = ownerAt(schema)
      expect(await store.load(owner)).toEqual(today(schema))
      expect(await store.ownerOf(aliasOf(`contact-of-${owner}`))).toBe(owner)
    }
    expect((await store.idle(NOW + DAY, 9)).map(({ owner }) => owner)).toEqual(OLDER.map(ownerAt))
    expect(store.bornAt).toBe(NOW - DAY)
  })
  expect(kills).toBeGreaterThan(10)
  console.log(`a start over an older database: killed at each of ${kills} steps, nothing lost`)
})

it('the very first start can be repeated, wherever it is killed', { timeout: 600_000 }, async () => {
  const kills = await killedEverywhere(undefined, async (store) => {
    await store.commit(documentOf('a'))
    expect(await store.load('a')).toMatchObject({ owner: 'a', schema: SCHEMA })
  })
  expect(kills).toBeGreaterThan(5)
  console.log(`a first start: killed at each of ${kills} steps, the next one works`)
})
