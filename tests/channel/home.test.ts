import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WechatyBuilder } from 'wechaty'
import { prepareHome } from '../../src/channel/home.ts'
import { prepareLoginMemory } from '../../src/channel/login-memory.ts'

let stateDir: string

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'shoumi-state-'))
})

afterEach(() => rm(stateDir, { recursive: true, force: true }))

interface MemoryCard {
  set(key: string, value: string): Promise<unknown>
  save(): Promise<void>
}

const mode = async (path: string) => (await stat(path)).mode & 0o777

describe('a home', () => {
  test('is for its owner alone, and gone with all in it when it is cleaned', async () => {
    const home = await prepareHome(stateDir)
    expect(await mode(home.path)).toBe(0o700)
    await mkdir(join(home.path, '.wechaty', 'deep'), { recursive: true })
    await writeFile(join(home.path, '.wechaty', 'deep', 'contact'), 'alice')
    await home.clean()
    expect(await readdir(join(stateDir, 'wechaty'))).toEqual([])
  })

  test('of a process that died is removed, of one that lives is left alone', async () => {
    const dead = spawn(process.execPath, ['--version'])
    await once(dead, 'exit')
    const living = spawn(process.execPath, ['--eval', 'process.stdin.resume()'])
    const parent = join(stateDir, 'wechaty')
    await mkdir(parent)
    for (const name of [`${dead.pid}-aa`, `${living.pid}-bb`, `${process.pid}-cc`, 'notes'])
      await mkdir(join(parent, name))
    try {
      const first = await prepareHome(stateDir)
      const second = await prepareHome(stateDir)
      const left = (await readdir(parent)).map((name) => join(parent, name))
      expect(left.sort()).toEqual(
        [join(parent, `${living.pid}-bb`), join(parent, 'notes'), first.path, second.path].sort(),
      )
    } finally {
      living.kill()
    }
  })
})

describe('a login memory', () => {
  test('is where Wechaty reads and writes it, for its owner alone', async () => {
    const memory = await prepareLoginMemory(stateDir, '@juzibot/wechaty-puppet-donut')
    const bot = WechatyBuilder.build({ name: memory.name, puppet: 'wechaty-puppet-mock' })
    await bot.init()
    const { memory: card } = bot.puppet as unknown as { memory: MemoryCard }
    await card.set('login', 'a session key')
    await card.save()
    expect(await readFile(memory.file, 'utf8')).toContain('a session key')
    expect(await mode(memory.file)).toBe(0o600)
    expect(await readdir(stateDir)).toEqual(['login--juzibot-wechaty-puppet-donut.memory-card.json'])
    expect(await prepareLoginMemory(stateDir, '@juzibot/wechaty-puppet-donut')).toEqual({ ...memory, reset: false })
    expect(await readFile(memory.file, 'utf8')).toContain('a session key')
  })

  test('that a kill has cut short is emptied, and that is told', async () => {
    const { file } = await prepareLoginMemory(stateDir, 'wechaty-puppet-xp')
    await writeFile(file, '{"\\rpuppet\\nlogin":"a sess')
    expect(await prepareLoginMemory(stateDir, 'wechaty-puppet-xp')).toMatchObject({ reset: true })
    expect(await readFile(file, 'utf8')).toBe('{}')
  })
})
