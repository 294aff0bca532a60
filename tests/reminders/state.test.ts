import { describe, expect, it } from 'vitest'
import { fallDue } from '../../src/reminders/due.ts'
import type { Reminder } from '../../src/reminders/reminder.ts'
import { isOver, pause, reschedule, resume, settle, skipNext, snooze, withWishes } from '../../src/reminders/state.ts'
import { AT_NIGHT, asked, at, daily, local, once, WISHES } from './reminder-of.ts'

const START = at('2026-11-27 09:00')
const times = ({ dueAt, nextAt }: Pick<Reminder, 'dueAt' | 'nextAt'>) => [local(dueAt), local(nextAt)]
/** The reminder after it was told at some moment. */
const toldAt = (reminder: Reminder, now: string, wishes = WISHES): Reminder =>
  fallDue([reminder], wishes, at(now)).changed[0] as Reminder

describe('a reminder that is asked for', () => {
  it('is due at its first time to come', () => {
    expect(times(asked(daily(15), START))).toEqual(['2026-11-27 15:00', '2026-11-27 15:00'])
    expect(times(asked(daily(9), START))).toEqual(['2026-11-28 09:00', '2026-11-28 09:00'])
    expect(asked(once('2026-11-27 09:00'), START)).toMatchObject({ dueAt: null, nextAt: null })
  })

  it('is looked at when the quiet hours end, before or after midnight, unless it presses', () => {
    expect(times(asked(daily(23), START, {}, AT_NIGHT))).toEqual(['2026-11-27 23:00', '2026-11-28 08:00'])
    expect(times(asked(daily(7, 59), START, {}, AT_NIGHT))).toEqual(['2026-11-28 07:59', '2026-11-28 08:00'])
    expect(times(asked(daily(8), START, {}, AT_NIGHT))).toEqual(['2026-11-28 08:00', '2026-11-28 08:00'])
    expect(times(asked(daily(23), START, { pressing: true }, AT_NIGHT))).toEqual([
      '2026-11-27 23:00',
      '2026-11-27 23:00',
    ])
    const siesta = { ...WISHES, quiet: { from: 12 * 60, to: 14 * 60 } }
    expect(times(asked(daily(13), START, {}, siesta))).toEqual(['2026-11-27 13:00', '2026-11-27 14:00'])
    expect(times(asked(daily(11), START, {}, siesta))).toEqual(['2026-11-27 11:00', '2026-11-27 11:00'])
  })

  it('has its quiet hours on the clock of the person’s own zone', () => {
    const inTokyo = { ...AT_NIGHT, zone: 'Asia/Tokyo' }
    expect(times(asked(daily(21), START, {}, inTokyo))).toEqual(['2026-11-27 21:00', '2026-11-28 07:00'])
  })

  it('is not looked at while everything is off', () => {
    expect(times(asked(daily(15), START, {}, { ...WISHES, off: true }))).toEqual(['2026-11-27 15:00', null])
  })
})

describe('the end of the quiet hours', () => {
  const inBerlin = { ...WISHES, zone: 'Europe/Berlin' }
  it('comes later when summer time leaves it out', () => {
    const wishes = { ...inBerlin, quiet: { from: 22 * 60, to: 150 } }
    const { nextAt } = asked(daily(23, 0, 'Europe/Berlin'), at('2026-03-28 12:00'), {}, wishes)
    expect(local(nextAt, 'Europe/Berlin')).toBe('2026-03-29 03:30')
  })

  it('does not lie in the past when the clock shows it twice', () => {
    const wishes = { ...inBerlin, quiet: { from: 135, to: 150 } }
    const second = Date.parse('2026-10-25T01:20:00Z')
    const { nextAt } = asked(
      { start: '2026-10-25T01:20:00', zone: 'UTC', rules: [] },
      Date.parse('2026-10-24T00:00:00Z'),
      {},
      wishes,
    )
    expect(nextAt).toBe(second + 10 * 60_000)
  })
})

