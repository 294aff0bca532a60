import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { isWorkday, lunarDay, workdaysKnownUntil } from '../../src/reminders/china.ts'
import { nextAfter, occurrences } from '../../src/reminders/recur.ts'
import { instant, schedule, ZONES } from './schedules.ts'

const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds

/** The firings after an instant as the zone's clock shows them, with its offset. */
const shown = (what: Schedule, after: string, limit: number): string[] =>
  occurrences(what, at(after), limit).map((one) =>
    Temporal.Instant.fromEpochMilliseconds(one)
      .toZonedDateTimeISO(what.zone)
      .toString({ smallestUnit: 'minute', timeZoneName: 'never' }),
  )

const daily = (zone: string, hour: number, minute = 0): Schedule => ({
  start: '2026-01-01T00:00:00',
  zone,
  rules: [`FREQ=DAILY;BYHOUR=${hour};BYMINUTE=${minute}`],
})

describe('a schedule', () => {
  it('fires once without rules, and never again', () => {
    const once: Schedule = { start: '2026-11-27T15:00:00', zone: 'Asia/Shanghai', rules: [] }
    expect(nextAfter(once, at('2026-11-27T06:59:59Z'))).toBe(at('2026-11-27T07:00:00Z'))
    expect(nextAfter(once, at('2026-11-27T07:00:00Z'))).toBeNull()
  })

  it('unites several rules and single times, each firing once', () => {
    const both: Schedule = {
      start: '2026-11-27T09:30:00',
      zone: 'Asia/Shanghai',
      rules: ['FREQ=DAILY;BYHOUR=9;BYMINUTE=30', 'FREQ=DAILY;BYHOUR=17;BYMINUTE=20'],
      also: ['2026-11-27T17:20:00', '2026-11-28T12:00:00'],
    }
    expect(shown(both, '2026-11-27T01:30:00Z', 4)).toEqual([
      '2026-11-27T17:20+08:00',
      '2026-11-28T09:30+08:00',
      '2026-11-28T12:00+08:00',
      '2026-11-28T17:20+08:00',
    ])
  })

  it('counts every second week from its start', () => {
    const fortnight: Schedule = {
      start: '2026-11-27T15:00:00',
      zone: 'Asia/Shanghai',
      rules: ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=15;BYMINUTE=0'],
    }
    expect(shown(fortnight, '2026-12-01T00:00:00Z', 2)).toEqual(['2026-12-11T15:00+08:00', '2026-12-25T15:00+08:00'])
  })

  it('fires at its last moment and not after it', () => {
    const ending = { ...daily('Asia/Shanghai', 9), until: '2026-12-31T09:00:00' }
    expect(shown(ending, '2026-12-30T02:00:00Z', 3)).toEqual(['2026-12-31T09:00+08:00'])
  })

  it('keeps elapsed time across a clock change', () => {
    const steady: Schedule = { start: '2026-03-08T00:30:00', zone: 'America/New_York', rules: [], everyMs: 5_400_000 }
    expect(shown(steady, '2026-03-08T05:30:00Z', 2)).toEqual(['2026-03-08T03:00-04:00', '2026-03-08T04:30-04:00'])
    expect(() => nextAfter({ ...steady, everyMs: 0 }, 0)).toThrow(RangeError)
  })

  it('is an hour late on the day on which its hour is left out, and fires once in the hour that is repeated', () => {
    const night = daily('America/New_York', 2, 30)
    expect(shown(night, '2026-03-07T08:00:00Z', 2)).toEqual(['2026-03-08T03:30-04:00', '2026-03-09T02:30-04:00'])
    const early = daily('America/New_York', 1, 30)
    expect(shown(early, '2026-10-31T12:00:00Z', 2)).toEqual(['2026-11-01T01:30-04:00', '2026-11-02T01:30-05:00'])
  })

  it('keeps its order where a time that is left out falls behind a later one', () => {
    const two: Schedule = {
      start: '2026-01-01T00:00:00',
      zone: 'America/New_York',
      rules: ['FREQ=DAILY;BYHOUR=2;BYMINUTE=30', 'FREQ=DAILY;BYHOUR=3;BYMINUTE=0'],
    }
    expect(shown(two, '2026-03-08T05:00:00Z', 2)).toEqual(['2026-03-08T03:00-04:00', '2026-03-08T03:30-04:00'])
    expect(shown(two, '2026-03-08T07:00:00Z', 1)).toEqual(['2026-03-08T03:30-04:00'])
  })

  it('leaves out months without a 31st, and years without a 29 February', () => {
    const rule = (text: string): Schedule => ({ start: '2026-01-31T09:00:00', zone: 'Asia/Shanghai', rules: [text] })
    expect(shown(rule('FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=9;BYMINUTE=0'), '2026-01-31T02:00:00Z', 2)).toEqual([
      '2026-03-31T09:00+08:00',
      '2026-05-31T09:00+08:00',
    ])
    expect(shown(rule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=9;BYMINUTE=0'), '2026-02-01T00:00:00Z', 1)).toEqual([
      '2028-02-29T09:00+08:00',
    ])
  })

  it('throws for what can never be', () => {
    const rule = (text: string): Schedule => ({ start: '2026-01-31T09:00:00', zone: 'Asia/Shanghai', rules: [text] })
    expect(() => nextAfter(rule('FREQ=DAILY;INTERVAL=0'), 0)).toThrow()
    expect(() => nextAfter({ ...rule('FREQ=DAILY'), zone: 'Mars/Olympus' }, 0)).toThrow(RangeError)
  })
})

