import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fallDue, isSpent, putOff, wake } from '../../src/reminders/due.ts'
import { afterQuiet, type Wishes } from '../../src/reminders/quiet.ts'
import { occurrences } from '../../src/reminders/recur.ts'
import type { Reminder } from '../../src/reminders/reminder.ts'
import { pause, snooze } from '../../src/reminders/state.ts'
import { AT_NIGHT, asked, at, daily, local, once, WISHES } from './reminder-of.ts'
import { instant, schedule, ZONES } from './schedules.ts'

const START = at('2026-11-27 09:00')

/** What is told at some moment: which, of when, how late. */
function tell(reminders: readonly Reminder[], now: string, wishes = WISHES) {
  const { told, changed } = fallDue(reminders, wishes, at(now))
  return { told: told.map(({ id, dueAt, lateness }) => `${id} ${local(dueAt)} ${lateness}`), changed }
}
const next = ({ changed }: { readonly changed: readonly Reminder[] }) => changed.map(({ nextAt }) => local(nextAt))

describe('what falls due', () => {
  it('is told at its time and not before, once', () => {
    const reminder = asked(daily(15), START)
    expect(tell([reminder], '2026-11-27 14:59').told).toEqual([])
    const due = tell([reminder], '2026-11-27 15:00')
    expect(due.told).toEqual(['m1 2026-11-27 15:00 onTime'])
    expect(next(due)).toEqual(['2026-11-28 15:00'])
    expect(tell(due.changed, '2026-11-27 15:00').told).toEqual([])
  })

  it('leaves out a working day that was announced to be free since', () => {
    const workdays = { ...daily(9), workdays: true as const }
    const before = { dueAt: at('2026-10-01 09:00'), nextAt: at('2026-10-01 09:00') }
    const due = tell([asked(workdays, at('2026-09-30 10:00'), before)], '2026-10-01 09:00')
    expect(due.told).toEqual([])
    expect(next(due)).toEqual(['2026-10-08 09:00'])
    expect(tell(due.changed, '2026-10-08 09:00').told).toEqual(['m1 2026-10-08 09:00 onTime'])
    const daily9 = asked(daily(9), at('2026-09-30 10:00'), before)
    expect(tell([daily9], '2026-10-01 09:00').told).toEqual(['m1 2026-10-01 09:00 onTime'])
  })

  it('is late after ten minutes', () => {
    expect(tell([asked(daily(15), START)], '2026-11-27 15:10').told).toEqual(['m1 2026-11-27 15:00 onTime'])
    expect(tell([asked(daily(15), START)], '2026-11-27 15:11').told).toEqual(['m1 2026-11-27 15:00 late'])
  })

  it('of one reminder is one, however often it was missed: the last counts', () => {
    const due = tell([asked(daily(15), START)], '2026-12-02 08:00')
    expect(due.told).toEqual(['m1 2026-12-01 15:00 late'])
    expect(next(due)).toEqual(['2026-12-02 15:00'])
    const hourly = asked({ start: '2026-11-27T10:00:00', zone: 'UTC', rules: [], everyMs: 90 * 60_000 }, START)
    expect(tell([hourly], '2027-11-27 18:10').told).toEqual(['m1 2027-11-27 18:00 onTime'])
  })

  it('that came to an end long ago is told of with its last time', () => {
    const ended = { ...daily(15), until: '2026-11-30T15:00:00' }
    const due = tell([asked(ended, START)], '2026-12-20 08:00')
    expect(due.told).toEqual(['m1 2026-11-30 15:00 late'])
    expect(next(due)).toEqual([null])
  })

  it('is of no use a week later if it was once, a month later if it was in a rhythm', () => {
    const single = asked(once('2026-11-27 15:00'), START)
    expect(tell([single], '2026-12-04 15:00').told).toEqual(['m1 2026-11-27 15:00 late'])
    expect(tell([single], '2026-12-04 15:01').told).toEqual(['m1 2026-11-27 15:00 stale'])
    const yearly = asked({ start: '2026-12-01T09:00:00', zone: 'Asia/Shanghai', rules: ['FREQ=YEARLY'] }, START)
    expect(tell([yearly], '2026-12-31 09:00').told).toEqual(['m1 2026-12-01 09:00 late'])
    expect(tell([yearly], '2026-12-31 09:01').told).toEqual(['m1 2026-12-01 09:00 stale'])
  })

  it('is told in the order in which it fell due', () => {
    const reminders = [17, 16, 18].map((hour) => asked(daily(hour), START, { id: `at${hour}` }))
    expect(tell(reminders, '2026-11-27 18:00').told.map((line) => line.split(' ')[0])).toEqual(['at16', 'at17', 'at18'])
  })

  it('after a snooze is the same occurrence, and on time if the snooze is', () => {
    const [told] = tell([asked(daily(9, 30), START)], '2026-11-27 09:30').changed
    if (told === undefined) throw new Error('not told')
    const snoozed = snooze(told, at('2026-11-27 14:00'), WISHES)
    expect(tell([snoozed], '2026-11-27 13:59').told).toEqual([])
    expect(tell([snoozed], '2026-11-27 14:00').told).toEqual(['m1 2026-11-27 09:30 onTime'])
    expect(tell([snoozed], '2026-11-27 14:11').told).toEqual(['m1 2026-11-27 09:30 late'])
  })

  it('changes nothing else', () => {
    const reminders = [asked(daily(15), START), pause(asked(daily(15), START, { id: 'm2' }), WISHES)]
    const { changed } = tell([...reminders, asked(daily(16), START, { id: 'm3' })], '2026-11-27 15:00')
    expect(changed.map(({ id }) => id)).toEqual(['m1'])
  })
})

