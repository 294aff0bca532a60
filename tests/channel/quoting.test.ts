import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Alias, Channel, ChannelStatus } from '../../src/channel/port.ts'
import { createWechatyChannel } from '../../src/channel/wechaty.ts'
import { HouseAtWork } from '../house/house-at-work.ts'
import { NOW } from '../store/documents.ts'
import { GatewayDriver } from './gateway-driver.ts'
import { ownHome } from './online.ts'

const ANNA: Alias = { channel: 'wechaty-puppet-service', account: 'the-bot', contactId: 'anna', place: 'private' }
const WHAT = ['备份聊天记录', '给林姐交稿', '催尾款']
const HOUR = 3_600_000
const DASHES = '- - - - - - - - - - - - - - -'

let leaveHome: () => Promise<void>
let gateway: GatewayDriver

beforeAll(async () => {
  leaveHome = await ownHome()
  gateway = await GatewayDriver.started()
}, 60_000)

afterAll(async () => {
  await gateway.dispose()
  await leaveHome()
})

/** A real house behind a real gateway; only its clock is the test's. */
async function open(): Promise<{ work: HouseAtWork; channel: Channel }> {
  const work = await HouseAtWork.open()
  const channel = createWechatyChannel({
    puppet: { name: 'wechaty-puppet-service', options: { endpoint: gateway.endpoint, token: gateway.token } },
    friends: { accept: 'all' },
    log: work.log,
    now: () => work.now,
    onQrcode: () => {},
  })
  work.rebuild({ channel })
  const online = new Promise<void>((resolve) => {
    const status = (next: ChannelStatus): void => {
      work.house.status(next)
      if (next === 'online') resolve()
    }
    void channel.start({ ...work.house, status })
  })
  await online
  return { work, channel }
}

/**
 * A puppet service has no field for what is quoted: its message has an id, a text and a type. What a puppet behind it
 * makes of a quote is text, 「who：what」, a line of dashes and the answer.
 */
const quoting = (text: string, answer: string): string => `「守密：${text}」\n${DASHES}\n${answer}`

test('a reminder is answered by quoting it, though others were told since', { timeout: 120_000 }, async () => {
  const { work, channel } = await open()
  /** What anna gets that begins so, once something has happened. */
  const next = async (begins: RegExp, happens: () => Promise<unknown>): Promise<string> => {
    const from = gateway.reports.length
    await happens()
    return (await gateway.sentTo('anna', (text) => begins.test(text), from)).text
  }
  const say = (text: string, begins: RegExp): Promise<string> =>
    next(begins, () => gateway.message('anna', text, { at: work.now }))
  try {
    for (const what of WHAT) await say(`${WHAT.indexOf(what) + 1}小时后提醒我${what}`, new RegExp(what))
    const told: string[] = []
    for (const what of WHAT) told.push(await next(new RegExp(`^提醒：${what}`), () => work.later(HOUR)))
    const [first = '', second = '', third = ''] = told

    expect(await say(quoting(first, '完成'), /./)).toContain('备份聊天记录')
    expect(await say(quoting(second, '晚点'), /./)).toContain('7:00 再提醒你：给林姐交稿')
    expect([await say(quoting(third, '怎么做'), /./)]).toEqual(work.words('remind/how-unknown'))
    expect(await say('完成', /./)).toContain('催尾款')
    const reminders = (await work.documentOf(ANNA))?.reminders ?? []
    const sevenOClock = NOW + 4 * HOUR
    expect(reminders.map(({ settled, snoozedUntil }) => [settled, snoozedUntil])).toEqual([
      ['done', null],
      [null, sevenOClock],
      ['done', null],
    ])
  } finally {
    await channel.stop()
  }
})
