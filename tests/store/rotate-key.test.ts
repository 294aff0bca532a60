import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { databaseFolder, LevelDatabase } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { type Rotated, type RotateOptions, rotateKey } from '../../src/store/rotate-key.ts'
import { startChild } from './child.ts'
import { aliasOf, documentOf, NOW } from './documents.ts'
import { bytesIn, temporaryFolder } from './temporary-folder.ts'

const OLD = randomBytes(32)
const NEW = randomBytes(32)
/** More than a snapshot reads at once, so that there is something between beginning and end. */
const OWNERS = Array.from({ length: 900 }, (_, index) => `owner-${index}`)

let dir: string

beforeEach(async () => {
  dir = await temporaryFolder()
  const store = await openLevelStore({ dir, key: OLD, now: NOW })
  for (const owner of OWNERS) await store.commit(documentOf(owner), { durable: false })
  await store.commit(documentOf('gone'))
  await store.erase('gone', NOW + 3)
  await store.close()
})

function rotate(changes: Partial<RotateOptions> = {}): Promise<Rotated> {
  return rotateKey({ dir, from: OLD, to: NEW, ...changes })
}

/** Stops after the first few documents. */
function rotateInPart(changes: Partial<RotateOptions> = {}): Promise<Rotated> {
  const stop = new AbortController()
  return rotate({ signal: stop.signal, onProgress: () => stop.abort(), ...changes })
}

async function expectWhole(key: Buffer): Promise<void> {
  const store = await openLevelStore({ dir, key, now: NOW })
  for (const owner of OWNERS) expect(await store.load(owner)).toEqual(documentOf(owner))
  expect(await store.ownerOf(aliasOf('contact-of-owner-7'))).toBe('owner-7')
  expect(await store.erasedUntil(aliasOf('contact-of-gone'))).toBe(NOW + 3)
  await store.close()
}

describe('another key', () => {
  it('opens everything, and the old one nothing', async () => {
    expect(await rotate()).toEqual({ finished: true, resealed: OWNERS.length, unreadable: 0 })
    await expectWhole(NEW)
    await expect(openLevelStore({ dir, key: OLD, now: NOW })).rejects.toMatchObject({ code: 'STORE_KEY' })
  })

  it('leaves nothing on the disk that the old one opens', async () => {
    const database = await LevelDatabase.open(dir)
    const sealed = (await database.get('doc!owner-7')) ?? Buffer.alloc(0)
    await database.close()
    expect((await bytesIn(databaseFolder(dir))).includes(sealed.subarray(0, 24))).toBe(true)
    await rotate()
    expect((await bytesIn(databaseFolder(dir))).includes(sealed.subarray(0, 24))).toBe(false)
  })

  it('is taken up where it was stopped, and until then no bot starts with either key', async () => {
    const first = await rotateInPart()
    expect(first.finished).toBe(false)
    expect(first.resealed).toBeGreaterThan(0)
    expect(first.resealed).toBeLessThan(OWNERS.length)
    for (const key of [OLD, NEW]) {
      await expect(openLevelStore({ dir, key, now: NOW })).rejects.toMatchObject({
        code: 'STORE_KEY',
        message: expect.stringContaining('npm run rotate-key'),
      })
    }
    expect(await rotate()).toEqual({ finished: true, resealed: OWNERS.length - first.resealed, unreadable: 0 })
    await expectWhole(NEW)
  })

  it('loses nothing when it is killed, again and again', { timeout: 120_000 }, async () => {
    let kills = 0
    for (let round = 0; round < 6; round++) {
      const env = { DIR: dir, FROM: OLD.toString('hex'), TO: NEW.toString('hex') }
      const child = startChild('rotator.ts', env)
      for (let seen = 0; seen <= round % 4; seen++) if ((await child.line()) === undefined) break
      child.kill()
      await child.ended
      kills++
    }
    expect(kills).toBe(6)
    expect((await rotate()).finished).toBe(true)
    await expectWhole(NEW)
  })

  it('twice is the same as once', async () => {
    await rotate()
    expect(await rotate()).toEqual({ finished: true, resealed: 0, unreadable: 0 })
    await expectWhole(NEW)
  })

  it('leaves a damaged document as it is', async () => {
    const database = await LevelDatabase.open(dir)
    await database.write([{ type: 'put', key: 'doc!broken', value: Buffer.alloc(80, 1) }], true)
    await database.close()
    expect(await rotate()).toEqual({ finished: true, resealed: OWNERS.length, unreadable: 1 })
    await expectWhole(NEW)
  })
})

describe('nothing is changed', () => {
  it('by a wrong old key', async () => {
    const before = await bytesOfDocuments()
    await expect(rotate({ from: randomBytes(32) })).rejects.toMatchObject({ code: 'STORE_KEY' })
    expect(await bytesOfDocuments()).toEqual(before)
    await expectWhole(OLD)
  })

  it('by another new key than that of the run which was stopped', async () => {
    const { resealed } = await rotateInPart()
    const before = await bytesOfDocuments()
    await expect(rotate({ to: randomBytes(32) })).rejects.toMatchObject({ code: 'STORE_KEY' })
    expect(await bytesOfDocuments()).toEqual(before)
    expect((await rotate()).resealed).toBe(OWNERS.length - resealed)
  })
})

async function bytesOfDocuments(): Promise<[string, string][]> {
  const database = await LevelDatabase.open(dir)
  const found: [string, string][] = []
  for await (const entries of database.snapshot()) {
    found.push(...entries.map(([key, value]): [string, string] => [key, value.toString('hex')]))
  }
  await database.close()
  return found
}
