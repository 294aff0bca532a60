import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newBinding } from '../../../src/channel/puppets/ilink/binding-state.ts'
import { resealFolder, sealedFolder } from '../../../src/channel/puppets/ilink/sealed-folder.ts'
import { temporaryFolder } from '../../store/temporary-folder.ts'

const KEY = Buffer.alloc(32, 3)
const binding = (userId: string) =>
  newBinding({ userId, botId: 'b@im.bot', base: 'https://x.weixin.qq.com', token: 'very-secret-token' }, undefined)

async function opened() {
  const folder = join(await temporaryFolder(), 'ilink')
  const damaged: string[] = []
  const store = sealedFolder(folder, KEY, (file) => damaged.push(file))
  return { folder, damaged, store }
}

describe('the folder of bindings', () => {
  it('keeps each one, the newest state of it, sealed and for its owner alone', async () => {
    const { folder, store, damaged } = await opened()
    expect(await store.load()).toEqual([])
    await store.save(binding('o9Anna@im.wechat'))
    await store.save(binding('o9Bert@im.wechat'))
    const changed = { ...binding('o9Anna@im.wechat'), cursor: 'later' }
    await store.save(changed)
    const states = await store.load()
    expect(states).toHaveLength(2)
    expect(states).toEqual(expect.arrayContaining([changed, binding('o9Bert@im.wechat')]))
    expect(damaged).toEqual([])
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    for (const name of await readdir(folder)) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
      expect(`${name}${await readFile(join(folder, name), 'latin1')}`).not.toMatch(/Anna|Bert|token|weixin/)
    }
  })

  it('tells of files that do not open and goes on without them: cut, changed, in the place of another, of another key', async () => {
    const { folder, store, damaged } = await opened()
    for (const user of ['a', 'b', 'c', 'd']) await store.save(binding(user))
    const [first = '', second = '', third = '', fourth = ''] = (await readdir(folder)).sort()
    await truncate(join(folder, first), 20)
    const changed = await readFile(join(folder, second))
    changed[40] = (changed[40] ?? 0) ^ 1
    await writeFile(join(folder, second), changed)
    await writeFile(join(folder, third), await readFile(join(folder, fourth)))
    expect(await store.load()).toHaveLength(1)
    expect(damaged).toEqual([first, second, third].map((name) => join(folder, name)))
    const other: string[] = []
    expect(await sealedFolder(folder, Buffer.alloc(32, 4), (file) => other.push(file)).load()).toEqual([])
    expect(other).toHaveLength(4)
  })
})

describe('another key', () => {
  const NEXT = Buffer.alloc(32, 9)
  const opensWith = async (folder: string, key: Buffer) => {
    const damaged: string[] = []
    const states = await sealedFolder(folder, key, (file) => damaged.push(file)).load()
    return { states: states.map(({ userId }) => userId).sort(), damaged: damaged.length }
  }

  it('opens every binding, and the old one nothing that is left', async () => {
    const { folder, store } = await opened()
    for (const user of ['a', 'b']) await store.save(binding(user))
    await writeFile(join(folder, 'left-over.binding.part'), 'sealed with the old key')
    expect(await resealFolder(folder, KEY, NEXT)).toEqual({ resealed: 2, unreadable: 0 })
    expect(await opensWith(folder, NEXT)).toEqual({ states: ['a', 'b'], damaged: 0 })
    expect(await opensWith(folder, KEY)).toEqual({ states: [], damaged: 2 })
    expect(await readdir(folder)).toHaveLength(2)
    expect(await resealFolder(folder, KEY, NEXT)).toEqual({ resealed: 0, unreadable: 0 })
  })

  it('is taken up where it was cut short: some under each key, one under both', async () => {
    const { folder, store } = await opened()
    for (const user of ['a', 'b']) await store.save(binding(user))
    const next = sealedFolder(folder, NEXT, () => {})
    for (const user of ['b', 'c']) await next.save(binding(user))
    expect(await resealFolder(folder, KEY, NEXT)).toEqual({ resealed: 2, unreadable: 0 })
    expect(await opensWith(folder, NEXT)).toEqual({ states: ['a', 'b', 'c'], damaged: 0 })
  })

  it('leaves what neither opens as it is, and makes nothing where there is nothing', async () => {
    const { folder, store } = await opened()
    await store.save(binding('a'))
    const [name = ''] = await readdir(folder)
    await truncate(join(folder, name), 20)
    expect(await resealFolder(folder, KEY, NEXT)).toEqual({ resealed: 0, unreadable: 1 })
    expect(await readdir(folder)).toEqual([name])
    const nowhere = `${folder}-2`
    expect(await resealFolder(nowhere, KEY, NEXT)).toEqual({ resealed: 0, unreadable: 0 })
    await expect(stat(nowhere)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
