import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openLevelStore } from '../../src/store/level-store.ts'
import type { Store } from '../../src/store/port.ts'
import { startChild } from './child.ts'
import { aliasOf } from './documents.ts'
import { temporaryFolder } from './temporary-folder.ts'

const KILLS = 30
const LANES = 3
const OWNERS = ['a', 'b', 'c', 'd']

describe('what was acknowledged is there', () => {
  it(`after kill -9 in the middle of commits, ${KILLS} times`, { timeout: 60_000 }, async () => {
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      const dir = await temporaryFolder()
      const key = randomBytes(32)
      const acknowledged = new Map<string, number>()
      for (let round = 0; round < KILLS / LANES; round++) {
        const from = Math.max(-1, ...acknowledged.values()) + 1
        const child = startChild('committer.ts', {
          DIR: dir,
          KEY: key.toString('hex'),
          FROM: String(from),
          PADDING: '900',
        })
        const enough = 20 + ((round * 37 + lane * 101) % 300)
        for (let seen = 0; seen < enough; seen++) note(acknowledged, await child.line())
        child.kill()
        for (let line = await child.line(); line !== undefined; line = await child.line()) note(acknowledged, line)
        await child.ended

        const store = await openLevelStore({ dir, key, now: 0 })
        await expectWhole(store, acknowledged)
        await store.close()
      }
    })
    await Promise.all(lanes)
  })

  // RLIMIT_FSIZE makes writes fail as a full disk does; a new log has room again.
  it.skipIf(process.platform === 'win32')(
    'after writes that failed, and later ones count again',
    { timeout: 60_000 },
    async () => {
      const dir = await temporaryFolder()
      const key = randomBytes(32)
      const env = { DIR: dir, KEY: key.toString('hex'), COUNT: '60', PADDING: '8000' }
      const child = startChild('committer.ts', env, `trap '' XFSZ; ulimit -f 400`)
      const acknowledged = new Map<string, number>()
      let failures = 0
      let successesSince = 0
      for (let line = await child.line(); line !== undefined; line = await child.line()) {
        if (line.endsWith('failed')) failures++
        else {
          note(acknowledged, line)
          if (failures > 0) successesSince++
        }
      }
      expect(failures).toBeGreaterThan(0)
      expect(successesSince).toBeGreaterThan(100)

      const store = await openLevelStore({ dir, key, now: 0 })
      await expectWhole(store, acknowledged)
      await store.close()
    },
  )
})

function note(acknowledged: Map<string, number>, line: string | undefined): void {
  const [, owner, number] = /^(\w) (\d+)$/.exec(line ?? '') ?? []
  if (owner === undefined) throw new Error(`the child said ${line}`)
  acknowledged.set(owner, Number(number))
}

/** At least the last acknowledged document of each owner, and indexes that agree with whatever is there. */
async function expectWhole(store: Store, acknowledged: ReadonlyMap<string, number>): Promise<void> {
  const due: string[] = []
  const unsent: string[] = []
  for (const owner of OWNERS) {
    const document = await store.load(owner)
    if (!document && !acknowledged.has(owner)) continue
    if (!document) throw new Error(`${owner} is lost`)
    expect(document.watermark).toBeGreaterThanOrEqual(acknowledged.get(owner) ?? 0)
    expect(await store.ownerOf(aliasOf(`contact-of-${owner}`))).toBe(owner)
    for (const { nextAt, id } of document.reminders) due.push(`${nextAt} ${owner} ${id}`)
    for (const { notBefore, id } of document.outbox) unsent.push(`${notBefore} ${owner} ${id}`)
  }
  const words = async (scan: 'due' | 'unsent') =>
    (await store[scan](Number.POSITIVE_INFINITY, 99)).map(({ at, owner, id }) => `${at} ${owner} ${id}`).sort()
  expect(await words('due')).toEqual(due.sort())
  expect(await words('unsent')).toEqual(unsent.sort())
}