describe('the told occurrence', () => {
  const told = toldAt(asked(daily(15), START), '2026-11-27 15:00')

  it('is put off without moving the schedule', () => {
    const snoozed = snooze(told, at('2026-11-27 16:00'), WISHES)
    expect(times(snoozed)).toEqual(['2026-11-28 15:00', '2026-11-27 16:00'])
    const again = toldAt(snoozed, '2026-11-27 16:00')
    expect(times(again)).toEqual(['2026-11-28 15:00', '2026-11-28 15:00'])
    expect(again).toMatchObject({ told: { dueAt: at('2026-11-27 15:00') }, snoozedUntil: null })
  })

  it('is put off no further than the next one', () => {
    const snoozed = snooze(told, at('2026-11-29 16:00'), WISHES)
    const next = toldAt(snoozed, '2026-11-28 15:00')
    expect(next).toMatchObject({ told: { dueAt: at('2026-11-28 15:00') }, snoozedUntil: null })
    expect(times(next)).toEqual(['2026-11-29 15:00', '2026-11-29 15:00'])
  })

  it('put off into the quiet hours comes at their end', () => {
    expect(local(snooze(told, at('2026-11-27 23:00'), AT_NIGHT).nextAt)).toBe('2026-11-28 08:00')
  })

  it('is settled, and with it its snooze', () => {
    const settled = settle(snooze(told, at('2026-11-27 16:00'), WISHES), 'done', WISHES)
    expect(settled.settled).toBe('done')
    expect(times(settled)).toEqual(['2026-11-28 15:00', '2026-11-28 15:00'])
    expect(toldAt(settled, '2026-11-28 15:00').settled).toBeNull()
  })

  it('of a single reminder can still be put off, and then it is over', () => {
    const single = toldAt(asked(once('2026-11-27 15:00'), START), '2026-11-27 15:00')
    expect(isOver(single)).toBe(true)
    expect(single.nextAt).toBeNull()
    const snoozed = snooze(single, at('2026-11-27 16:00'), WISHES)
    expect(isOver(snoozed)).toBe(false)
    expect(isOver(toldAt(snoozed, '2026-11-27 16:00'))).toBe(true)
  })
})

describe('a reminder', () => {
  const reminder = asked(daily(15), START)

  it('leaves out the occurrence to come', () => {
    expect(times(skipNext(reminder, WISHES))).toEqual(['2026-11-28 15:00', '2026-11-28 15:00'])
    const over = toldAt(asked(once('2026-11-27 15:00'), START), '2026-11-27 15:00')
    expect(skipNext(over, WISHES)).toBe(over)
  })

  it('is quiet while paused, and then goes on with what is to come', () => {
    const paused = pause(reminder, WISHES)
    expect(paused.nextAt).toBeNull()
    expect(fallDue([paused], WISHES, at('2026-11-27 15:00'))).toEqual({ told: [], changed: [] })
    expect(times(resume(paused, WISHES, at('2026-11-29 16:00')))).toEqual(['2026-11-30 15:00', '2026-11-30 15:00'])
  })

  it('is over when its only time passed while it was paused', () => {
    const paused = pause(asked(once('2026-11-27 15:00'), START), WISHES)
    expect(isOver(resume(paused, WISHES, at('2026-11-27 16:00')))).toBe(true)
  })

  it('does not come again when the clock went back before it was resumed', () => {
    const told = toldAt(reminder, '2026-11-27 15:00')
    const resumed = resume(pause(told, WISHES), WISHES, at('2026-11-27 14:10'))
    expect(local(resumed.dueAt)).toBe('2026-11-28 15:00')
  })

  it('gets another schedule', () => {
    expect(times(reschedule(reminder, daily(14), WISHES, START))).toEqual(['2026-11-27 14:00', '2026-11-27 14:00'])
  })
})

describe('the settings', () => {
  const both = [asked(daily(15), START), pause(asked(daily(15), START, { id: 'm2' }), WISHES)]

  it('turn everything off and on again, with what is to come', () => {
    const off = { ...WISHES, off: true }
    const silent = withWishes(both, WISHES, off, START)
    expect(silent.map(({ nextAt }) => nextAt)).toEqual([null, null])
    expect(fallDue(silent, off, at('2026-11-27 15:00'))).toEqual({ told: [], changed: [] })
    const on = withWishes(silent, off, WISHES, at('2026-11-29 16:00'))
    expect(on.map(({ nextAt }) => local(nextAt))).toEqual(['2026-11-30 15:00', null])
  })

  it('move what falls into new quiet hours', () => {
    const evening = { ...WISHES, quiet: { from: 14 * 60, to: 18 * 60 } }
    expect(withWishes(both, WISHES, evening, START).map(({ nextAt }) => local(nextAt))).toEqual([
      '2026-11-27 18:00',
      null,
    ])
  })
})
