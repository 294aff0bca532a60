import { randomBytes } from 'node:crypto'
import { cp, readdir, readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GroupedWrites } from '../../src/store/grouped-writes.ts'
import { databaseFolder } from '../../src/store/level-database.ts'
import { readLog } from '../../src/store/level-logs.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { documentOf, NOW } from './documents.ts'
import { temporaryFolder } from './temporary-folder.ts'

const MEGABYTE = 2 ** 20

/** Writes whose operations are their sizes, and what was written: each write is done when the next turn of the loop comes. */
function recorded(fails: (operations: readonly number[]) => boolean = () => false) {
  const written: { operations: readonly number[]; sync: boolean }[] = []
  const writes = new GroupedWrites<number>(
    async (operations, sync) => {
      await new Promise(setImmediate)
      if (fails(operations)) throw new Error('disk full')
      written.push({ operations, sync })
    },
    (size) => size,
  )
  return { writes, written }
}

describe('writes that are asked for at once', () => {
  it('are one write behind the first, in their order, flushed if one of them must be', async () => {
    const { writes, written } = recorded()
    await Promise.all([
      writes.add([1], false),
      writes.add([2, 3], false),
      writes.add([4], true),
      writes.add([5], false),
    ])
    await writes.add([6], false)
    expect(written).toEqual([
      { operations: [1], sync: false },
      { operations: [2, 3, 4, 5], sync: true },
      { operations: [6], sync: false },
    ])
  })

  it('fail together, and not with those behind them', async () => {
    const { writes, written } = recorded((operations) => operations.includes(3))
    const results = [writes.add([1], true), writes.add([2], true), writes.add([3], true)]
    await expect(results[1]).rejects.toThrow('disk full')
    const after = writes.add([4], true)
    await expect(results[2]).rejects.toThrow('disk full')
    await expect(Promise.all([results[0], after])).resolves.toEqual([undefined, undefined])
    expect(written.map(({ operations }) => operations)).toEqual([[1], [4]])
  })

  it('are no larger than what is good to write at once, and one that is larger goes alone', async () => {
    const { writes, written } = recorded()
    const sizes = [1, 3, 2, 1, 9, 1].map((megabytes) => megabytes * MEGABYTE)
    await Promise.all(sizes.map((size) => writes.add([size], true)))
    expect(written.map(({ operations }) => operations.map((size) => size / MEGABYTE))).toEqual([
      [1],
      [3],
      [2, 1],
      [9],
      [1],
    ])
  })

  it('are all done when they are waited for', async () => {
    const { writes, written } = recorded()
    await writes.settled()
    for (const size of [1, 2, 3]) void writes.add([size], true)
    await writes.settled()
    expect(written.flatMap(({ operations }) => operations)).toEqual([1, 2, 3])
  })
})

it('many documents at once are a few records of the log, and wherever it is cut each is whole or not there', async () => {
  const dir = await temporaryFolder()
  const options = { dir, key: randomBytes(32), now: NOW }
  const owners = Array.from({ length: 60 }, (_, index) => `o${index}`)
  const store = await openLevelStore(options)
  const before = (await logOf(dir)).records
  await Promise.all(owners.map((owner) => store.commit(documentOf(owner))))
  const died = await temporaryFolder()
  await cp(dir, died, { recursive: true })
  await store.close()

  const { file, records } = await logOf(died)
  expect(records.length - before.length).toBeLessThan(10)
  await truncate(file, (await readFile(file)).length - 20)
  const again = await openLevelStore({ ...options, dir: died })
  const found = await Promise.all(owners.map(async (owner) => (await again.load(owner)) !== undefined))
  const byAlias = await Promise.all(
    owners.map(async (owner) => (await again.ownerOf(documentOf(owner).aliases[0] ?? never())) !== undefined),
  )
  expect(found).toEqual(byAlias)
  expect(found.includes(false)).toBe(true)
  await again.close()
})

const never = (): never => {
  throw new Error('a document without an alias')
}

/** The newest log of the database, and what is in it. */
async function logOf(dir: string) {
  const folder = databaseFolder(dir)
  const [name = ''] = (await readdir(folder))
    .filter((file) => file.endsWith('.log'))
    .sort()
    .toReversed()
  const file = join(folder, name)
  return { file, records: readLog(await readFile(file)).records }
}
