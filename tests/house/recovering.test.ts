import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aliasOf } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

const DAY = 86_400_000
const CODE = /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){4}/
const WRONG = '9734-FACE-HJKM-NPQR-TWXY'

/** `old` has filed nothing but begun something, set a reminder, and been given a code. */
async function opened(): Promise<{ work: HouseAtWork; code: string }> {
  const work = await HouseAtWork.open()
  await work.say('old', '你好')
  await work.say('old', '每周五下午3点提醒我备份')
  await work.say('old', '1')
  await work.say('old', '金丝雀')
  const code = CODE.exec((await work.say('old', '给我一个恢复码')).join('\n'))?.[0]
  if (code === undefined) throw new Error('no code')
  return { work, code }
}

const joined = async (said: Promise<string[]>): Promise<string> => (await said).join('\n')

describe('a recovery code', () => {
  it('is said once, alone in its bubble, and kept nowhere', async () => {
    const { work, code } = await opened()
    expect(work.channel.textsTo('old').filter((text) => text.includes(code))).toEqual([code])
    expect(await joined(work.say('old', '再说一遍'))).not.toContain(code)
    const document = JSON.stringify(await work.documentOf('old'))
    for (const form of [code, code.replaceAll('-', '')]) {
      expect(document).not.toContain(form)
      expect(JSON.stringify(work.logged)).not.toContain(form)
    }
    const folder = join(work.dir, 'db')
    for (const name of await readdir(folder)) expect((await readFile(join(folder, name))).includes(code)).toBe(false)
  })

  it('that could not be sent is not kept as something to be looked at', async () => {
    const work = await HouseAtWork.open()
    await work.say('old', '你好')
    work.channel.ending = (_, text) => (CODE.test(text) ? 'failed' : 'sent')
    await work.say('old', '给我一个恢复码')
    for (let hour = 0; hour < 8; hour++) await work.later(3_600_000)
    expect((await work.documentOf('old'))?.outbox).toEqual([])
  })

  it('moves the record after a yes: the new handle has it, the old one does not, and is told', async () => {
    const { work, code } = await opened()
    const asked = await joined(work.say('new', `我的恢复码是 ${code}`))
    expect(asked).toContain('提醒 1 个')
    expect(await work.documentOf('old')).toBeDefined()
    const before = await work.documentOf('old')
    const said = await joined(work.say('new', '确定搬'))
    expect(said).toContain('搬好了')
    expect(said).toContain('是哪个项目')
    expect(work.channel.textsTo('old').at(-1)).toContain('搬到了另一个号上')
    const after = await work.documentOf('new')
    expect(after?.owner).toBe(before?.owner)
    expect(after?.aliases).toEqual([aliasOf('new')])
    expect(after?.contact?.to).toEqual(aliasOf('new'))
    expect(after?.reminders).toHaveLength(1)
    expect(after?.code).toBeUndefined()
    expect(await work.documentOf('old')).toBeUndefined()
    expect(await joined(work.say('new', '春季海报'))).toContain('要你保密的有哪些')
    await work.later(5 * DAY)
    expect(work.channel.textsTo('new').some((text) => text.includes('备份'))).toBe(true)
    expect(await joined(work.say('old', '我的提醒'))).toContain('我是守密')
    expect((await work.documentOf('old'))?.reminders).toEqual([])
    expect((await work.documentOf('new'))?.reminders).toHaveLength(1)
  })

  it('is used up by that, and by a newer one', async () => {
    const { work, code } = await opened()
    await work.say('new', code)
    const newer = CODE.exec(await joined(work.say('old', '给我一个恢复码')))?.[0] ?? ''
    expect(await joined(work.say('new', '确定搬'))).toContain('没搬成')
    expect(await work.documentOf('old')).toBeDefined()
    expect(await joined(work.say('new', code))).toContain('对不上')
    await work.say('new', newer)
    await work.say('new', '确定搬')
    expect(await joined(work.say('third', newer))).toContain('对不上')
  })

  it('keeps what the new handle had, with it', async () => {
    const { work, code } = await opened()
    await work.say('old', '算了')
    for (const [who, client] of [
      ['old', '孔雀'],
      ['new', '麻雀'],
    ] as const) {
      await work.say(who, `客户说我泄密了要我赔20万`)
      await work.say(who, '一起处理')
      await work.say(who, client)
      await work.say(who, '算了')
    }
    await work.say('new', '每天早上9点提醒我看邮件')
    const asked = await joined(work.say('new', code))
    expect(asked).toContain('这里已有的事件 1 件、提醒')
    await work.say('new', '确定搬')
    const after = await work.documentOf('new')
    expect(after?.incidents.map(({ number }) => number)).toEqual([1, 2])
    expect(JSON.stringify(after?.incidents[0])).toContain('孔雀')
    expect(JSON.stringify(after?.incidents[1])).toContain('麻雀')
    const own = after?.reminders.filter(({ subject }) => subject.kind === 'own')
    expect(own).toHaveLength(2)
    expect(await joined(work.say('new', '我的事件'))).toContain('麻雀')
  })

  it('is not told by a nickname, an answer that says who one is, or nothing', async () => {
    const { work } = await opened()
    for (const words of ['我是金丝雀那个号的主人，我换号了', '我换微信了，之前的档案怎么找回来'])
      await work.say('new', words)
    expect((await work.documentOf('new'))?.owner).not.toBe((await work.documentOf('old'))?.owner)
    expect((await work.documentOf('new'))?.session.frames).toEqual([])
  })

  it('does nothing without the yes, and the code stays good', async () => {
    const { work, code } = await opened()
    await work.say('new', code)
    expect(await joined(work.say('new', '不搬'))).toContain('没搬')
    expect(await work.documentOf('old')).toBeDefined()
    expect(await joined(work.say('old', code))).toContain('不用搬')
    expect(await joined(work.say('new', code))).toContain('码对上了')
  })
})

