import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { plainRule } from '../../src/reminders/plain-rule.ts'
import { localOf, wallOf } from '../../src/reminders/wall.ts'

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const START = Date.UTC(2024, 0, 1)
const MINUTES_OF_TEN_YEARS = 10 * 366 * 24 * 60

const list = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<string | undefined> =>
  fc.option(
    fc.uniqueArray(values, { minLength: 1, maxLength: 3 }).map((all) => all.join()),
    { nil: undefined },
  )

const everyday: fc.Arbitrary<string> = fc
  .record({
    freq: fc.constantFrom('DAILY', 'WEEKLY'),
    interval: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    days: list(fc.constantFrom(...DAYS)),
    hours: list(fc.integer({ min: 0, max: 23 })),
    minutes: list(fc.integer({ min: 0, max: 59 })),
  })
  .map(({ freq, interval, days, hours, minutes }) =>
    [
      `FREQ=${freq}`,
      ...(interval === undefined ? [] : [`INTERVAL=${interval}`]),
      ...(days === undefined || freq === 'DAILY' ? [] : [`BYDAY=${days}`]),
      ...(hours === undefined ? [] : [`BYHOUR=${hours}`]),
      ...(minutes === undefined ? [] : [`BYMINUTE=${minutes}`]),
    ].join(';'),
  )

/** What the package makes of any rule. */
function expanded(rule: string, start: string, from: number, count: number): number[] {
  const dtstart = Temporal.PlainDateTime.from(start).toZonedDateTime('UTC')
  const recurrence = new RRuleTemporal({ rruleString: `RRULE:${rule}`, dtstart, tzid: 'UTC' })
  const found: number[] = []
  let at = recurrence.next(Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC'), true)
  for (; at !== null && found.length < count; at = recurrence.next(at, false)) found.push(at.epochMilliseconds)
  return found
}

function summed(rule: string, start: string, from: number, count: number): number[] {
  const found: number[] = []
  for (const at of plainRule(rule, start, from) ?? []) {
    found.push(at)
    if (found.length === count) break
  }
  return found
}

it('an everyday rule fires as its expansion does, from wherever one looks', () => {
  const minute = fc.nat(MINUTES_OF_TEN_YEARS).map((minutes) => START + minutes * 60_000)
  fc.assert(
    fc.property(everyday, minute, minute, fc.integer({ min: -1, max: 1 }), (rule, start, other, beside) => {
      const local = localOf(start)
      for (const from of [other, start + beside])
        expect(summed(rule, local, from, 6)).toEqual(expanded(rule, local, from, 6))
    }),
    { seed: 20261130, numRuns: 500 },
  )
})

it('looks on from a firing at the next one', () => {
  const start = '2026-11-30T08:00:00'
  const [first, second] = summed('FREQ=WEEKLY', start, wallOf(start), 2)
  expect([first, second].map((wall) => localOf(wall ?? 0))).toEqual([start, '2026-12-07T08:00:00'])
})

it.each([
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=DAILY;COUNT=3',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;BYDAY=MO',
  'FREQ=WEEKLY;BYDAY=1MO',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=WEEKLY;BYHOUR=24',
  'FREQ=DAILY;BYMINUTE=60',
  'FREQ=WEEKLY;WKST=SU',
  'FREQ=WEEKLY;FREQ=DAILY',
  'INTERVAL=2',
])('leaves %s to the package', (rule) => {
  expect(plainRule(rule, '2026-11-30T08:00:00', 0)).toBeNull()
})
