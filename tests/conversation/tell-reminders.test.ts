import { describe, expect, it } from 'vitest'
import { sayNotSent, tellReminders } from '../../src/conversation/tell-reminders.ts'
import type { Memory, Moment } from '../../src/conversation/turn.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { DEFAULT_SETTINGS, type Reminder } from '../../src/reminders/reminder.ts'
import { shipped } from '../content/content.ts'
import { incident, OPENED } from '../documents/incident-case.ts'
import { asked, at, daily, once, ZONE } from '../reminders/reminder-of.ts'
import { WELCOMED } from './welcomed.ts'

const START = at('2026-11-23 09:00')
const DAY = 86_400_000

const library = await shipped

const memoryOf = (reminders: readonly Reminder[], changes: Partial<Memory> = {}): Memory => ({
  ...WELCOMED,
  reminders,
  ...changes,
})

const momentOf = (now: string): Moment => ({
  at: at(now),
  today: now.slice(0, 10),
  hour: Number(now.slice(11, 13)),
  zone: ZONE,
})

const own = (text: string, hour: number, minute = 0): Reminder =>
  asked(daily(hour, minute), START, { id: text, subject: { kind: 'own', text } })
const preset = (id: string, changes: Partial<Reminder> = {}): Reminder =>
  asked(daily(15), START, { id, subject: { kind: 'preset', id }, ...changes })
const deadline = (id: string, when: string): Reminder =>
  asked(once(when), START, { id, subject: { kind: 'deadline', incidentId: 'i1', id }, pressing: true })

/** The words that come at some moment. */
function told(memory: Memory, now: string): string {
  const { say } = tellReminders(memory, momentOf(now))
  return renderTurn(say, { page: (id) => library.pages.get(id), globals: library.globals }).join('\n===\n')
}
const effects = (memory: Memory, now: string) =>
  tellReminders(memory, momentOf(now)).effects.map((effect) =>
    effect.type === 'putReminder'
      ? `put ${effect.reminder.id}`
      : effect.type === 'dropReminder'
        ? `drop ${effect.reminderId}`
        : effect.type,
  )

describe('one reminder on time', () => {
  it('says what to do and how to answer', () => {
    expect(told(memoryOf([own('给客户发第三版合同', 15)]), '2026-11-23 15:00')).toBe(
      '提醒：给客户发第三版合同\n做好了回「完成」，没空回「晚点」或「跳过这次」，不要了回「停掉这个」。',
    )
    expect(told(memoryOf([preset('backup')]), '2026-11-23 15:00')).toBe(
      '提醒：备份和客户的聊天记录\n回「怎么做」「完成」「晚点」「跳过这次」，不要了回「停掉这个」。',
    )
  })

  it('that comes only once needs no skipping and no stopping', () => {
    const single = asked(once('2026-11-23 15:00'), START, { subject: { kind: 'own', text: '回电话' } })
    expect(told(memoryOf([single]), '2026-11-23 15:00')).toBe('提醒：回电话\n做好了回「完成」，没空回「晚点」。')
    const ending = preset('term-end', { schedule: single.schedule })
    expect(told(memoryOf([ending]), '2026-11-23 15:00')).toMatch(/\n回「怎么做」「完成」或「晚点」。$/)
  })

  it('names the client of its record, by the code name, and nothing else of it', () => {
    const record = {
      id: 'k1',
      client: '小鱼',
      project: '春季海报',
      flow: 'scope',
      flowVersion: 1,
      entries: [
        { questionId: 'project', value: { kind: 'text' as const, text: '未公开的海报' }, at: 1, messageId: 'm' },
      ],
      notes: [{ text: '别发朋友圈', at: 1, messageId: 'm' }],
      filedAt: 1,
      changedAt: 1,
      closing: null,
    }
    const words = told(memoryOf([preset('report', { caseId: 'k1' })], { cases: [record] }), '2026-11-23 15:00')
    expect(words).toMatch(/^提醒：小鱼：跟客户说说进展/)
    expect(words).not.toMatch(/海报|朋友圈/)
    expect(told(memoryOf([preset('report', { caseId: 'gone' })]), '2026-11-23 15:00')).toMatch(/^提醒：跟客户说说进展/)
  })

  it('says of what clears things away that it waits while an incident is open', () => {
    const memory = memoryOf([preset('cleanup')], { incidents: [incident(3)] })
    expect(told(memory, '2026-11-24 15:00')).toContain('先什么都别删')
    const closed = memoryOf([preset('cleanup')], { incidents: [incident(3, { closedAt: OPENED })] })
    expect(told(closed, '2026-11-24 15:00')).not.toContain('别删')
  })

  it.each(['backup', 'cleanup', 'report', 'training', 'update', 'access', 'ask-feeling'])('has words: %s', (id) => {
    expect(told(memoryOf([preset(id)]), '2026-11-23 15:00').length).toBeLessThan(90)
  })
})

