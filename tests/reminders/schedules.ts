import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../flows/shared/schedule.ts'

/** Zones with summer time in either half of the year, by half an hour, without it, and one that left out a whole day. */
export const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Apia',
]

const RULES = [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=WEEKLY;BYDAY=MO,WE,FR',
  'FREQ=WEEKLY;BYDAY=SU',
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;BYDAY=1MO',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
]

const two = (count: number): string => String(count).padStart(2, '0')

/** Around the changes of summer time as often as not. */
const hour = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 23), fc.integer({ min: 0, max: 23 }))

/** Schedules with one or two rules at odd hours of odd zones, some on workdays only. */
export const schedule: fc.Arbitrary<Schedule> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    day: fc.integer({ min: 0, max: 9_000 }),
    rules: fc.uniqueArray(fc.record({ rule: fc.constantFrom(...RULES), hour, minute: fc.constantFrom(0, 1, 30, 59) }), {
      minLength: 1,
      maxLength: 2,
    }),
    workdays: fc.boolean(),
  })
  .map(({ zone, day, rules, workdays }) => ({
    start: `${Temporal.PlainDate.from('2004-01-01').add({ days: day })}T${two(rules[0]?.hour ?? 0)}:${two(rules[0]?.minute ?? 0)}:00`,
    zone,
    rules: rules.map(({ rule, hour, minute }) => `${rule};BYHOUR=${hour};BYMINUTE=${minute}`),
    ...(workdays && rules[0]?.rule === 'FREQ=DAILY' ? { workdays: true as const } : {}),
  }))

/** Instants from 2004 to 2031, on a change of summer time as often as not, epoch ms. */
export const instant: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: Date.UTC(2004, 0, 1) / 1000, max: Date.UTC(2031, 0, 1) / 1000 }).map((seconds) => seconds * 1000),
  fc
    .tuple(
      fc.constantFrom(
        ...['2026-03-08T07:00', '2026-11-01T06:00', '2026-03-29T01:00', '2026-10-25T01:00'],
        ...['2026-04-04T16:00', '2026-10-03T16:00', '2011-12-30T10:00', '2028-02-29T00:00', '2026-12-31T16:00'],
      ),
      fc.integer({ min: -200, max: 200 }),
    )
    .map(([at, minutes]) => Date.parse(`${at}Z`) + minutes * 60_000),
)
