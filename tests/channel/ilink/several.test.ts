import { describe, expect, it } from 'vitest'
import type { ScanStep } from '../../../src/channel/puppets/ilink/qr-login.ts'
import { PuppetAtWork } from './puppet-at-work.ts'

const ANNA = 'o9Anna@im.wechat'
const BERT = 'o9Bert@im.wechat'

/** Asks for a code for one more person, who scans it; resolves with what came of it. */
async function invited(at: PuppetAtWork, userId: string): Promise<{ bound: string | null; steps: readonly string[] }> {
  const steps: ScanStep[] = []
  const codes = at.world.fake.qr.codes.length
  const inviting = at.puppet.invite((step) => void steps.push(step))
  await at.world.until(() => at.world.fake.qr.codes[codes])
  at.world.fake.qr.scan(userId)
  await at.world.pass(2_000)
  if (at.world.fake.qr.last.status === 'scaned') at.world.fake.qr.confirm(userId)
  const bound = await at.through(inviting)
  await at.world.settle()
  return { bound, steps: steps.map(({ step }) => step) }
}

async function twoPeople(): Promise<PuppetAtWork> {
  const at = await PuppetAtWork.open()
  await at.bind(ANNA)
  expect(await invited(at, BERT)).toEqual({ bound: BERT, steps: ['waiting', 'scanned', 'confirmed'] })
  return at
}

describe('several people', () => {
  it('have a bot each, by one puppet that logs in once', async () => {
    const at = await twoPeople()
    const { fake } = at.world
    fake.say(ANNA, '我是安娜')
    fake.say(BERT, '我是伯特')
    await at.world.settle()
    await at.send(ANNA, '安娜你好')
    await at.send(BERT, '伯特你好')
    expect(at.received.map(({ talkerId, text }) => [talkerId, text])).toEqual(
      expect.arrayContaining([
        [ANNA, '我是安娜'],
        [BERT, '我是伯特'],
      ]),
    )
    expect([at.textsTo(ANNA), at.textsTo(BERT)]).toEqual([['安娜你好'], ['伯特你好']])
    expect(at.events).toEqual(['login', 'ready'])
    expect(await at.puppet.contactList()).toEqual(['ilink', ANNA, BERT])
    expect([...at.store.states.keys()]).toEqual([ANNA, BERT])
    expect(fake.violations).toEqual([])
  })

  it('have limits of their own', async () => {
    const at = await twoPeople()
    at.world.fake.say(ANNA, '说吧')
    at.world.fake.say(BERT, '说吧')
    await at.world.settle()
    for (let n = 0; n < 10; n++) await at.send(ANNA, `第${n}条`)
    await expect(at.send(ANNA, '又一条')).rejects.toThrow('held')
    await at.send(BERT, '你的第一条')
    expect(at.textsTo(BERT)).toEqual(['你的第一条'])
  })

  it('do not lose their login with that of another, who goes on after a new scan, and hears nothing twice', async () => {
    const at = await twoPeople()
    const { fake } = at.world
    const id = fake.say(ANNA, '你好')
    await at.world.settle()
    fake.endSession(ANNA)
    await at.world.until(() => at.notices.find(({ kind }) => kind === 'ended'))
    expect(at.puppet.bindings()).toEqual([
      { userId: ANNA, isActive: false },
      { userId: BERT, isActive: true },
    ])
    fake.say(BERT, '在吗')
    await at.world.settle()
    await at.send(BERT, '在')
    expect((await invited(at, ANNA)).bound).toBe(ANNA)
    fake.say(ANNA, '你好', { message_id: id })
    fake.say(ANNA, '回来了')
    await at.world.settle()
    await at.send(ANNA, '欢迎')
    expect(at.texts()).toEqual(['你好', '在吗', '回来了'])
    expect(at.textsTo(ANNA)).toEqual(['欢迎'])
    expect(at.events).toEqual(['login', 'ready'])
  })

  it('who are bound already keep what they have when they scan again', async () => {
    const at = await twoPeople()
    const token = at.store.states.get(BERT)?.token
    expect(await invited(at, BERT)).toMatchObject({ bound: null })
    expect(at.store.states.get(BERT)?.token).toBe(token)
    at.world.fake.say(BERT, '在吗')
    await at.world.settle()
    expect(at.texts()).toEqual(['在吗'])
  })

  it('cannot be asked in while no code can be had, and later they can', async () => {
    const at = await PuppetAtWork.open()
    await at.bind(ANNA)
    at.world.fake.fail('get_bot_qrcode', { ret: -1 })
    await expect(at.through(at.puppet.invite(() => {}))).rejects.toThrow('ilink get_bot_qrcode: ret=-1 refused')
    expect((await invited(at, BERT)).bound).toBe(BERT)
  })
})
