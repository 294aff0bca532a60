import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ilinkEnv, startFakeIlink } from '../../e2e/ilink-place.ts'
import { folderOfOnesOwn } from '../../store/temporary-folder.ts'
import { Watchers } from '../watchers.ts'
import type { FakeIlink } from './fake-ilink.ts'

const HERE = fileURLToPath(new URL('./independent', import.meta.url))
const ANNA = 'o9Anna@im.wechat'
const INSTALL_MS = 120_000

/** What the client told of itself. */
interface Told {
  readonly login?: string
  readonly log?: string
  readonly from?: string
  readonly text?: string
  readonly type?: string
  readonly fileName?: string
  readonly hash?: string
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * The client is no dependency of the project: it asks for Node 22, which npm only warns of, and would be installed by
 * everybody. Its own lock file pins it and its one dependency by their hashes.
 */
async function installed(): Promise<string | undefined> {
  const folder = await folderOfOnesOwn()
  await cp(HERE, folder, { recursive: true })
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1']
  return new Promise((resolve) => {
    execFile('npm', args, { cwd: folder, timeout: INSTALL_MS }, (error) => resolve(error === null ? folder : undefined))
  })
}

describe('the fake server, before a client that others wrote (weixin-agent-sdk)', () => {
  let fake: FakeIlink
  let client: ChildProcess | undefined
  let folder: string | undefined
  const told: Told[] = []
  const watchers = new Watchers(60_000)
  let isOver = false
  const until = <T>(pick: () => T | undefined): Promise<T> => watchers.until(pick, () => JSON.stringify(told.slice(-9)))
  const tellsOf = (is: (one: Told) => unknown): Promise<Told> => until(() => told.find((one) => is(one)))

  beforeAll(async () => {
    folder = await installed()
    if (folder === undefined) return
    fake = await startFakeIlink()
    const env = {
      ...ilinkEnv(fake),
      PATH: process.env.PATH ?? '',
      HOME: folder,
      TMPDIR: folder,
      OPENCLAW_STATE_DIR: join(folder, 'state'),
    }
    client = spawn(process.execPath, ['driver.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
    client.once('exit', () => {
      isOver = true
    })
    createInterface({ input: client.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line.startsWith('> ')) told.push(JSON.parse(line.slice(2)) as Told)
      watchers.check()
    })
  }, INSTALL_MS + 30_000)

  beforeEach(({ skip }) => {
    skip(folder === undefined, 'weixin-agent-sdk could not be installed: is there a registry?')
    expect(isOver).toBe(false)
  })

  afterAll(async () => {
    client?.kill('SIGKILL')
    await fake?.stop()
  })

  it('is logged in to by a code, after one that has expired', async () => {
    await fake.until(() => fake.qr.codes[0])
    fake.qr.expire()
    await fake.until(() => fake.qr.codes[1])
    fake.qr.scan(ANNA)
    fake.qr.confirm(ANNA)
    expect((await tellsOf(({ login }) => login)).login).toBe(fake.botOf(ANNA).botId.replace(/[^a-z0-9-]/g, '-'))
    await fake.listening()
  })

  it('brings it a text, and takes its answer and the sign that it is typing', async () => {
    const text = '你好，第一行\n第二行 🙂 <b>"引号"</b>'
    fake.say(ANNA, text)
    await fake.deliveredTo(ANNA, 1)
    expect(told).toContainEqual({ from: ANNA, text })
    expect(fake.delivered[0]?.text).toContain('你好，第一行')
    await fake.until(() => (fake.typing.some(({ status }) => status === 2) ? true : undefined))
    expect(fake.typing[0]).toMatchObject({ to: ANNA, status: 1 })
  })

  it.each([
    ['file', 4, '保密协议.pdf'],
    ['image', 2, ''],
  ] as const)('carries a file both ways, the same to the last byte: %s', async (type, kind, name) => {
    const bytes = randomBytes(70_001)
    const key = randomBytes(16)
    const media = { encrypt_query_param: fake.cdn.put(bytes, key), aes_key: key.toString('base64') }
    fake.say(ANNA, kind === 4 ? { type: 4, file_item: { file_name: name, media } } : { type: 2, image_item: { media } })
    expect((await tellsOf((one) => one.type === type)).hash).toBe(hashOf(bytes))
    const sent = await fake.until(() => fake.delivered.find(({ file }) => file?.kind === kind)?.file)
    expect(hashOf(sent.bytes)).toBe(hashOf(bytes))
  })

  it('tells it that its session is over so that it understands', async () => {
    fake.endSession(ANNA)
    expect((await tellsOf(({ log }) => log?.includes('-14'))).log).toContain('session expired')
  })

  it('found nothing else in its calls than what its version makes different', () => {
    const kinds = new Set(fake.violations.map((one) => one.replace(/^[^:]+: /, '')))
    expect(fake.requests.length).toBeGreaterThan(10)
    expect([...kinds].filter((kind) => !['no app headers', 'no base_info'].includes(kind))).toEqual([])
  })
})
