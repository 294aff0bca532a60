import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { tagOf } from '../../src/channel/tag.ts'
import { loadKey } from '../../src/store/key.ts'
import { LevelDatabase } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { freePort } from '../e2e/free-port.ts'
import { documentOf } from '../store/documents.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { saveLogins } from './logins.ts'
import { run } from './operator.ts'

const OPERATOR = { OPERATOR_NAME: '守密小组', OPERATOR_CONTACT: 'shoumi@example.com' }

let dir: string
let key: Buffer

beforeEach(async () => {
  dir = await temporaryFolder()
  key = (await loadKey({ fromEnv: undefined, dir })).key
  const store = await openLevelStore({ dir, key, now: Date.now() })
  await store.commit(documentOf('a'))
  await store.close()
})

/** The lines about something to be mended, and the exit code. */
async function faults(env: Readonly<Record<string, string>> = {}, changes: Parameters<typeof run>[3] = {}) {
  const { code, text } = await run('doctor', { STATE_DIR: dir, ...env }, [], changes)
  return { code, lines: text.split('\n').filter((line) => line.startsWith('要改')) }
}

async function expectFault(words: string, env: Readonly<Record<string, string>> = {}, now?: number): Promise<void> {
  const { code, lines } = await faults(env, now === undefined ? {} : { now })
  expect(lines.join('\n')).toContain(words)
  expect(code).toBe(1)
}

