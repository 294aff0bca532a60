import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { loadKey } from '../../src/store/key.ts'
import { databaseFolder, LevelDatabase } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import type { Store } from '../../src/store/port.ts'
import { backupAnswerer } from '../../src/upkeep/backup-request.ts'
import { documentOf, NOW } from '../store/documents.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { loginsIn, saveLogins } from './logins.ts'
import { run } from './operator.ts'

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

let dir: string
let file: string
let key: Buffer

beforeEach(async () => {
  dir = await temporaryFolder()
  file = join(await temporaryFolder(), 'backup')
  key = (await loadKey({ fromEnv: undefined, dir })).key
  const store = await opened()
  for (const owner of ['a', 'b', 'c']) await store.commit(documentOf(owner))
  await store.close()
})

async function opened(): Promise<Store> {
  const store = await openLevelStore({ dir, key, now: NOW })
  onTestFinished(() => store.close())
  return store
}

const env = () => ({ STATE_DIR: dir })

describe('npm run backup', () => {
  it('makes a file that holds everything but the key', async () => {
    const { code, text } = await run('backup', env(), [file])
    expect(code).toBe(0)
    expect(text).toContain('3 个人')
    const bytes = await readFile(file)
    expect(bytes.includes(key) || bytes.includes(key.toString('hex'))).toBe(false)
    expect((await stat(file)).mode & 0o077).toBe(0)
  })

  it('refuses to write over a file, and where there is no data', async () => {
    await writeFile(file, 'mine')
    await expect(run('backup', env(), [file])).rejects.toThrow('不覆盖')
    expect(await readFile(file, 'utf8')).toBe('mine')
    const empty = await temporaryFolder()
    await expect(run('backup', { STATE_DIR: empty }, [`${file}-2`])).rejects.toThrow('没什么可备份')
    expect(await readdir(empty)).toEqual([])
  })

  it('is refused to another user, whose files the bot could not write', async () => {
    await expect(run('backup', env(), [file], { uid: 4_242 })).rejects.toThrow('另一个用户')
  })

  it('is made by the bot while that is running, and leaves nothing in STATE_DIR', async () => {
    const before = await readdir(dir)
    const store = await opened()
    const answer = backupAnswerer({ dir, store, now: () => NOW, log: SILENT })
    // The same process may not open the folder twice; the store says so just as another process's lock does.
    const ticker = setInterval(() => void answer(), 20)
    onTestFinished(() => clearInterval(ticker))
    expect((await run('backup', env(), [file])).text).toContain('3 个人')
    await store.commit(documentOf('d'))
    expect((await readdir(dir)).toSorted()).toEqual(before.toSorted())
  })

  it('says what went wrong when the bot could not make it', async () => {
    const store = await opened()
    const broken = { backUp: () => Promise.reject(new Error('no')) }
    const answer = backupAnswerer({ dir, store: broken, now: () => NOW, log: SILENT })
    const ticker = setInterval(() => void answer(), 20)
    onTestFinished(() => clearInterval(ticker))
    await expect(run('backup', env(), [file])).rejects.toMatchObject({ code: 'STORE_IO' })
    expect((await readdir(dir)).filter((name) => name.startsWith('backup'))).toEqual([])
    await store.close()
  })
})

