import { beforeEach, describe, expect, it } from 'vitest'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { capabilitiesOf } from '../../src/channel/capabilities.ts'
import { tellReminders } from '../../src/conversation/tell-reminders.ts'
import { nextAfter } from '../../src/reminders/recur.ts'
import type { Reminder, ReminderSettings } from '../../src/reminders/reminder.ts'
import { pause } from '../../src/reminders/state.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import type { Store } from '../../src/store/port.ts'
import { asked, daily } from '../reminders/reminder-of.ts'
import { aliasOf, documentOf, NOW } from '../store/documents.ts'
import { changedStore } from './changed-store.ts'
import { HouseAtWork } from './house-at-work.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** NOW is three o'clock on this clock. */
const ZONE = 'UTC'

let at: HouseAtWork
beforeEach(async () => {
  at = await HouseAtWork.open()
  for (const contactId of ['c', 'd']) await at.say(contactId, '你好')
  at.channel.forget()
})

const reminder = (id: string, hour: number, minute = 0, changes: Partial<Reminder> = {}): Reminder =>
  of(id, daily(hour, minute, ZONE), changes)

const of = (id: string, schedule: Schedule, changes: Partial<Reminder> = {}): Reminder =>
  asked(schedule, at.now, { id, subject: { kind: 'own', text: id }, ...changes }, { ...OPEN, zone: ZONE })

const OPEN: ReminderSettings = { zone: null, quiet: null, off: false }

async function documentOfContact(contactId: string): Promise<OwnerDocument> {
  const document = await at.documentOf(contactId)
  if (document === undefined) throw new Error(`${contactId} is a stranger`)
  return document
}

/** Gives a contact reminders, and nothing else changes. */
async function give(contactId: string, reminders: readonly Reminder[], settings = OPEN): Promise<void> {
  await at.store.commit({ ...(await documentOfContact(contactId)), reminders, settings })
}

/** What one reminder sounds like when it comes alone and on time. */
const due = (what: string) => at.words({ page: 'reminders/due', with: { what, hint: { page: 'reminders/hint-own' } } })

