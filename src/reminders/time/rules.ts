import { Temporal } from 'temporal-polyfill'
import type { Guess } from '../reading.ts'
import { dayOf } from '../wall.ts'
import type { Bounds } from './bounds.ts'
import { datesOf } from './dates.ts'
import { NEXT_DAY } from './hours.ts'
import { type Moment, wallOn } from './moment.ts'
import { asking, type Outcome, refusing } from './outcome.ts'
import type { Segment, Spoken } from './spoken.ts'
import type { Day, Rhythm } from './token.ts'

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Where the working days are China's. */
const CHINA = /^(?:Asia\/(?:Shanghai|Chongqing|Chungking|Harbin|Urumqi|Kashgar)|PRC)$/

/** A rule without its hour, and what was guessed of it. */
export interface Base {
  readonly rule: string
  /** How many periods lie between two firings; from the first of them they are counted. */
  readonly interval: number
  readonly guessed: readonly Guess[]
  readonly workdays?: true
}

/** The rule of a rhythm, without its hours. */
export function baseOf(
  segment: Segment,
  minutes: readonly number[],
  spoken: Spoken,
  bounds: Bounds,
  moment: Moment,
): Base | Outcome {
  const { rhythm } = segment
  const every = (n: number): string => (n > 1 ? `;INTERVAL=${n}` : '')
  /** Where only the number of periods is known, it begins with the next time that the clock shows the hour. */
  const begin = (): Temporal.PlainDate => {
    const day = Temporal.PlainDate.from(dayOf(bounds.after))
    return wallOn(day, Math.min(...minutes)) > bounds.after ? day : day.add({ days: 1 })
  }
  if (rhythm === null) return asking('rhythm')
  switch (rhythm.every) {
    case 'day':
    case 'hourMark':
    case 'span': {
      if (spoken.except.length === 0) return { rule: 'FREQ=DAILY', interval: 1, guessed: [] }
      const days = CODES.filter((_, index) => !spoken.except.includes(index + 1))
      return { rule: `FREQ=WEEKLY;BYDAY=${days.join()}`, interval: 1, guessed: [] }
    }
    case 'workday':
      if (spoken.except.length > 0) {
        const days = CODES.slice(0, 5).filter((_, index) => !spoken.except.includes(index + 1))
        return { rule: `FREQ=WEEKLY;BYDAY=${days.join()}`, interval: 1, guessed: ['workdays'] }
      }
      if (CHINA.test(moment.zone)) return { rule: 'FREQ=DAILY', interval: 1, guessed: [], workdays: true }
      return { rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', interval: 1, guessed: ['workdays'] }
    case 'days':
      return { rule: `FREQ=DAILY${every(rhythm.n)}`, interval: rhythm.n, guessed: ['start'] }
    case 'week': {
      if (rhythm.days.some((day) => !(day >= 1 && day <= 7))) return refusing('noSuchDay')
      const named = spoken.from ?? segment.days[0]
      if (rhythm.days.length === 0 && rhythm.n === 1)
        return named === undefined ? asking('day') : weeklyFrom(named, moment)
      const days = rhythm.days.length > 0 ? rhythm.days : [begin().dayOfWeek]
      const codes = [...new Set(days)].sort().map((day) => CODES[day - 1])
      const guessed: Guess[] = rhythm.n > 1 && spoken.from === null ? ['start'] : []
      return { rule: `FREQ=WEEKLY${every(rhythm.n)};BYDAY=${codes.join()}`, interval: rhythm.n, guessed }
    }
    case 'month':
      return monthly(rhythm, segment, every(rhythm.n), begin, spoken, moment)
    case 'quarter':
      if (rhythm.on === null) {
        const from: Rhythm = { every: 'month', n: 3, days: [] }
        return monthly(from, segment, every(3), begin, spoken, moment)
      }
      return {
        rule: `FREQ=MONTHLY;BYMONTH=${[0, 3, 6, 9].map((before) => before + (rhythm.on?.month ?? 1)).join()};BYMONTHDAY=${rhythm.on.day}`,
        interval: 1,
        guessed: [],
      }
    case 'year':
      return yearly(rhythm, every(rhythm.n), moment)
  }
}

/** 下周三开始每周: on Wednesdays. */
function weeklyFrom(from: Day, { today }: Moment): Base | Outcome {
  const found = datesOf(from, today)
  const [date] = 'dates' in found ? found.dates : []
  if (date === undefined) return asking('day')
  return { rule: `FREQ=WEEKLY;BYDAY=${CODES[date.dayOfWeek - 1]}`, interval: 1, guessed: ['day'] }
}

function monthly(
  { n, days, nth }: Extract<Rhythm, { every: 'month' }>,
  segment: Segment,
  every: string,
  begin: () => Temporal.PlainDate,
  spoken: Spoken,
  moment: Moment,
): Base | Outcome {
  const guessed: Guess[] = n > 1 ? ['start'] : []
  if (nth !== undefined) {
    if (nth.day === 'workday')
      return { rule: `FREQ=MONTHLY${every};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${nth.nth}`, interval: n, guessed }
    if (!(nth.day >= 1 && nth.day <= 7) || nth.nth > 5) return refusing('noSuchDay')
    return { rule: `FREQ=MONTHLY${every};BYDAY=${nth.nth}${CODES[nth.day - 1]}`, interval: n, guessed }
  }
  if (days.some((day) => !(day >= -5 && day <= 31 && day !== 0))) return refusing('noSuchDay')
  if (days.length > 0) return { rule: `FREQ=MONTHLY${every};BYMONTHDAY=${days.join()}`, interval: n, guessed }
  const [named] = segment.days
  const found = named === undefined ? undefined : datesOf(named, moment.today)
  if (found !== undefined && 'dates' in found && found.dates[0] !== undefined)
    return { rule: `FREQ=MONTHLY${every};BYMONTHDAY=${found.dates[0].day}`, interval: n, guessed }
  if (n === 1 && spoken.from === null) return asking('day')
  return { rule: `FREQ=MONTHLY${every};BYMONTHDAY=${begin().day}`, interval: n, guessed: [...guessed, 'day'] }
}

function yearly({ n, day }: Extract<Rhythm, { every: 'year' }>, every: string, { today }: Moment): Base | Outcome {
  const guessed: Guess[] = n > 1 ? ['start'] : []
  if (day === null) return asking('day')
  if (day.at === 'lunar' || day.at === 'term' || day.at === 'shifted') return refusing('unsupported')
  if (day.at === 'nth' && typeof day.month === 'number')
    return {
      rule: `FREQ=YEARLY${every};BYMONTH=${day.month};BYDAY=${day.nth}${CODES[day.day - 1]}`,
      interval: n,
      guessed,
    }
  const month = day.at === 'date' || day.at === 'month' ? day.month : null
  if (typeof month === 'number') {
    const dayOfMonth = day.at === 'date' ? day.day : 1
    const found = datesOf({ at: 'date', year: null, month, day: dayOfMonth }, Temporal.PlainDate.from('2028-01-01'))
    if (!('dates' in found)) return refusing('noSuchDay')
    // 2月29号 is not in every year.
    const isEachYear = day.at === 'date' && !(month === 2 && dayOfMonth === 29)
    return {
      rule: `FREQ=YEARLY${every};BYMONTH=${month};BYMONTHDAY=${dayOfMonth}`,
      interval: n,
      guessed: isEachYear ? guessed : [...guessed, 'day'],
    }
  }
  const found = datesOf(day, today)
  const [date] = 'dates' in found ? found.dates : []
  if (date === undefined || day.at !== 'offset') return asking('day')
  return { rule: `FREQ=YEARLY${every};BYMONTH=${date.month};BYMONTHDAY=${date.day}`, interval: n, guessed }
}

/**
 * A rule for the hours that share their minutes. An hour after midnight, or before the day because of 提前, belongs to
 * another day; null where the rule cannot be moved (每月31号晚上12点).
 */
export function spread({ rule }: Base, minutes: readonly number[]): { rules: string[]; guessed: Guess[] } | null {
  const guessed: Guess[] = []
  const hours = new Map<string, Set<number>>()
  for (const each of [...minutes].sort((one, other) => one - other)) {
    const days = Math.floor(each / NEXT_DAY)
    const base = moved(rule, days)
    if (base === null) return null
    if (days > 0 && base !== rule) guessed.push('day')
    const minute = each - days * NEXT_DAY
    const key = `${base} ${minute % 60}`
    hours.set(key, (hours.get(key) ?? new Set()).add(Math.floor(minute / 60)))
  }
  const rules = [...hours].map(([key, those]) => {
    const [base, minute] = key.split(' ')
    return `${base};BYHOUR=${[...those].join()};BYMINUTE=${minute}`
  })
  return { rules, guessed }
}

/** A rule so many days on. */
function moved(rule: string, days: number): string | null {
  if (days === 0 || rule.startsWith('FREQ=DAILY')) return rule
  const [, weekdays] = /BYDAY=([A-Z,]+)$/.exec(rule) ?? []
  if (weekdays !== undefined && !rule.startsWith('FREQ=MONTHLY')) {
    const codes = CODES.filter((_, index) => weekdays.split(',').includes(CODES[(index - (days % 7) + 14) % 7] ?? ''))
    return rule.replace(/BYDAY=.*$/, `BYDAY=${codes.join()}`)
  }
  const [, list] = /BYMONTHDAY=([\d,]+)$/.exec(rule) ?? []
  const dates = (list ?? '').split(',').map((date) => Number(date) + days)
  if (list === undefined || dates.some((date) => date < 1 || date > 28)) return null
  return rule.replace(/BYMONTHDAY=.*$/, `BYMONTHDAY=${dates.join()}`)
}