describe('npm run restore', () => {
  it('brings a backup back to a new machine that has the key', async () => {
    await run('backup', env(), [file])
    const other = await temporaryFolder()
    await expect(run('restore', { STATE_DIR: other }, [file])).rejects.toThrow('没有钥匙')
    await writeFile(join(other, 'key'), key.toString('hex'), { mode: 0o600 })
    const { code, text } = await run('restore', { STATE_DIR: other }, [file])
    expect([code, text]).toEqual([0, expect.stringContaining('3 个人')])
    dir = other
    expect(await (await opened()).load('b')).toEqual(documentOf('b'))
  })

  it('tells of whoever stays erased and where the old data is', async () => {
    await run('backup', env(), [file])
    const store = await opened()
    await store.erase('b', NOW)
    await store.close()
    await expect(run('restore', env(), [file])).rejects.toThrow('--replace')
    const { text } = await run('restore', env(), [file, '--replace'], { now: NOW + 1 })
    expect(text).toContain('1 个人在那以后删过数据')
    expect(text).toContain(`db-replaced-${NOW + 1}`)
    expect(await (await opened()).load('b')).toBeUndefined()
  })

  it('brings one person back, by the number that the doctor names', async () => {
    await run('backup', env(), [file])
    const database = await LevelDatabase.open(dir)
    await database.write([{ type: 'put', key: 'doc!b', value: Buffer.alloc(80, 1) }], true)
    await database.close()
    const store = await opened()
    await store.setAside('b', NOW)
    await store.close()
    const doctor = await run('doctor', env())
    expect([doctor.code, doctor.text]).toEqual([0, expect.stringContaining('b，2026-01-05T03:00:00Z')])
    const { code, text } = await run('restore', env(), [file, '--owner', 'b'])
    expect([code, text]).toEqual([0, expect.stringContaining('b 的记录')])
    expect(await (await opened()).load('b')).toEqual(documentOf('b'))
  })

  it('refuses a wrong key and an unknown option', async () => {
    await run('backup', env(), [file])
    const wrong = { ...env(), SHOUMI_KEY: randomBytes(32).toString('hex') }
    await expect(run('restore', wrong, [file, '--replace'])).rejects.toMatchObject({ code: 'STORE_KEY' })
    expect((await run('restore', env(), [])).code).toBe(2)
    for (const args of [['--force'], ['--owner'], ['--owner', 'a!'], ['--replace', '--owner', 'a']]) {
      expect((await run('restore', env(), [file, ...args])).code).toBe(2)
    }
    expect(await (await opened()).load('a')).toEqual(documentOf('a'))
  })
})

describe('npm run repair', () => {
  const damage = () => rm(join(databaseFolder(dir), 'CURRENT'))

  it('says what was damaged, what was saved, and where the old files are', async () => {
    await damage()
    await expect(opened()).rejects.toThrow('npm run repair')
    expect((await run('doctor', env())).text).toContain('npm run repair')
    const { code, text } = await run('repair', env(), [], { now: NOW })
    expect([code, text]).toEqual([0, expect.stringContaining('救回来 3 个人的记录')])
    expect(text).toContain('CURRENT')
    expect(text).toContain(`db-replaced-${NOW}`)
    expect(await (await opened()).load('b')).toEqual(documentOf('b'))
  })

  it('names whoever could not be saved, and how to bring them back', async () => {
    await run('backup', env(), [file])
    const database = await LevelDatabase.open(dir)
    await database.write([{ type: 'put', key: 'doc!b', value: Buffer.alloc(80, 1) }], true)
    await database.close()
    await damage()
    const { code, text } = await run('repair', env())
    expect([code, text]).toEqual([1, expect.stringContaining('没救回来 1 个人的')])
    expect(text).toMatch(/\nb\n.*--owner/)
    expect((await run('restore', env(), [file, '--owner', 'b'])).code).toBe(0)
    expect(await (await opened()).load('b')).toEqual(documentOf('b'))
  })

  it('does nothing where nothing is damaged, and finishes what was cut short', async () => {
    expect(await run('repair', env())).toEqual({ code: 0, text: expect.stringContaining('没坏') })
    await rename(databaseFolder(dir), join(dir, 'db-built'))
    await expect(opened()).rejects.toThrow('npm run repair')
    expect((await run('repair', env())).text).toContain('现在做完了')
    expect(await (await opened()).load('b')).toEqual(documentOf('b'))
    await expect(run('repair', { STATE_DIR: await temporaryFolder() })).rejects.toThrow('没什么可修')
  })
})

