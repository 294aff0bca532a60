import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { FakeIlink } from '../channel/ilink/fake-ilink.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { BotProcess } from './bot-process.ts'

const ANNA = 'o9Anna@im.wechat'
const BERT = 'o9Bert@im.wechat'
const PRELOAD = pathToFileURL(fileURLToPath(new URL('./loopback-fetch.mjs', import.meta.url))).href
const clock = {
  now: Date.now,
  wait: (ms: number, signal?: AbortSignal) =>
    sleep(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => {}),
}

let fake: FakeIlink

beforeAll(async () => {
  fake = await FakeIlink.start(clock)
  fake.publicBase = 'https://ilinkai.weixin.qq.com'
})

afterAll(() => fake.stop())

async function bot(cwd: string, command: readonly string[] = []): Promise<BotProcess> {
  const env = {
    PATH: process.env.PATH ?? '',
    FAKE_ILINK: fake.base,
    NODE_OPTIONS: `--import ${PRELOAD}`,
    WECHATY_PUPPET: 'ilink',
    OPERATOR_NAME: '守密小组',
    OPERATOR_CONTACT: 'shoumi@example.com',
    STATE_DIR: 'var',
    BURST_MS: '0',
  }
  const started = new BotProcess(env, cwd, command)
  onTestFinished(async () => {
    await started.kill()
  })
  return started
}

const textsTo = (userId: string) => fake.delivered.filter(({ to }) => to === userId).map(({ text = '' }) => text)

describe('the bot on iLink', () => {
  it('draws a code, talks with who scans it, needs no scan after a restart, and takes in a second person', async () => {
    const cwd = await temporaryFolder()
    const first = await bot(cwd)
    await first.until('a code', () => /[▀▄█]{10}/.test(first.stderr) && first.told.includes('用你自己的微信扫码'))
    fake.qr.scan(ANNA)
    await first.until('the scan', () => first.told.includes('请在手机上点确认'))
    fake.qr.confirm(ANNA)
    await first.until('the binding', () => first.told.includes('绑定好了'))
    fake.say(ANNA, '你好')
    await fake.deliveredTo(ANNA, 1)
    expect(textsTo(ANNA).join('\n')).toContain('守密小组')

    const inviting = await bot(cwd, ['ilink-invite'])
    await inviting.until('a code', () => /[▀▄█]{10}/.test(inviting.stdout))
    fake.qr.scan(BERT)
    await inviting.until('the scan', () => inviting.stdout.includes('请在手机上点确认'))
    fake.qr.confirm(BERT)
    expect(await inviting.exited).toBe(0)
    fake.say(BERT, '你好')
    await fake.deliveredTo(BERT, 1)
    expect(textsTo(ANNA).length).toBeLessThan(10)

    await first.stop()
    const folder = join(cwd, 'var', 'ilink')
    expect((await readdir(folder)).length).toBe(2)
    for (const name of await readdir(folder)) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
      expect(await readFile(join(folder, name), 'latin1')).not.toContain(fake.botOf(ANNA).token)
    }
    const codes = fake.qr.codes.length
    const again = await bot(cwd)
    await again.until('the login', () => again.logged('channel').some(({ status }) => status === 'online'))
    const before = textsTo(ANNA).length
    fake.say(ANNA, '签保密协议')
    await fake.deliveredTo(ANNA, before + 1)
    expect(fake.qr.codes).toHaveLength(codes)
    expect(fake.violations).toEqual([])
    expect(first.stderr + again.stderr).not.toMatch(/o9Anna|o9Bert|签保密协议/)
  }, 180_000)
})