describe('npm run doctor', () => {
  it('finds nothing to mend where all is well, and says how much there is', async () => {
    const { code, text } = await run('doctor', { STATE_DIR: dir })
    expect([code, text]).toEqual([0, expect.stringContaining('没有要改的')])
    expect(text).toContain('1 个人的记录')
    expect(text).toContain('钥匙：就在数据旁边')
  })

  it('makes nothing where there is nothing yet', async () => {
    const empty = join(await temporaryFolder(), 'state')
    expect((await faults({ STATE_DIR: empty })).code).toBe(0)
    await expect(readdir(empty)).rejects.toMatchObject({ code: 'ENOENT' })
    await mkdir(empty)
    expect((await faults({ STATE_DIR: empty })).code).toBe(0)
    expect(await readdir(empty)).toEqual([])
  })

  it('names every setting that cannot work', async () => {
    await expectFault('2 处', { LOG_LEVEL: 'loud', TIME_ZONE: 'Mars' })
  })

  it('names a key that is wrong, missing, no key, or open to others', async () => {
    await expectFault('钥匙不对', { SHOUMI_KEY: randomBytes(32).toString('hex') })
    await expectFault('SHOUMI_KEY 不对', { SHOUMI_KEY: 'short' })
    await expectFault('没有这个文件', { SHOUMI_KEY_FILE: join(dir, 'nowhere') })
    expect((await faults({ SHOUMI_KEY_FILE: join(dir, 'key') })).code).toBe(0)
    await chmod(join(dir, 'key'), 0o644)
    await expectFault('chmod 600')
    await rm(join(dir, 'key'))
    await expectFault('有数据，没钥匙')
    await writeFile(join(dir, 'key'), 'nonsense')
    await expectFault('内容不对')
  })

  it('names law that is past its review date, and other content, by the day where the bot lives', async () => {
    const data = await temporaryFolder()
    await mkdir(join(data, 'pages'))
    const law = (id: string, due: string): string => `- id: ${id}\n  law: 民法典\n  due: ${due}\n`
    await writeFile(join(data, 'law.yaml'), law('one', '2027-11-23') + law('other', '2027-11-24'))
    await writeFile(join(data, 'pages', 'old.md'), '---\nid: old\ntitle: 旧\ndue: 2026-01-01\n---\n正文。\n')
    const told = async (at: string) => {
      const { text } = await run('doctor', { STATE_DIR: dir }, [], { data, now: Date.parse(at) })
      return text.split('\n').filter((line) => line.includes('内容：'))
    }
    expect(await told('2027-11-23T15:59:00Z')).toEqual([expect.stringMatching(/^留意.*1 处.*old（2026-01-01）/)])
    expect(await told('2027-11-23T16:00:00Z')).toEqual([
      expect.stringMatching(/^要改.*1 条法条.*：one（2027-11-23）。/),
      expect.stringMatching(/^留意/),
    ])
  })

  it('counts documents that cannot be read', async () => {
    const database = await LevelDatabase.open(dir)
    await database.write([{ type: 'put', key: 'doc!broken', value: Buffer.alloc(80, 1) }], true)
    await database.close()
    await expectFault('2 个人的记录里有 1 个读不出来')
  })

  it('names who is bound on iLink by tags, whoever spoke last first, and an operator who is not there', async () => {
    expect((await run('doctor', { STATE_DIR: dir })).text).not.toContain('iLink')
    await saveLogins(dir, key, ['o9Anna@im.wechat'])
    await saveLogins(dir, key, ['o9Bert@im.wechat'], { heardAt: Date.parse('2026-11-30T14:10:00Z') })
    const { code, text } = await run('doctor', { STATE_DIR: dir, ILINK_OPERATOR: tagOf('o9Anna@im.wechat') })
    expect(code).toBe(0)
    const [anna, bert] = [tagOf('o9Anna@im.wechat'), tagOf('o9Bert@im.wechat')]
    expect(text).toMatch(new RegExp(`2 个人扫过码：\\s+${bert}，最近说话 2026-11-30 22:10\\s+${anna}，还没说过话`))
    expect(text).not.toMatch(/o9|没有这个人/)
    const other = await run('doctor', { STATE_DIR: dir, ILINK_OPERATOR: tagOf('o9Carl@im.wechat') })
    expect([other.code, other.text]).toEqual([0, expect.stringContaining('没有这个人')])
    await saveLogins(dir, randomBytes(32), ['o9Dora@im.wechat'])
    await expectFault('1 个登录打不开')
  })

  it('names a rotation that was not finished', async () => {
    await run('rotate-key', { STATE_DIR: dir }, [], { signal: AbortSignal.abort() })
    await expectFault('npm run rotate-key')
  })

  it('notices a clock that is slow', () => expectFault('钟慢了', {}, Date.now() - 86_400_000))

  it('does not look as another user', async () => {
    const { code, lines } = await faults({}, { uid: 4_242 })
    expect([code, lines.join()]).toEqual([1, expect.stringContaining('另一个用户')])
  })

  it('leaves a running bot alone', async () => {
    const store = await openLevelStore({ dir, key, now: Date.now() })
    onTestFinished(() => store.close())
    const { code, text } = await run('doctor', { STATE_DIR: dir })
    expect([code, text]).toEqual([0, expect.stringContaining('机器人正在用着')])
    await store.commit(documentOf('b'))
    expect(await store.load('b')).toEqual(documentOf('b'))
  })

  it('asks a running bot how it is', async () => {
    const store = await openLevelStore({ dir, key, now: Date.now() })
    onTestFinished(() => store.close())
    await expectFault('没有应', { HTTP_PORT: String(await freePort()) })
  })

  it('tries the gateway', async () => {
    const env = { ...OPERATOR, WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_x' }
    const closed = { ...env, WECHATY_PUPPET_SERVICE_ENDPOINT: `127.0.0.1:${await freePort()}` }
    await expectFault('接不通', closed)
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const open = { ...env, STATE_DIR: dir, WECHATY_PUPPET_SERVICE_ENDPOINT: `127.0.0.1:${port}` }
    expect(await run('doctor', open)).toEqual({ code: 0, text: expect.stringContaining('接得通') })
  })

  it('names a puppet that is not installed', () =>
    expectFault('没有安装', { ...OPERATOR, WECHATY_PUPPET: 'wechaty-puppet-nowhere' }))
})