/** Looks every minute of a time, as the ticker looks every second. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += MINUTE) await at.later(MINUTE)
}

describe('a reminder', () => {
  it('is told at its time, not before, once, and again at the next', async () => {
    await give('c', [reminder('备份', 4)])
    await at.later(HOUR - 1)
    expect(at.channel.handed).toEqual([])
    await at.later(1)
    expect(at.channel.textsTo('c')).toEqual(due('备份'))
    await pass(2 * HOUR)
    expect(at.channel.handed).toHaveLength(1)
    await at.later(22 * HOUR)
    expect(at.channel.textsTo('c')).toEqual([...due('备份'), ...due('备份')])
  })

  it('goes to the door by which the person came last', async () => {
    const again = { ...aliasOf('c-again'), account: 'bot-2' }
    const document = await documentOfContact('c')
    await at.store.commit({ ...document, aliases: [...document.aliases, again], reminders: [reminder('备份', 4)] })
    await at.say('c-again', '菜单', { from: again })
    at.channel.forget()
    await at.later(HOUR)
    expect(at.channel.handed.map(({ to }) => to)).toEqual([again])
  })

  it('leaves the conversation where it was', async () => {
    await at.say('c', '1')
    const asked = (await documentOfContact('c')).session
    await give('c', [reminder('备份', 4)])
    await at.later(HOUR)
    expect((await documentOfContact('c')).session).toEqual(asked)
  })

  it('is not told again after a restart, and what was told and not sent is sent', async () => {
    await give('c', [reminder('备份', 4)])
    at.channel.ending = () => {
      at.house.status('offline')
      return 'offline'
    }
    await at.later(HOUR)
    expect((await documentOfContact('c')).outbox.map(({ state }) => state)).toEqual(['pending'])
    at.channel.ending = () => 'sent'
    await at.restart()
    await at.online()
    await at.later(MINUTE)
    expect(at.channel.textsTo('c')).toEqual(due('备份'))
  })

  it('is not told twice when the clock goes back', async () => {
    await give('c', [reminder('备份', 4)])
    await at.later(HOUR)
    at.now -= HOUR
    await pass(2 * HOUR)
    expect(at.channel.handed).toHaveLength(1)
  })

  it('is not told when it is paused or everything is off', async () => {
    await give('c', [pause(reminder('备份', 4), { ...OPEN, zone: ZONE })])
    await give('d', [reminder('备份', 4)], { ...OPEN, off: true })
    await at.later(HOUR)
    expect(at.channel.handed).toEqual([])
    expect(at.lines('error')).toEqual([])
  })

  it('comes no more once its owner wants to be forgotten', async () => {
    await give('c', [reminder('备份', 4)])
    await at.say('c', '删除我的数据')
    await at.say('c', '确定删除')
    expect(await at.documentOf('c')).toBeUndefined()
    at.channel.forget()
    await at.later(2 * DAY)
    expect(at.channel.handed).toEqual([])
    expect(await at.store.due(Number.POSITIVE_INFINITY, 9)).toEqual([])
  })
})

describe('several reminders', () => {
  it('that fall due together are one message', async () => {
    await give('c', [reminder('备份', 4), reminder('清理', 4), reminder('汇报', 5)])
    await at.later(HOUR)
    expect(at.channel.textsTo('c')).toEqual(
      at.words({
        page: 'reminders/due-several',
        with: { lines: { lines: ['备份', '清理'].map((what) => ({ page: 'reminders/line', with: { what } })) } },
      }),
    )
  })

  it('that fell due in quiet hours are one message at their end, unless they press', async () => {
    const quiet = { from: 3 * 60 + 30, to: 8 * 60 }
    const wishes = { ...OPEN, quiet, zone: ZONE }
    const all = [
      asked(daily(4, 0, ZONE), at.now, { id: '备份', subject: { kind: 'own', text: '备份' } }, wishes),
      asked(daily(5, 0, ZONE), at.now, { id: '清理', subject: { kind: 'own', text: '清理' } }, wishes),
      asked(daily(6, 0, ZONE), at.now, { id: '时限', subject: { kind: 'own', text: '时限' }, pressing: true }, wishes),
    ]
    await give('c', all, { ...OPEN, quiet })
    await pass(4 * HOUR + 59 * MINUTE)
    expect(at.channel.textsTo('c')).toEqual(due('时限'))
    await at.later(MINUTE)
    const [, ...rest] = at.channel.textsTo('c')
    expect(rest).toHaveLength(1)
    expect(rest[0]).toMatch(/4:00.*备份[\s\S]*5:00.*清理/)
  })
})

describe('while the channel is offline', () => {
  it('for two days, nothing is lost and nobody is flooded: one message when it is back', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `第${index + 1}件`)
    await give(
      'c',
      ids.map((id, index) => reminder(id, index % 24, index)),
    )
    at.house.status('offline')
    await pass(2 * DAY)
    expect(at.channel.handed).toEqual([])
    expect((await documentOfContact('c')).outbox).toEqual([])
    await at.online()
    expect(at.channel.handed).toHaveLength(1)
    expect(at.channel.textsTo('c')[0]).toContain(
      at.words({ page: 'reminders/line-more', with: { count: 40 } }).join('\n'),
    )
    const { reminders } = await documentOfContact('c')
    for (const { told, nextAt, schedule } of reminders) {
      expect(told?.at).toBe(at.now)
      expect(nextAt).toBe(nextAfter(schedule, at.now))
    }
  })

  it('what was only once and is of no use after two weeks is only mentioned', async () => {
    await give('c', [of('报价', { start: '2026-01-06T09:00:00', zone: ZONE, rules: [] })])
    at.house.status('offline')
    at.now += 14 * DAY
    await at.online()
    expect(at.channel.textsTo('c')).toEqual(
      at.words({ page: 'reminders/stale', with: { count: 1, names: { list: ['报价'] } } }),
    )
  })
})

describe('where the bot may not write first', () => {
  beforeEach(() => {
    at.channel.capabilities = capabilitiesOf('wechaty-puppet-official-account')
  })

  it('what falls due within the window is told', async () => {
    await give('c', [reminder('备份', 4)])
    await at.later(HOUR)
    expect(at.channel.textsTo('c')).toEqual(due('备份'))
  })

  it('what falls due after it waits, off the ticker’s list, and comes as one message after the next answer', async () => {
    await give('c', [reminder('备份', 4), reminder('清理', 5)])
    await at.later(HOUR)
    await at.later(HOUR)
    at.channel.forget()
    await at.later(2 * DAY)
    await pass(DAY + 6 * HOUR)
    expect(at.channel.handed).toEqual([])
    expect(await at.store.due(at.now, 9)).toEqual([])
    await at.say('c', '谢谢')
    await at.later(1_000)
    const [thanks, missed, ...rest] = at.channel.textsTo('c')
    expect([thanks]).toEqual(at.words('thanks'))
    expect(missed).toMatch(/备份[\s\S]*清理/)
    expect(rest).toEqual([])
    expect((await documentOfContact('c')).reminders.every(({ nextAt }) => (nextAt ?? 0) > at.now)).toBe(true)
  })

  it('survives a restart while it waits', async () => {
    await give('c', [reminder('备份', 4)])
    at.now += 2 * DAY + HOUR
    await at.later(0)
    await at.restart()
    await at.online()
    expect(at.channel.handed).toEqual([])
    await at.say('c', '谢谢')
    await at.later(1_000)
    expect(at.channel.textsTo('c')).toHaveLength(2)
  })

  it('no more is told than the channel lets through for one message', async () => {
    await give('c', [reminder('备份', 3, 1), reminder('清理', 3, 2), reminder('汇报', 3, 3), reminder('学习', 3, 4)])
    at.channel.capabilities = { ...at.channel.capabilities, messagesPerInbound: 3 }
    await at.say('c', '谢谢')
    await pass(10 * MINUTE)
    expect(at.channel.textsTo('c')).toHaveLength(3)
    at.channel.forget()
    await at.say('c', '谢谢')
    await at.later(1_000)
    expect(at.channel.textsTo('c')[1]).toMatch(/汇报[\s\S]*学习/)
  })
})

describe('a reminder that cannot be sent', () => {
  it('is given up in the end, and its owner told so at the next contact', async () => {
    await give('c', [reminder('备份', 4)])
    at.channel.ending = () => 'failed'
    await at.later(HOUR)
    await pass(HOUR)
    at.channel.ending = () => 'sent'
    const lost = at.words({ page: 'reminders/not-sent', with: { count: 1, names: { list: ['备份'] } } })
    expect((await at.say('c', '谢谢')).join('\n')).toBe([...at.words('thanks'), ...lost].join('\n\n'))
    expect(await at.say('c', '谢谢')).toEqual(at.words('thanks'))
  })

  it('is not spoken of in the middle of an emergency, but after it', async () => {
    await give('c', [reminder('备份', 4)])
    at.channel.ending = () => 'failed'
    await at.later(HOUR)
    await pass(HOUR)
    at.channel.ending = () => 'sent'
    const lost = at.words({ page: 'reminders/not-sent', with: { count: 1, names: { list: ['备份'] } } }).join('\n')
    expect((await at.say('c', '客户说我泄密了')).join('\n')).not.toContain(lost)
    at.now += 30 * DAY
    await at.later(MINUTE)
    expect((await at.say('c', '谢谢')).join('\n')).toContain(lost)
  })

  it('keeps the next ones waiting, which then come as one message', async () => {
    await give('c', [reminder('备份', 4), reminder('清理', 4, 2), reminder('汇报', 4, 4)])
    at.channel.ending = () => 'failed'
    await at.later(HOUR)
    for (let minute = 0; minute < 6; minute++) await at.later(MINUTE)
    expect((await documentOfContact('c')).outbox).toHaveLength(1)
    at.channel.ending = () => 'sent'
    await pass(20 * MINUTE)
    const texts = at.channel.textsTo('c')
    expect(texts).toHaveLength(2)
    expect(texts[0]).toBe(due('备份')[0])
    expect(texts[1]).toMatch(/清理[\s\S]*汇报/)
  })
})

describe('many owners', () => {
  const owners = Array.from({ length: 450 }, (_, index) => `o${index}`)
  beforeEach(async () => {
    at.house.status('offline')
    await Promise.all(
      owners.map((owner) => {
        const to = aliasOf(`contact-of-${owner}`)
        const document = documentOf(owner, { contact: { to, at: NOW, sent: 0 }, reminders: [reminder('备份', 4)] })
        return at.store.commit(document, { durable: false })
      }),
    )
    at.house.status('online')
    await at.house.idle()
  })

  it('whose reminders fall due at the same moment are all told with one look', async () => {
    await at.later(HOUR)
    expect(await at.store.due(at.now, 999)).toEqual([])
    const told = at.logged.filter(({ message }) => message === 'reminders told')
    expect(told).toHaveLength(owners.length)
    for (let tick = 0; tick < 3; tick++) await at.later(1_000)
    expect(new Set(at.channel.handed.map(({ to }) => to.contactId)).size).toBe(owners.length)
    expect(at.channel.handed).toHaveLength(owners.length)
  })

  it('are left for later when the channel goes offline in the middle of it', async () => {
    const telling = (...args: Parameters<typeof tellReminders>) => {
      at.house.status('offline')
      return tellReminders(...args)
    }
    at.rebuild({ tellReminders: telling })
    at.house.status('online')
    await at.house.idle()
    await at.later(HOUR)
    expect(at.channel.handed).toEqual([])
    expect((await at.store.due(at.now, 999)).length).toBeGreaterThan(200)
  })

  it('do not wait for one whose send hangs', async () => {
    const held = at.channel.hold('contact-of-o0')
    at.now += HOUR
    const stuck = at.house.tick()
    await held.reached
    await give('d', [reminder('清理', 4, 10)])
    at.now += 10 * MINUTE
    for (let tick = 0; tick < 3; tick++) await at.house.tick()
    expect(at.channel.textsTo('d')).toEqual(due('清理'))
    held.end('sent')
    await stuck
  })
})

describe('an owner whose document cannot be read', () => {
  it('keeps nobody else from being reminded, is logged once, and is tried again later', async () => {
    const broken = await at.store.ownerOf(aliasOf('c'))
    await give('c', [reminder('备份', 4)])
    await give('d', [reminder('清理', 4)])
    let isBroken = true
    const { store } = at
    const load: Store['load'] = async (owner) => {
      if (isBroken && owner === broken) throw new Error('damaged')
      return store.load(owner)
    }
    at.rebuild({ store: changedStore(store, { load }) })
    await at.online()
    await at.later(HOUR)
    for (let second = 0; second < 30; second++) await at.later(1_000)
    expect(at.channel.handed.map(({ to }) => to.contactId)).toEqual(['d'])
    expect(at.lines('error')).toEqual(['reminders not told'])
    isBroken = false
    await at.later(MINUTE)
    expect(at.channel.textsTo('c')).toEqual(due('备份'))
  })
})

describe('summer time', () => {
  it('neither shifts nor doubles a reminder', async () => {
    const berlin = (hour: number, minute: number): Schedule => daily(hour, minute, 'Europe/Berlin')
    at.now = Date.parse('2026-03-28T12:00:00Z')
    await give('c', [of('凌晨', berlin(2, 30)), of('早上', berlin(9, 0))])
    const told: string[] = []
    for (; at.now < Date.parse('2026-03-30T12:00:00Z'); at.channel.forget()) {
      await at.later(30 * MINUTE)
      for (const { text } of at.channel.handed)
        told.push(`${new Date(at.now).toISOString().slice(5, 16)} ${/凌晨|早上/.exec(text)?.[0]}`)
    }
    expect(told).toEqual(['03-29T01:30 凌晨', '03-29T07:00 早上', '03-30T00:30 凌晨', '03-30T07:00 早上'])
    at.now = Date.parse('2026-10-24T12:00:00Z')
    await give('c', [of('凌晨', berlin(2, 30))])
    told.length = 0
    for (; at.now < Date.parse('2026-10-26T12:00:00Z'); at.channel.forget()) {
      await at.later(30 * MINUTE)
      for (const _ of at.channel.handed) told.push(new Date(at.now).toISOString().slice(5, 16))
    }
    expect(told).toEqual(['10-25T00:30', '10-26T01:30'])
  })
})