describe('npm run rotate-key', () => {
  it('puts the new key in the place of the old one, which still opens older backups', async () => {
    await run('backup', env(), [file])
    const { code, text } = await run('rotate-key', env(), [], { now: NOW })
    expect(code).toBe(0)
    expect(text).toContain('换好了')
    const old = await readFile(join(dir, `key.old-${NOW}`), 'utf8')
    const next = (await loadKey({ fromEnv: undefined, dir })).key
    expect(old.trim()).toBe(key.toString('hex'))
    expect(next.equals(key)).toBe(false)
    expect(await readdir(dir)).not.toContain('key.new')
    await expect(opened()).rejects.toMatchObject({ code: 'STORE_KEY' })
    await expect(run('restore', env(), [file, '--replace'])).rejects.toMatchObject({ code: 'STORE_KEY' })
    key = next
    expect(await (await opened()).load('c')).toEqual(documentOf('c'))
  })

  it('that was stopped goes on with the same new key', async () => {
    const stopped = await run('rotate-key', env(), [], { signal: AbortSignal.abort() })
    expect([stopped.code, stopped.text]).toEqual([1, expect.stringContaining('接着换')])
    await expect(opened()).rejects.toThrow('npm run rotate-key')
    const next = (await readFile(join(dir, 'key.new'), 'utf8')).trim()
    expect((await run('rotate-key', env())).code).toBe(0)
    expect((await readFile(join(dir, 'key'), 'utf8')).trim()).toBe(next)
    key = Buffer.from(next, 'hex')
    expect(await (await opened()).load('a')).toEqual(documentOf('a'))
  })

  it('that died before the key files were changed is finished by another run', async () => {
    await run('rotate-key', env(), [], { now: NOW })
    const next = await readFile(join(dir, 'key'), 'utf8')
    await writeFile(join(dir, 'key'), key.toString('hex'))
    await writeFile(join(dir, 'key.new'), next)
    expect((await run('rotate-key', env(), [], { now: NOW + 1 })).code).toBe(0)
    expect(await readFile(join(dir, 'key'), 'utf8')).toBe(next)
    key = Buffer.from(next.trim(), 'hex')
    expect(await (await opened()).load('a')).toEqual(documentOf('a'))
  })

  it('seals the logins of iLink anew, too, and tells how many it cannot', async () => {
    await saveLogins(dir, key, ['o9Anna@im.wechat', 'o9Bert@im.wechat'])
    await run('rotate-key', env(), [], { now: NOW })
    const next = (await loadKey({ fromEnv: undefined, dir })).key
    expect(await loginsIn(dir, next)).toEqual(['o9Anna@im.wechat', 'o9Bert@im.wechat'])
    expect(await loginsIn(dir, key)).toEqual([])
    await saveLogins(dir, key, ['o9Carl@im.wechat'])
    const other = { ...env(), SHOUMI_NEW_KEY: randomBytes(32).toString('hex') }
    expect((await run('rotate-key', other)).text).toContain('有 1 个 iLink 登录本来就打不开')
  })

  it('seals those of a gateway, which has no database', async () => {
    const gateway = await temporaryFolder()
    const old = (await loadKey({ fromEnv: undefined, dir: gateway })).key
    await expect(run('rotate-key', { STATE_DIR: gateway })).rejects.toThrow('还没有数据')
    await saveLogins(gateway, old, ['o9Anna@im.wechat'])
    expect((await run('rotate-key', { STATE_DIR: gateway })).code).toBe(0)
    const next = (await loadKey({ fromEnv: undefined, dir: gateway })).key
    expect(next.equals(old)).toBe(false)
    expect(await loginsIn(gateway, next)).toEqual(['o9Anna@im.wechat'])
    expect(await readdir(gateway)).not.toContain('db')
  })

  it('takes the new key from SHOUMI_NEW_KEY, and needs it where the old one is a setting', async () => {
    const old = { ...env(), SHOUMI_KEY: key.toString('hex') }
    await expect(run('rotate-key', old)).rejects.toThrow('SHOUMI_NEW_KEY')
    await expect(run('rotate-key', { ...old, SHOUMI_NEW_KEY: old.SHOUMI_KEY })).rejects.toThrow('一样')
    const next = randomBytes(32)
    const { text } = await run('rotate-key', { ...old, SHOUMI_NEW_KEY: next.toString('hex') })
    expect(text).toContain('SHOUMI_KEY')
    expect(text).not.toContain(next.toString('hex'))
    key = next
    expect(await (await opened()).load('a')).toEqual(documentOf('a'))
  })
})