describe('a deadline', () => {
  const open = { incidents: [incident(3)] }

  it('is told of before it is due, with what is left', () => {
    const memory = memoryOf([deadline('report', '2026-11-24 18:00')], open)
    expect(told(memory, '2026-11-24 18:00')).toBe(
      '提醒：事件1（小鱼）还剩3小时：第一次书面反馈\n回「一起处理」接着办；已经做了回「完成」。',
    )
    expect(told(memory, '2026-11-24 20:30')).toContain('还剩30分钟：第一次书面反馈')
    expect(told(memory, '2026-11-25 09:00')).toContain('过了时限：第一次书面反馈')
  })

  it('counts days where there are some', () => {
    const memory = memoryOf([deadline('verdict', '2026-11-27 23:00')], open)
    expect(told(memory, '2026-11-27 23:00')).toContain('还剩3天：给出结论')
  })

  it('that has been met, or whose incident is closed or gone, is not told of and goes', () => {
    const reminders = [deadline('report', '2026-11-24 20:40'), deadline('review', '2026-11-24 20:40')]
    for (const incidents of [[incident()], [incident(3, { closedAt: OPENED })], []]) {
      const memory = memoryOf(reminders.slice(0, 1), { incidents })
      expect(told(memory, '2026-11-24 20:40')).toBe('')
      expect(effects(memory, '2026-11-24 20:40')).toEqual(['drop report'])
    }
    const closed = memoryOf(reminders, { incidents: [incident(3, { closedAt: OPENED })] })
    expect(effects(closed, '2026-11-24 20:40')).toEqual(['put review', 'drop report'])
  })
})

describe('what comes late', () => {
  it('is said with when it was due', () => {
    const reminders = [own('备份', 15), own('清理', 9, 30)]
    expect(told(memoryOf(reminders), '2026-11-24 10:00')).toBe(
      [
        '到点时没能提醒你，补在这里：',
        '· 昨天15:00：备份',
        '· 今天9:30：清理',
        '哪件做好了回「完成」，没空回「晚点」。',
      ].join('\n'),
    )
  })

  it('takes with it what is on time', () => {
    const words = told(memoryOf([own('备份', 15), own('清理', 9, 30)]), '2026-11-24 09:30')
    expect(words).toMatch(/· 昨天15:00：备份\n· 清理\n/)
  })

  it('stands in no more lines than a phone shows, however much it is', () => {
    const reminders = Array.from({ length: 50 }, (_, index) => own(`第${index}件`, 15, index))
    const words = told(memoryOf(reminders), '2026-11-25 10:00')
    expect(words.split('\n')).toHaveLength(13)
    expect(words).toContain('· 还有40件，回「我的提醒」看')
    expect(words).not.toContain('===')
  })

  it('is only mentioned once it is of no use', () => {
    const stale = asked(once('2026-11-24 15:00'), START, { id: 's', subject: { kind: 'own', text: '报价' } })
    expect(told(memoryOf([stale]), '2026-12-10 10:00')).toBe(
      '有1件提醒早过了时候，只跟你说一声：报价。要看还有哪些，回「我的提醒」。',
    )
    expect(told(memoryOf([stale, own('备份', 9)]), '2026-12-10 10:00')).toContain('\n· 另有1件早过了时候：报价\n')
  })

  it('is on the clock of the person’s own zone', () => {
    const inTokyo = memoryOf([own('备份', 15)], { settings: { ...DEFAULT_SETTINGS, zone: 'Asia/Tokyo' } })
    expect(told(inTokyo, '2026-11-23 16:00')).toContain('今天16:00')
    const inNewYork = memoryOf([own('备份', 9)], { settings: { ...DEFAULT_SETTINGS, zone: 'America/New_York' } })
    expect(told(inNewYork, '2026-11-26 15:00')).toContain('昨天20:00')
    const single = asked(once('2026-11-24 09:00'), START, { subject: { kind: 'own', text: '备份' } })
    expect(told({ ...inNewYork, reminders: [single] }, '2026-11-26 15:00')).toContain('11月23日20:00')
  })
})

describe('the reminders', () => {
  it('change with what is said, and only those', () => {
    const memory = memoryOf([own('备份', 15), own('清理', 16)])
    expect(effects(memory, '2026-11-23 15:00')).toEqual(['put 备份'])
    expect(tellReminders(memory, momentOf('2026-11-23 15:00'))).toMatchObject({
      session: memory.session,
      told: ['备份'],
    })
    expect(tellReminders(memory, momentOf('2026-11-23 14:59'))).toMatchObject({ say: [], effects: [], told: [] })
  })

  it('that are over for a month go when others are told', () => {
    const over: Reminder = {
      ...own('旧的', 15),
      dueAt: null,
      nextAt: null,
      told: { dueAt: START - 40 * DAY, at: START - 40 * DAY },
    }
    expect(effects(memoryOf([over, own('备份', 15)]), '2026-11-23 15:00')).toEqual(['put 备份', 'drop 旧的'])
  })

  it('that were given up are named, a few of them; what is gone is not', () => {
    const reminders = ['甲', '乙', '丙', '丁'].map((text) => own(text, 15))
    const say = sayNotSent(memoryOf(reminders), ['甲', '乙', '丙', '丁', '没了'], momentOf('2026-11-23 15:00'))
    expect(renderTurn(say, { page: (id) => library.pages.get(id), globals: {} })).toEqual([
      '有4条提醒之前没发出去：甲、乙、丙。',
    ])
    expect(sayNotSent(memoryOf([]), ['没了'], momentOf('2026-11-23 15:00'))).toEqual([])
  })
})