describe('workdays', () => {
  it('leaves out the public holidays and keeps the weekend days worked in their place', () => {
    const work = { ...daily('Asia/Shanghai', 9), workdays: true as const }
    expect(shown(work, '2026-09-29T02:00:00Z', 5).map((time) => time.slice(5, 10))).toEqual([
      '09-30',
      '10-08',
      '10-09',
      '10-10',
      '10-12',
    ])
  })

  it('is Monday to Friday after the last day that is known', () => {
    const year = Number(workdaysKnownUntil().slice(0, 4)) + 1
    for (let day = Temporal.PlainDate.from(`${year}-01-01`); day.year === year; day = day.add({ days: 1 })) {
      expect(isWorkday(day.toString())).toBe(day.dayOfWeek <= 5)
    }
  })

  it('ends where a rule knows only days off', () => {
    const sundays: Schedule = {
      start: '2027-01-03T09:00:00',
      zone: 'Asia/Shanghai',
      rules: ['FREQ=WEEKLY;BYDAY=SU'],
      workdays: true,
    }
    expect(nextAfter(sundays, at('2027-06-01T00:00:00Z'))).toBeNull()
  })
})

it('knows the lunar calendar', () => {
  const newYears = ['2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03', '2033-01-31']
  expect(newYears.map((day) => lunarDay(Number(day.slice(0, 4)), 1, 1))).toEqual(newYears)
  expect(lunarDay(2026, 8, 15)).toBe('2026-09-25')
  expect(lunarDay(2026, 12, 30)).toBeUndefined()
})

describe('whatever the schedule', () => {
  it('its firings strictly increase and come after the instant that was asked for', () => {
    fc.assert(
      fc.property(schedule, instant, (what, after) => {
        const found = occurrences(what, after, 6)
        let before = after
        for (const one of found) {
          expect(one).toBeGreaterThan(before)
          before = one
        }
      }),
      { seed: 20261130, numRuns: 300 },
    )
  })

  it('asking from any point gives the same firings as the list', () => {
    fc.assert(
      fc.property(schedule, instant, fc.nat(1_000), (what, after, share) => {
        const found = occurrences(what, after, 5)
        for (const [index, one] of found.entries()) {
          const from = found[index - 1] ?? after
          expect(nextAfter(what, from)).toBe(one)
          expect(nextAfter(what, from + Math.floor(((one - from - 1) * share) / 1_000))).toBe(one)
          expect(nextAfter(what, one - 1)).toBe(one)
        }
      }),
      { seed: 20261130, numRuns: 200 },
    )
  })

  it('agrees with walking through the days', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 8_000 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0, 1, 2, 3, 12),
        instant,
        (zone, offset, interval, hour, after) => {
          const first = Temporal.PlainDate.from('2004-01-01').add({ days: offset })
          const time = `0${hour}`.slice(-2)
          const what: Schedule = { start: `${first}T${time}:30:00`, zone, rules: [`FREQ=DAILY;INTERVAL=${interval}`] }
          const expected = new Set<number>()
          for (let day = first; expected.size < 3; day = day.add({ days: interval })) {
            const one = day.toZonedDateTime({ timeZone: zone, plainTime: `${time}:30` }).epochMilliseconds
            if (one > after) expected.add(one)
          }
          expect(occurrences(what, after, 3)).toEqual([...expected])
        },
      ),
      { seed: 20261130, numRuns: 100 },
    )
  })
})

it('does not depend on the zone of the machine', () => {
  const row = fileURLToPath(new URL('recur-row.ts', import.meta.url))
  const zones = ['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati']
  const hashes = zones.map((TZ) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', row], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    return stdout
  })
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(new Set(hashes).size).toBe(1)
})
