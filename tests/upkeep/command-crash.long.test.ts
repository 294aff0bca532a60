import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { loadKey } from '../../src/store/key.ts'
import { databaseFolder, LevelDatabase } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { isThere } from '../../src/store/private-folder.ts'
import { compiled } from '../house/compiled.ts'
import { strayEntries } from '../store/audit.ts'
import { startCompiled } from '../store/child.ts'
import { documentOf, NOW, reminderOf } from '../store/documents.ts'
import { folderOfOnesOwn } from '../store/temporary-folder.ts'
import { loginsIn, saveLogins } from './logins.ts'
import { run } from './operator.ts'

const OWNERS = ['a', 'b', 'c']
const LOGINS = ['o9Anna@im.wechat', 'o9Bert@im.wechat']
const of = (owner: string) => documentOf(owner, { reminders: [reminderOf('m1', NOW + 5)] })

let root: string
let script: string
beforeAll(async () => {
  root = await folderOfOnesOwn()
  script = await compiled('tests/upkeep/operator-child.ts', root)
  const dir = join(root, 'state')
  const { key } = await loadKey({ fromEnv: undefined, dir })
  const store = await openLevelStore({ dir, key, now: NOW })
  for (const owner of OWNERS) await store.commit(of(owner))
  await store.backUp(join(root, 'backup'), NOW)
  await saveLogins(dir, key, LOGINS)
  await store.close()
  return () => rm(root, { recursive: true, force: true })
}, 60_000)

interface Command {
  readonly args: (dir: string) => readonly string[]
  /** What is wrong before it is run. */
  readonly prepare?: (dir: string) => Promise<void>
}

async function damage(dir: string): Promise<void> {
  const { key } = await loadKey({ fromEnv: undefined, dir })
  const database = await LevelDatabase.open(dir)
  await database.write([{ type: 'put', key: 'doc!b', value: Buffer.alloc(80, 1) }], true)
  await database.close()
  const store = await openLevelStore({ dir, key, now: NOW })
  await store.setAside('b', NOW)
  await store.close()
}

const backup = (): string => join(root, 'backup')
const COMMANDS: Readonly<Record<string, Command>> = {
  backup: { args: (dir) => [join(dir, 'new-backup')] },
  restore: { args: () => [backup(), '--replace'] },
  'restore --owner': { args: () => [backup(), '--owner', 'b'], prepare: damage },
  repair: { args: () => [], prepare: (dir) => rm(join(databaseFolder(dir), 'CURRENT')) },
  'rotate-key': { args: () => [] },
  'rotate-key of a gateway': { args: () => [], prepare: (dir) => rm(databaseFolder(dir), { recursive: true }) },
}

it.each(Object.keys(COMMANDS))(
  'loses nothing, wherever it is killed, and is finished by another run: %s',
  { timeout: 1_800_000 },
  async (name) => {
    const command = COMMANDS[name]
    const word = name.split(' ')[0] ?? ''
    let kills = 0
    for (let isOver = false; !isOver; ) {
      expect(kills).toBeLessThan(200)
      const dir = join(root, `${word}-${kills}`)
      await cp(join(root, 'state'), dir, { recursive: true })
      await command?.prepare?.(dir)
      const args = command?.args(dir) ?? []
      const env = {
        STATE_DIR: dir,
        COMMAND: word,
        ARGS: JSON.stringify(args),
        NOW: String(NOW),
        DIES_AT: `${kills + 1}`,
      }
      const child = startCompiled(script, env)
      isOver = (await child.line()) === 'done 0'
      await child.ended
      if (!isOver) {
        kills++
        const isMade = word === 'backup' && (await isThere(args[0] ?? ''))
        if (!isMade)
          expect([kills, (await run(word, { STATE_DIR: dir }, args, { now: NOW + kills })).code]).toEqual([kills, 0])
      }
      if (word === 'backup') {
        // Whatever bears its name is whole: it can be restored from.
        expect((await run('restore', { STATE_DIR: dir }, [args[0] ?? '', '--replace'], { now: NOW + 99 })).code).toBe(0)
      }
      await expectWhole(dir, await isThere(databaseFolder(dir)))
      await rm(dir, { recursive: true, force: true })
    }
    expect(kills).toBeGreaterThan(5)
    console.log(`${name}: killed at each of ${kills} steps, nothing lost`)
  },
)

async function expectWhole(dir: string, hasDatabase: boolean): Promise<void> {
  const { key } = await loadKey({ fromEnv: undefined, dir })
  expect(await loginsIn(dir, key)).toEqual(LOGINS)
  if (!hasDatabase) return
  const store = await openLevelStore({ dir, key, now: NOW })
  for (const owner of OWNERS) expect(await store.load(owner)).toEqual(of(owner))
  expect((await store.due(NOW + 9, 9)).map(({ owner }) => owner).sort()).toEqual(OWNERS)
  await store.close()
  expect(await strayEntries(dir, key)).toEqual([])
}