describe('in quiet hours', () => {
  it('it comes at their end, all together and on time', () => {
    const reminders = [
      asked(daily(23), START, { id: 'm1' }, AT_NIGHT),
      asked(daily(6), START, { id: 'm2' }, AT_NIGHT),
      asked(daily(8), START, { id: 'm3' }, AT_NIGHT),
    ]
    expect(tell(reminders, '2026-11-28 07:59', AT_NIGHT)).toEqual({ told: [], changed: [] })
    expect(tell(reminders, '2026-11-28 08:00', AT_NIGHT).told).toEqual([
      'm1 2026-11-27 23:00 onTime',
      'm2 2026-11-28 06:00 onTime',
      'm3 2026-11-28 08:00 onTime',
    ])
  })

  it('what was missed before them waits for their end, too', () => {
    const due = tell([asked(daily(15), START, {}, AT_NIGHT)], '2026-11-27 22:30', AT_NIGHT)
    expect(due.told).toEqual([])
    expect(next(due)).toEqual(['2026-11-28 08:00'])
    expect(tell(due.changed, '2026-11-28 08:00', AT_NIGHT).told).toEqual(['m1 2026-11-27 15:00 late'])
  })

  it('what presses is told', () => {
    const pressing = asked(daily(23), START, { pressing: true }, AT_NIGHT)
    expect(tell([pressing], '2026-11-27 23:00', AT_NIGHT).told).toEqual(['m1 2026-11-27 23:00 onTime'])
  })
})

