import { describe, expect, it } from 'vitest'
import { qrPicture } from '../../../src/channel/qr-picture.ts'
import { BotAtWork } from './bot-at-work.ts'

const ANNA = 'o9Anna@im.wechat'
const BERT = 'o9Bert@im.wechat'
const CARL = 'o9Carl@im.wechat'
/** Longer than a code lives, ms. */
const CODE_MS = 6 * 60_000

const words = (bot: BotAtWork, page: string): string => bot.at.words(page).join()
/** What is drawn for the newest code. */
const drawn = (bot: BotAtWork): string => `https://liteapp.weixin.qq.com/q/${bot.world.fake.qr.last.handle}`
const pictures = (bot: BotAtWork, user: string) =>
  bot.world.fake.delivered.flatMap(({ to, file }) => (to === user && file !== undefined ? [file] : []))

/** The operator asks; resolves when the picture and what belongs to it have been shown. */
async function asks(bot: BotAtWork, text = '加一个人'): Promise<string> {
  return bot.says(ANNA, text)
}

describe('the operator, in the chat', () => {
  it('gets a picture of a new code, and hears that somebody was bound by it', async () => {
    const bot = await BotAtWork.openWithOperator(ANNA)
    const { fake } = bot.world
    expect(await asks(bot)).toContain(words(bot, 'operator/scan'))
    const [picture] = pictures(bot, ANNA)
    expect(picture?.kind).toBe(2)
    expect(picture?.bytes).toEqual(qrPicture(drawn(bot)))
    await bot.scans(BERT)
    await bot.world.pass(4_000)
    expect(bot.textsTo(ANNA).at(-1)).toBe(words(bot, 'operator/bound'))
    expect(await bot.says(BERT, '你好')).toContain('守密小组')
    expect(fake.violations).toEqual([])
  })

  it.each(['加一个人', ' 再加一个人！', '给我一个邀请码吧', '邀请別人', '邀请码。', '我想加个人'])(
    'asks in their own words: %s',
    async (text) => {
      const bot = await BotAtWork.openWithOperator(ANNA)
      await asks(bot, text)
      expect(pictures(bot, ANNA)).toHaveLength(1)
    },
  )

  it.each(['加人', '邀请', '合同里加一个人可以吗', '邀请函能发朋友圈吗', '二维码', '他加一个人就要泄密了'])(
    'is answered like everybody to what may be meant otherwise: %s',
    async (text) => {
      const bot = await BotAtWork.openWithOperator(ANNA)
      expect(await bot.says(ANNA, text)).not.toBe('')
      expect(pictures(bot, ANNA)).toEqual([])
      expect(bot.world.fake.qr.codes).toEqual([])
    },
  )

  it('finds it in the menu, and nobody else does or can', async () => {
    const bot = await BotAtWork.openWithOperator(ANNA, BERT)
    expect(await bot.says(ANNA, '菜单')).toContain(words(bot, 'operator/menu'))
    const others = [await bot.says(BERT, '菜单'), await bot.says(BERT, '加一个人'), await bot.says(BERT, '邀请码')]
    for (const told of others) {
      expect(told).not.toBe('')
      expect(told).not.toMatch(/二维码|加一个人|运营的人/)
    }
    expect(bot.world.fake.qr.codes).toEqual([])
  })

  it('goes on with their own question meanwhile, and nothing of it counts as an answer', async () => {
    const bot = await BotAtWork.openWithOperator(ANNA)
    await bot.says(ANNA, '确认保密范围')
    await asks(bot)
    expect(await bot.says(ANNA, '灰鲸客户')).toContain('是哪个项目')
    const alias = { channel: 'wechaty-puppet-ilink', account: 'ilink', contactId: ANNA, place: 'private' } as const
    expect(JSON.stringify((await bot.at.documentOf(alias))?.session)).not.toContain('加一个人')
  })

  it('is shown a new code when one has expired, and hears when nobody came', async () => {
    const bot = await BotAtWork.openWithOperator(ANNA)
    await asks(bot)
    for (let codes = 0; codes < 3; codes++) await bot.world.pass(CODE_MS)
    expect(pictures(bot, ANNA)).toHaveLength(3)
    const texts = bot.textsTo(ANNA)
    expect(texts.filter((text) => text === words(bot, 'operator/scan-again'))).toHaveLength(2)
    expect(texts.at(-1)).toBe(words(bot, 'operator/nobody'))
    expect(bot.world.fake.delivered.length).toBeLessThanOrEqual(8)
  })

  it('is not shown a second code while the first waits', async () => {
    const bot = await BotAtWork.openWithOperator(ANNA)
    await asks(bot)
    expect(await asks(bot, '邀请码')).toBe(words(bot, 'operator/waiting'))
    expect(bot.world.fake.qr.codes).toHaveLength(1)
  })

  it('hears when no code can be had, or none can be shown, and can ask again', async () => {
    const bot = await BotAtWork.openWithOperator(ANNA)
    bot.world.fake.fail('get_bot_qrcode', { ret: -1 })
    expect(await asks(bot)).toBe(words(bot, 'operator/failed'))
    bot.world.fake.fail('getuploadurl', { ret: -1 })
    expect(await asks(bot)).toBe(words(bot, 'operator/failed'))
    await bot.world.pass(CODE_MS)
    expect(await asks(bot)).toContain(words(bot, 'operator/scan'))
    await bot.scans(CARL)
    await bot.world.pass(4_000)
    expect(bot.textsTo(ANNA).at(-1)).toBe(words(bot, 'operator/bound'))
  })

  it('leaves no user, code or word of it in the log', async () => {
    const bot = await BotAtWork.openWithOperator(ANNA)
    await asks(bot)
    const url = drawn(bot)
    await bot.scans(BERT)
    await bot.world.pass(4_000)
    const log = JSON.stringify(bot.at.logged)
    expect(log).toContain('invitation from the chat')
    for (const secret of [ANNA, BERT, url, '加一个人']) expect(log).not.toContain(secret)
  })
})
