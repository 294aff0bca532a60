import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../../flows/shared/schedule.ts'
import type { Guess } from '../reading.ts'
import { nextAfter } from '../recur.ts'
import { DAY, dayOf, HOUR, localOf, MINUTE, type Wall, wallOf } from '../wall.ts'
import { datesOf } from './dates.ts'
import { DEFAULT_MINUTES, HALF_DAY, type Hour, hourOf, likelyHalf, NEXT_DAY, together } from './hours.ts'
import { type Moment, wallOn } from './moment.ts'
import { asking, type Outcome, refusing } from './outcome.ts'
import type { Segment, Spoken } from './spoken.ts'
import type { Day, Rhythm } from './token.ts'

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** Where the working days are China's. */
const CHINA = /^(?:Asia\/(?:Shanghai|Chongqing|Chungking|Harbin|Urumqi|Kashgar)|PRC)$/

/** A rule without its hour, and what was guessed of it. */
interface Base {
  readonly rule: string
  /** How many periods lie between two firings; from the first of them they are counted. */
  readonly interval: number
  readonly guessed: readonly Guess[]
  readonly workdays?: true
}

/** Reads what fires again and again. */
export function readRecurring(spoken: Spoken, moment: Moment): Outcome {
  const bounds = boundsOf(spoken, moment)
  if ('kind' in bounds) return bounds
  const [first] = spoken.segments
  if (first?.rhythm?.every === 'span') return everySpan(spoken, first.rhythm.ms, first, bounds, moment)
  if (spoken.missing !== null && !isComplete(spoken)) return asking(spoken.missing)
  const parts: { readonly rules: readonly string[]; readonly base: Base; readonly guessed: readonly Guess[] }[] = []
  for (const segment of segmentsWithTimes(spoken)) {
    const minutes = minutesOf(segment, spoken, moment)
    if ('kind' in minutes)
      return minutes.kind === 'ask' && minutes.why === 'half'
        ? { ...minutes, choices: halves(spoken, segment, bounds, moment) }
        : minutes
    const base = baseOf(segment, minutes.known, spoken, bounds, moment)
    if ('kind' in base) return base
    const rules = spread(base, minutes.known)
    parts.push({ rules: rules.rules, base, guessed: [...base.guessed, ...minutes.guessed, ...rules.guessed] })
  }
  const isWork = parts.some(({ base }) => base.workdays === true)
  const rules = parts.flatMap((part) => part.rules)
  const intervals = Math.max(...parts.map(({ base }) => base.interval))
  const schedule = starting(rules, intervals, isWork, bounds, moment)
  if (schedule === null) return refusing('past')
  const guessed = [...new Set([...spoken.guessed, ...bounds.guessed, ...parts.flatMap((part) => part.guessed)])]
  return { kind: 'recurring', schedule, guessed }
}

/** From when on and until when, on the wall clock. */
interface Bounds {
  readonly after: Wall
  readonly until: Wall | null
  readonly lasting: number | null
  readonly guessed: readonly Guess[]
}

function boundsOf({ from, within, until, lasting, segments }: Spoken, moment: Moment): Bounds | Outcome {
  let after = moment.wall
  let last: Wall | null = null
  const guessed: Guess[] = []
  if (from !== null) {
    const start = edge(from, moment, false)
    if (start === 'past') return refusing('past')
    if (start !== null) after = Math.max(after, start - 1)
    // 这周每天, 12月每天: only then.
    const isWhole =
      within &&
      (from.at === 'week' || from.at === 'month' || from.at === 'weekend') &&
      until === null &&
      lasting === null
    const isDaily = segments[0]?.rhythm?.every === 'day' || segments[0]?.rhythm?.every === 'workday'
    if (isWhole && isDaily) last = edge(from, moment, true) as Wall | null
  }
  if (until !== null) {
    const end = edge(until, moment, true)
    if (end === 'past' || (end !== null && end <= after)) return refusing('past')
    last = end
  }
  return { after, until: last, lasting, guessed }
}

/** The first or last moment of a day, a week or a month. */
function edge(day: Day, moment: Moment, end: boolean): Wall | 'past' | null {
  const { today } = moment
  let [first, last] = [today, today]
  if (day.at === 'week') {
    first = today.subtract({ days: today.dayOfWeek - 1 }).add({ weeks: day.weeks })
    last = first.add({ days: 6 })
  } else if (day.at === 'month' || day.at === 'year') {
    const month = day.at === 'year' ? 1 : day.month
    const found = datesOf({ at: 'date', year: day.year, month, day: 1 }, today)
    if (!('dates' in found)) return 'past'
    first =
      found.dates.find((date) => Temporal.PlainDate.compare(date.with({ day: date.daysInMonth }), today) >= 0) ?? today
    last = day.at === 'year' ? first.with({ month: 12, day: 31 }) : first.with({ day: first.daysInMonth })
  } else if (day.at === 'weekend') {
    first = today.subtract({ days: today.dayOfWeek - 6 }).add({ weeks: day.weeks ?? 0 })
    last = first.add({ days: 1 })
  } else {
    const found = datesOf(day, today)
    if (!('dates' in found)) return 'past'
    first =
      found.dates.find((date) => Temporal.PlainDate.compare(date, today) >= 0) ?? (found.dates[0] as Temporal.PlainDate)
    last = first
  }
  if (end && Temporal.PlainDate.compare(last, today) < 0) return 'past'
  return end ? wallOn(last, NEXT_DAY) - 1000 : wallOn(first, 0)
}