describe('what cannot be told', () => {
  const reminders = [asked(daily(15), START), asked(daily(16), START, { id: 'm2' })]

  it('is looked at later, and then told with what has fallen due since', () => {
    const waiting = putOff(reminders, at('2026-11-27 16:30'), WISHES, at('2026-11-27 15:00'))
    expect(waiting.map(({ nextAt }) => local(nextAt))).toEqual(['2026-11-27 16:30', '2026-11-27 16:00'])
    expect(tell(waiting, '2026-11-27 16:00').told).toHaveLength(2)
  })

  it('is looked at again at once when what was in the way is gone', () => {
    const waiting = putOff(reminders, at('2026-11-27 16:30'), WISHES, at('2026-11-27 15:00'))
    expect(wake(waiting, WISHES)).toEqual(reminders)
  })

  it('waits for the person, and is found again when they write', () => {
    const waiting = putOff(reminders, null, WISHES, at('2026-11-27 15:00'))
    expect(waiting.map(({ nextAt }) => local(nextAt))).toEqual([null, '2026-11-27 16:00'])
    expect(wake(waiting, WISHES).map(({ nextAt }) => local(nextAt))).toEqual(['2026-11-27 15:00', '2026-11-27 16:00'])
    const paused = pause(reminders[0] as Reminder, WISHES)
    expect(wake([paused], WISHES)).toEqual([paused])
  })
})

describe('a reminder that is over', () => {
  it('is kept to be answered for a month', () => {
    const [single] = tell([asked(once('2026-11-27 15:00'), START)], '2026-11-27 15:00').changed
    if (single === undefined) throw new Error('not told')
    expect(isSpent(single, at('2026-12-27 15:00'))).toBe(false)
    expect(isSpent(single, at('2026-12-27 15:01'))).toBe(true)
    expect(isSpent(asked(daily(15), START), at('2027-12-27 15:01'))).toBe(false)
  })
})

describe('any schedule, looked at now and then by a clock that sometimes goes back', () => {
  const quiet = fc.option(fc.record({ from: fc.integer({ min: 0, max: 1439 }), to: fc.integer({ min: 0, max: 1439 }) }))
  const looks = fc.array(fc.integer({ min: -90 * 60_000, max: 3 * 86_400_000 }), { minLength: 1, maxLength: 12 })

  it('tells each occurrence once, in order, never early, never in quiet hours, and forgets none', () => {
    fc.assert(
      fc.property(schedule, instant, looks, quiet, fc.constantFrom(...ZONES), (what, start, steps, hours, zone) => {
        const wishes: Wishes = { ...WISHES, zone, quiet: hours }
        let reminder = asked(what, start, {}, wishes)
        let now = start
        const told: number[] = []
        for (const step of steps) {
          now += step
          const before = reminder
          const due = fallDue([reminder], wishes, now)
          reminder = due.changed[0] ?? reminder
          if (reminder.nextAt !== null) expect(afterQuiet(reminder.nextAt, wishes)).toBe(reminder.nextAt)
          if (before.nextAt !== null && before.nextAt <= now) expect(reminder.nextAt ?? now + 1).toBeGreaterThan(now)
          for (const { dueAt } of due.told) {
            expect(afterQuiet(now, wishes)).toBe(now)
            expect(dueAt).toBeLessThanOrEqual(now)
            expect(dueAt).toBeGreaterThan(told.at(-1) ?? start)
            expect(occurrences(what, dueAt - 1, 1)).toEqual([dueAt])
            expect(occurrences(what, dueAt, 1)[0] ?? now + 1).toBeGreaterThan(now)
            told.push(dueAt)
          }
          if (due.told.length === 0 && afterQuiet(now, wishes) === now) {
            const missed = occurrences(what, told.at(-1) ?? start, 1)[0]
            expect(missed ?? now + 1).toBeGreaterThan(now)
          }
        }
      }),
      { seed: 20261130, numRuns: 300 },
    )
  }, 60_000)

  it('in the only minutes that are not quiet, also on the day on which the clock leaps over them', () => {
    const wishes: Wishes = { ...WISHES, zone: 'Australia/Sydney', quiet: { from: 121, to: 120 } }
    const leap = Date.UTC(2026, 9, 3, 12)
    const next = afterQuiet(leap, wishes)
    expect(new Date(next).toISOString()).toBe('2026-10-04T15:00:00.000Z')
    expect(afterQuiet(next, wishes)).toBe(next)
  })
})
