import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { MessageItem } from '../../../src/channel/puppets/ilink/protocol.ts'
import { INTERVIEW, SECRETS } from '../../e2e/interview.ts'
import { BotAtWork } from './bot-at-work.ts'

const ANNA = 'o9Anna@im.wechat'
const HOUR = 3_600_000
const MINUTE = 60_000

const sends = (bot: BotAtWork) => bot.world.fake.requests.filter(({ what }) => what === 'sendmessage').length
const heldFor = async (bot: BotAtWork, user: string) => {
  const alias = { channel: 'wechaty-puppet-ilink', account: 'ilink', contactId: user, place: 'private' } as const
  return (await bot.at.documentOf(alias))?.outbox.map(({ text }) => text) ?? []
}

describe('the bot on iLink', () => {
  it('goes through a whole scope interview, and nothing of it is in the log', async () => {
    const bot = await BotAtWork.open()
    await bot.scans(ANNA)
    await bot.says(ANNA, '你好')
    await bot.says(ANNA, '确认保密范围')
    let last = ''
    for (const [, answer] of INTERVIEW) last = await bot.says(ANNA, answer)
    const words = `${last}\n${await bot.says(ANNA, '我的档案')}\n${await bot.says(ANNA, '1')}`
    for (const secret of ['灰鲸客户', '蓝港改版', '会员手机号', '上线排期']) expect(words).toContain(secret)
    const log = JSON.stringify(bot.at.logged)
    for (const secret of [...SECRETS, ANNA]) expect(log).not.toContain(secret)
    expect(bot.world.fake.violations).toEqual([])
  }, 180_000)

  it('goes on with its question when the session ends in the middle of it and the user scans again', async () => {
    const bot = await BotAtWork.open()
    await bot.scans(ANNA)
    await bot.says(ANNA, '确认保密范围')
    await bot.says(ANNA, '灰鲸客户')
    const asked = bot.at.words('scope/ask-categories')
    expect(await bot.says(ANNA, '蓝港改版')).toContain(asked.at(-1)?.slice(0, 12))
    const codes = bot.world.fake.qr.codes.length
    bot.world.fake.endSession(ANNA)
    await bot.world.until(() => bot.world.fake.qr.codes[codes])
    expect(bot.puppet.isLoggedIn).toBe(false)
    await bot.scans(ANNA)
    expect(await bot.says(ANNA, '1、3')).toContain('个人信息')
    expect(bot.textsTo(ANNA).join('\n')).not.toContain(bot.at.words('error/broken').join())
  })

  it('keeps what is dropped silently, tries no more, and says it together when the person is back', async () => {
    const bot = await BotAtWork.open(ANNA)
    await bot.says(ANNA, '你好')
    bot.world.fake.personOf(ANNA).drops = true
    const before = sends(bot)
    expect(await bot.says(ANNA, '菜单')).toBe('')
    await bot.pass(2 * HOUR)
    expect(sends(bot)).toBe(before + 1)
    expect(bot.notices).toEqual([{ kind: 'dropped', userId: ANNA }])
    const held = await heldFor(bot, ANNA)
    expect(held.length).toBeGreaterThan(0)
    bot.world.fake.personOf(ANNA).drops = false
    expect(await bot.says(ANNA, '在吗')).toContain(held[0])
    expect(await heldFor(bot, ANNA)).toEqual([])
  })

  it('answers politely what nobody has a name for, and stays at its question', async () => {
    const bot = await BotAtWork.open(ANNA)
    await bot.says(ANNA, '确认保密范围')
    const before = bot.textsTo(ANNA).length
    bot.world.fake.say(ANNA, { type: 77, odd_item: { text: '绝密' } } as MessageItem)
    await bot.world.pass(8_000)
    expect(bot.textsTo(ANNA)[before]).toContain(bot.at.words('media/other').join())
    expect(await bot.says(ANNA, '灰鲸客户')).not.toContain(bot.at.words('media/other').join())
  })

  it('says so when a file cannot be had, and reads it when it can', async () => {
    const bot = await BotAtWork.open(ANNA)
    await bot.says(ANNA, '签保密协议')
    await bot.says(ANNA, '1')
    const contract = Buffer.from(
      '保密协议\n第一条 乙方应对甲方的一切信息永久保密。\n第二条 违约金为一百万元。\n'.repeat(8),
    )
    const key = randomBytes(16)
    const file = () => ({
      type: 4,
      file_item: {
        file_name: '协议.txt',
        media: { encrypt_query_param: bot.world.fake.cdn.put(contract, key), aes_key: key.toString('base64') },
      },
    })
    const answers = async () => {
      const before = bot.textsTo(ANNA).length
      bot.world.fake.say(ANNA, file())
      await bot.world.until(() => bot.textsTo(ANNA)[before + 1])
      await bot.world.pass(10_000)
      return bot.textsTo(ANNA).slice(before).join('\n')
    }
    bot.world.fake.cdn.faults.push(500)
    expect(await answers()).not.toContain('违约金')
    expect(await answers()).toContain('违约金')
  })

  it('reminds while the window is open, says once that it closes, is still after it, and makes up for it', async () => {
    const bot = await BotAtWork.open(ANNA)
    const { clock, fake } = bot.world
    const start = clock.now()
    await bot.says(ANNA, '每天下午三点提醒我备份')
    await bot.says(ANNA, '好')
    const heardAt = clock.now()
    const answered = bot.textsTo(ANNA).length
    await bot.pass(24 * HOUR)
    const [told = '', nudge = '', ...rest] = bot.textsTo(ANNA).slice(answered)
    expect(told).toContain('提醒：备份')
    expect(nudge).toBe(bot.at.words('reminders/nudge').join())
    expect(rest).toEqual([])
    const [toldAt = 0, nudgedAt = 0] = fake.delivered.slice(answered).map(({ at }) => at)
    expect(Math.abs(toldAt - (start + 11 * HOUR))).toBeLessThan(6 * MINUTE)
    expect(nudgedAt).toBeLessThan(heardAt + 22 * HOUR + 6 * MINUTE)
    await bot.pass(16 * HOUR)
    expect(bot.textsTo(ANNA)).toHaveLength(answered + 2)
    const back = await bot.says(ANNA, '谢谢')
    await bot.pass(5 * MINUTE)
    expect(`${back}\n${bot.textsTo(ANNA).at(-1)}`).toContain('备份')
    expect(bot.textsTo(ANNA).length).toBeGreaterThan(answered + 3)
    expect(sends(bot)).toBe(fake.delivered.length)
    expect(fake.violations).toEqual([])
  }, 120_000)

  it('serves two hundred users at once, each with what is theirs', async () => {
    const users = Array.from({ length: 200 }, (_, n) => `o9user${n}@im.wechat`)
    const bot = await BotAtWork.open(...users)
    const { fake } = bot.world
    await fake.listening(users.length)
    const round = async (words: (user: string) => string) => {
      const before = new Map(users.map((user) => [user, bot.textsTo(user).length]))
      for (const user of users) fake.say(user, words(user))
      await bot.world.pass(10_000)
      const silent = users.filter((user) => bot.textsTo(user).length === before.get(user))
      expect(silent).toEqual([])
    }
    const nameOf = (user: string) => `鲸${user.replace(/\D/g, '').padStart(4, '9')}公司`
    await round(() => '确认保密范围')
    await round(nameOf)
    await round(() => '我在哪一步')
    const strangers = users.flatMap((user) => {
      const names =
        bot
          .textsTo(user)
          .join('\n')
          .match(/鲸\d+公司/g) ?? []
      return names.filter((name) => name !== nameOf(user))
    })
    expect(strangers).toEqual([])
    expect(fake.bots.filter(({ held }) => held === 1)).toHaveLength(200)
    expect(fake.violations).toEqual([])
  }, 120_000)
})