const isComplete = ({ segments, missing }: Spoken): boolean =>
  segments.some(({ rhythm, times }) =>
    missing === 'hour' ? times.length > 0 : rhythm !== null && 'days' in rhythm && rhythm.days.length > 0,
  )

/** 每周一、周三9点: the hour is said of both. */
function segmentsWithTimes({ segments }: Spoken): Segment[] {
  return segments.map((segment, index) => {
    if (segment.times.length > 0) return segment
    const times = segments.slice(index + 1).find((later) => later.times.length > 0)?.times ?? []
    return { ...segment, times }
  })
}

/** Minutes of the day of each firing, or what has to be asked. */
function minutesOf(
  { times, rhythm }: Segment,
  spoken: Spoken,
  moment: Moment,
): { readonly known: readonly number[]; readonly guessed: readonly Guess[] } | Outcome {
  if (rhythm?.every === 'hourMark') return hourMarks(times.length === 0 ? null : spoken, moment)
  if (times.length === 0) {
    return { known: [DEFAULT_MINUTES], guessed: ['hour'] }
  }
  const hours = together(
    times.map((time) => hourOf(time, moment.minutes)),
    times,
  )
  const known: number[] = []
  const guessed: Guess[] = []
  for (const hour of hours) {
    const settled = settle(hour)
    if (settled.is === 'not') return refusing(settled.why)
    if (settled.is === 'open') return asking('half')
    known.push(settled.minutes)
    if ('guessed' in settled) guessed.push(...settled.guessed)
    if (settled.is === 'small' && rhythm?.every !== 'day') guessed.push('day')
  }
  return { known, guessed }
}

/** Each day it is the same night: so 晚上12点 needs no question. */
function settle(hour: Hour): Hour {
  if (hour.is === 'open') return likelyHalf(hour.minutes) ?? hour
  if (hour.is === 'small') return { ...hour, minutes: hour.minutes + (hour.next ? NEXT_DAY : 0) }
  return hour
}

const hourMarks = (spoken: Spoken | null, moment: Moment): { known: number[]; guessed: Guess[] } => {
  const [from, to] = spoken === null ? [0, 23 * 60] : window(spoken, moment)
  const known = Array.from({ length: 24 }, (_, hour) => hour * 60).filter((minutes) => minutes >= from && minutes <= to)
  return { known, guessed: [] }
}

/** 早9点到晚6点: the hours in which it repeats, minutes. */
function window({ segments, untilTime }: Spoken, moment: Moment): [number, number] {
  const minutes = (time: Parameters<typeof hourOf>[0] | null | undefined, otherwise: number): number => {
    if (time == null) return otherwise
    const hour = hourOf(time, moment.minutes)
    return hour.is === 'not' ? otherwise : hour.minutes
  }
  const from = minutes(segments[0]?.times[0], 0)
  let to = minutes(untilTime, 23 * 60)
  if (to <= from && to + HALF_DAY > from) to += HALF_DAY
  return [from, to]
}

/** The choices of 每天7点. */
function halves(spoken: Spoken, segment: Segment, bounds: Bounds, moment: Moment): Schedule[] {
  if (spoken.segments.length > 1 || segment.times.length !== 1) return []
  const [time] = segment.times
  const hour = time === undefined ? undefined : hourOf(time, moment.minutes)
  if (hour === undefined || hour.is !== 'open') return []
  return [hour.minutes, hour.minutes + HALF_DAY].flatMap((minutes) => {
    const base = baseOf(segment, [minutes], spoken, bounds, moment)
    if ('kind' in base) return []
    return starting(spread(base, [minutes]).rules, base.interval, base.workdays === true, bounds, moment) ?? []
  })
}

