import { beforeEach, describe, expect, it } from 'vitest'
import { capabilitiesOf } from '../../src/channel/capabilities.ts'
import { nudgeTime } from '../../src/house/nudge-time.ts'
import { DEFAULT_SETTINGS, type Reminder } from '../../src/reminders/reminder.ts'
import { NOW, reminderOf } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WISHES = { ...DEFAULT_SETTINGS, zone: 'Asia/Shanghai' }
const local = (text: string) => Date.parse(`${text}+08:00`)

describe('the time to say that the window closes', () => {
  it.each([
    ['two hours before it does', '2026-11-30T14:00', null, '2026-12-01T12:00'],
    ['before the night, of whoever wrote in it', '2026-11-30T23:50', null, '2026-12-01T21:50'],
    ['before the night', '2026-11-30T09:00', null, '2026-11-30T21:45'],
    ['before their own quiet hours', '2026-11-30T15:00', { from: 12 * 60, to: 14 * 60 }, '2026-12-01T11:45'],
    [
      'in the night of who has other quiet hours',
      '2026-11-30T01:00',
      { from: 12 * 60, to: 14 * 60 },
      '2026-11-30T23:00',
    ],
  ])('is %s', (_, heard, quiet, time) => {
    expect(new Date(nudgeTime(local(heard), DAY, { ...WISHES, quiet })).toISOString()).toBe(
      new Date(local(time)).toISOString(),
    )
  })
})

describe('somebody on a channel with a window', () => {
  let at: HouseAtWork
  const nudgeWords = () => at.words('reminders/nudge')

  /** Gives the person a reminder that falls due so long after they were heard. */
  async function remindAfter(ms: number, changes: Partial<Reminder> = {}): Promise<void> {
    await at.say('c', '你好')
    const document = await at.documentOf('c')
    if (document === undefined) throw new Error('nobody there')
    const schedule = { start: '2026-01-05T15:00:00', zone: 'UTC', rules: [] }
    const reminder = { ...reminderOf('m1', at.now + ms), schedule, ...changes }
    await at.store.commit({ ...document, reminders: [reminder] })
    at.channel.forget()
  }

  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += HOUR / 2) await at.later(HOUR / 2)
  }

  beforeEach(async () => {
    at = await HouseAtWork.open()
    at.channel.capabilities = capabilitiesOf('wechaty-puppet-ilink')
    at.now = NOW + 9 * HOUR
  })

  it('is told once that it closes, when a reminder would fall due after it; then all is told when they write', async () => {
    await remindAfter(30 * HOUR)
    await pass(3 * DAY)
    expect(at.channel.textsTo('c')).toEqual(nudgeWords())
    const heard = await at.say('c', '好')
    await at.later(1_000)
    expect([...heard, ...at.channel.textsTo('c')].join('\n')).toContain('备份聊天记录')
  })

  it.each([
    ['falls due before it closes', 5 * HOUR, {}],
    ['is weeks away', 20 * DAY, {}],
    ['is paused', 30 * HOUR, { paused: true }],
  ])('is not, when the reminder %s', async (_, ms, changes) => {
    await remindAfter(ms, changes)
    await pass(2 * DAY)
    expect(at.channel.textsTo('c').join()).not.toContain(nudgeWords().join())
  })

  it('is not, while they go on writing', async () => {
    await remindAfter(3 * DAY)
    for (let times = 0; times < 5; times++) {
      await pass(10 * HOUR)
      await at.say('c', '在吗')
    }
    expect(at.channel.textsTo('c').join()).not.toContain(nudgeWords().join())
  })

  it('is told by one of the messages that are kept for this', async () => {
    at.channel.capabilities = { ...at.channel.capabilities, messagesPerInbound: 5 }
    await remindAfter(30 * HOUR)
    const document = await at.documentOf('c')
    if (document?.contact === null || document === undefined) throw new Error('nobody there')
    await at.store.commit({ ...document, contact: { ...document.contact, sent: 4 } })
    await pass(DAY)
    expect(at.channel.textsTo('c')).toEqual(nudgeWords())
  })
})