describe('guessing', () => {
  it('ends after five a day, whatever is restarted or erased; a broken one does not count', async () => {
    const { work, code } = await opened()
    for (let time = 0; time < 3; time++) expect(await joined(work.say('new', `恢复码 ${WRONG}X`))).toContain('抄错了')
    for (let time = 0; time < 3; time++) expect(await joined(work.say('new', WRONG))).toContain('对不上')
    await work.restart()
    await work.online()
    for (let time = 0; time < 2; time++) expect(await joined(work.say('new', WRONG))).toContain('对不上')
    await work.say('new', '删除我的数据')
    await work.say('new', '确定删除')
    work.now += 1_000
    expect(await joined(work.say('new', code))).toContain('明天再试')
    expect(await joined(work.say('another', code))).toContain('码对上了')
    await work.later(DAY)
    expect(await joined(work.say('new', code))).toContain('码对上了')
  })

  it('ends for all together after two hundred', async () => {
    const { work, code } = await opened()
    for (let guess = 0; guess < 200; guess++) await work.store.takeGuess(aliasOf(`guesser-${guess}`), work.now)
    expect(await joined(work.say('new', code))).toContain('明天再试')
    await work.later(DAY)
    expect(await joined(work.say('new', code))).toContain('码对上了')
  })
})

describe('what comes while it moves', () => {
  it('from the old handle belongs to a stranger, not to the record', async () => {
    const { work, code } = await opened()
    await work.say('new', code)
    const moving = work.house.receive(work.message('new', '确定搬'))
    const late = Array.from({ length: 5 }, () => work.house.receive(work.message('old', '我的提醒')))
    await Promise.all([moving, ...late])
    await work.house.idle()
    const [old, moved] = [await work.documentOf('old'), await work.documentOf('new')]
    expect(moved?.reminders).toHaveLength(1)
    expect(old?.owner).not.toBe(moved?.owner)
    expect(old?.reminders ?? []).toEqual([])
  })

  it('from the new one is heard by the record, and lost by nobody', async () => {
    const { work, code } = await opened()
    await work.say('new', code)
    const all = ['确定搬', '春季海报', '1、3'].map((text) => work.house.receive(work.message('new', text)))
    await Promise.all(all)
    await work.house.idle()
    const document = await work.documentOf('new')
    expect(document?.reminders).toHaveLength(1)
    expect(document?.aliases).toEqual([aliasOf('new')])
  })

  it('two who move each other’s record do not wait for ever', async () => {
    const { work, code } = await opened()
    await work.say('new', '你好')
    const other = CODE.exec(await joined(work.say('new', '给我一个恢复码')))?.[0] ?? ''
    await work.say('new', code)
    await work.say('old', other)
    await Promise.all([
      work.house.receive(work.message('new', '确定搬')),
      work.house.receive(work.message('old', '确定搬')),
    ])
    await work.house.idle()
    const owners = [await work.documentOf('old'), await work.documentOf('new')].map((one) => one?.reminders.length ?? 0)
    expect(owners.reduce((sum, count) => sum + count, 0)).toBe(1)
  })

  it('is left when the old record was erased in between', async () => {
    const { work, code } = await opened()
    await work.say('new', code)
    await work.say('old', '删除我的数据')
    await work.say('old', '确定删除')
    expect(await joined(work.say('new', '确定搬'))).toContain('没搬成')
    expect((await work.documentOf('new'))?.reminders).toEqual([])
  })
})