/** The rule of a rhythm, without its hours. */
function baseOf(
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
      if (CHINA.test(moment.zone)) return { rule: 'FREQ=DAILY', interval: 1, guessed: [], workdays: true }
      return { rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', interval: 1, guessed: ['workdays'] }
    case 'days':
      return { rule: `FREQ=DAILY${every(rhythm.n)}`, interval: rhythm.n, guessed: ['start'] }
    case 'week': {
      if (rhythm.days.some((day) => !(day >= 1 && day <= 7))) return refusing('noSuchDay')
      if (rhythm.days.length === 0 && rhythm.n === 1)
        return spoken.from === null ? asking('day') : weeklyFrom(spoken.from, moment)
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
  if (day.at === 'lunar' || day.at === 'qingming' || day.at === 'shifted') return refusing('unsupported')
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
    return {
      rule: `FREQ=YEARLY${every};BYMONTH=${month};BYMONTHDAY=${dayOfMonth}`,
      interval: n,
      guessed: day.at === 'date' ? guessed : [...guessed, 'day'],
    }
  }
  const found = datesOf(day, today)
  const [date] = 'dates' in found ? found.dates : []
  if (date === undefined || day.at !== 'offset') return asking('day')
  return { rule: `FREQ=YEARLY${every};BYMONTH=${date.month};BYMONTHDAY=${date.day}`, interval: n, guessed }
}

/**
 * A rule for the hours that share their minutes. What falls after midnight belongs to the next day, which only rules of
 * days and weekdays know.
 */
function spread({ rule }: Base, minutes: readonly number[]): { rules: string[]; guessed: Guess[] } {
  const guessed: Guess[] = []
  const hours = new Map<string, Set<number>>()
  for (const each of [...minutes].sort((one, other) => one - other)) {
    const isNext = each >= NEXT_DAY && !rule.startsWith('FREQ=DAILY')
    if (isNext) guessed.push('day')
    const key = `${isNext ? rule.replace(/BYDAY=([A-Z,]+)$/, (_, days: string) => `BYDAY=${shifted(days)}`) : rule} ${each % 60}`
    hours.set(key, (hours.get(key) ?? new Set()).add(Math.floor((each % NEXT_DAY) / 60)))
  }
  const rules = [...hours].map(([key, those]) => {
    const [base, minute] = key.split(' ')
    return `${base};BYHOUR=${[...those].join()};BYMINUTE=${minute}`
  })
  return { rules, guessed }
}

const shifted = (days: string): string =>
  CODES.filter((_, index) => days.split(',').includes(CODES[(index + 6) % 7] ?? '')).join()

/** The schedule of these rules from their first firing on; null if there is none. */
function starting(
  rules: readonly string[],
  interval: number,
  isWork: boolean,
  bounds: Bounds,
  moment: Moment,
): Schedule | null {
  const { zone } = moment
  const loose: Schedule = {
    start: `${dayOf(bounds.after)}T00:00:00`,
    zone,
    rules: interval > 1 ? rules.map((rule) => rule.replace(/;INTERVAL=\d+/, '')) : rules,
    ...(isWork ? { workdays: true as const } : {}),
  }
  // On the wall clock: UTC's leaves nothing out, so that what begins in an hour that is left out keeps its own.
  const start = nextAfter({ ...loose, zone: 'UTC' }, bounds.after)
  if (start === null) return null
  const until = bounds.lasting === null ? bounds.until : wallOf(`${dayOf(start + (bounds.lasting - 1) * DAY)}T23:59:59`)
  if (until !== null && start > until) return null
  return { ...loose, start: localOf(start), rules, ...(until === null ? {} : { until: localOf(until) }) }
}

/** 每90分钟, in elapsed time; 早9点到晚6点每小时 is at the same hours of each day. */
function everySpan(spoken: Spoken, ms: number, segment: Segment, bounds: Bounds, moment: Moment): Outcome {
  const guessed: Guess[] = [...spoken.guessed]
  if (spoken.untilTime !== null && ms % MINUTE === 0) {
    const [from, to] = window(spoken, moment)
    const known = Array.from({ length: 96 }, (_, index) => from + (index * ms) / MINUTE).filter((each) => each <= to)
    const { rules } = spread({ rule: 'FREQ=DAILY', interval: 1, guessed: [] }, known)
    const schedule = starting(rules, 1, false, bounds, moment)
    return schedule === null ? refusing('past') : { kind: 'recurring', schedule, guessed: [...guessed, 'start'] }
  }
  let start = bounds.after > moment.wall ? bounds.after + 1 : moment.wall + ms
  const [time] = segment.times
  if (time !== undefined) {
    const hour = hourOf(time, moment.minutes)
    if (hour.is === 'not') return refusing(hour.why)
    if (hour.is === 'open' && likelyHalf(hour.minutes) === null) return asking('half')
    start = wallOn(Temporal.PlainDate.from(dayOf(bounds.after)), hour.minutes)
    if (start <= bounds.after) start += 24 * HOUR
  }
  const schedule: Schedule = {
    start: localOf(start),
    zone: moment.zone,
    rules: [],
    everyMs: ms,
    ...(bounds.until === null ? {} : { until: localOf(bounds.until) }),
  }
  return { kind: 'recurring', schedule, guessed: [...guessed, 'start'] }
}
