import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { FakeIlink } from '../channel/ilink/fake-ilink.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { BotProcess } from './bot-process.ts'
import { ilinkEnv, startFakeIlink } from './ilink-place.ts'
import { wordsOf } from './words.ts'

const ANNA = 'o9Anna@im.wechat'
const BERT = 'o9Bert@im.wechat'
let fake: FakeIlink

beforeAll(async () => {
  fake = await startFakeIlink()
})

afterAll(() => fake.stop())

async function bot(
  cwd: string,
  command: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<BotProcess> {
  const env = { ...ilinkEnv(fake), PATH: process.env.PATH ?? '', STATE_DIR: 'var', ...more }
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

  it('knows its operator by the tag that was told, and draws a code in the chat for nobody else', async () => {
    const DORA = 'o9Dora@im.wechat'
    const EMIL = 'o9Emil@im.wechat'
    const cwd = await temporaryFolder()
    const first = await bot(cwd)
    await first.until('a code', () => /[▀▄█]{10}/.test(first.stderr))
    fake.qr.scan(DORA)
    fake.qr.confirm(DORA)
    await first.until('the binding', () => first.told.includes('绑定好了'))
    const tag = /微信用户 ([\da-f]{12})：绑定好了/.exec(first.told)?.[1] ?? ''
    fake.say(DORA, '加一个人')
    await fake.deliveredTo(DORA, 1)
    await first.stop()
    const doctor = await bot(cwd, ['doctor'], { ILINK_OPERATOR: tag })
    await doctor.exited
    expect(doctor.stdout).toContain(`${tag}，最近说话`)
    expect(doctor.stdout).not.toContain('没有这个人')
    expect(fake.delivered.some(({ file }) => file !== undefined)).toBe(false)

    const codes = fake.qr.codes.length
    const again = await bot(cwd, [], { ILINK_OPERATOR: tag })
    await again.until('the login', () => again.logged('channel').some(({ status }) => status === 'online'))
    fake.say(DORA, '加一个人')
    await fake.until(() => (textsTo(DORA).some((text) => text === wordsOf('operator/scan')) ? true : undefined))
    expect(fake.qr.codes).toHaveLength(codes + 1)
    expect(fake.delivered.some(({ to, file }) => to === DORA && file !== undefined)).toBe(true)
    fake.qr.scan(EMIL)
    fake.qr.confirm(EMIL)
    await fake.until(() => (textsTo(DORA).some((text) => text === wordsOf('operator/bound')) ? true : undefined))
    fake.say(EMIL, '加一个人')
    await fake.deliveredTo(EMIL, 1)
    expect(textsTo(EMIL)).not.toContain(wordsOf('operator/scan'))
    expect(fake.qr.codes).toHaveLength(codes + 1)
    expect(first.stderr + again.stderr + doctor.stdout).not.toMatch(/o9Dora|o9Emil|加一个人/)
  }, 180_000)
})
