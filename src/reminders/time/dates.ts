import { Temporal } from 'temporal-polyfill'
import { isWorkday, lunarDay, workdaysKnownUntil } from '../china.ts'
import type { Guess, Refusal } from '../reading.ts'
import type { Counted, Day, Term } from './token.ts'

type PlainDate = Temporal.PlainDate

/** Which dates a day may be, nearest first: of more than one, it is the first that is still to come. */
export type Dates =
  | { readonly dates: readonly PlainDate[]; readonly guessed: readonly Guess[] }
  | { readonly refuse: Refusal; readonly suggest?: PlainDate }
  /** 周末, 下周: which of these; none where there are too many. */
  | { readonly ask: readonly PlainDate[] }
  /** 周三12月5号, which is a Saturday: either of these. */
  | { readonly clash: readonly PlainDate[] }

const one = (date: PlainDate, ...guessed: Guess[]): Dates => ({ dates: [date], guessed })
const mondayOf = (date: PlainDate): PlainDate => date.subtract({ days: date.dayOfWeek - 1 })

/** Beyond it the calendars are not to be trusted, and no reminder is kept so long. */
const LAST_YEAR = 2099

/** The dates that a day may be, as seen from today. */
export function datesOf(day: Day, today: PlainDate): Dates {
  switch (day.at) {
    case 'offset':
      return one(today.add({ months: day.months ?? 0 }).add({ days: day.days }))
    case 'either':
      return { ask: day.days.map((days) => today.add({ days })) }
    case 'weekday':
      return weekday(day.weeks, day.day, today)
    case 'week':
    case 'several':
      return { ask: [] }
    case 'year':
      return yearOf(day.year, today) > LAST_YEAR ? { refuse: 'tooFar' } : { ask: [] }
    case 'weekend':
      return { ask: weekend(day.weeks, today) }
    case 'month':
      if (typeof day.month !== 'number') return { ask: [] }
      return guessing(datesOf({ at: 'date', year: day.year, month: day.month, day: 1 }, today), 'day')
    case 'date':
      return day.guess === undefined ? date(day, today) : guessing(date(day, today), day.guess)
    case 'nth':
      return inMonths(day.year, day.month, today, (first) => nthWeekday(first, day.nth, day.day))
    case 'workday':
      return announced(inMonths(null, day.month, today, (first) => edgeWorkday(first, day.nth)))
    case 'quarter':
      return quarter(day.plus, day.end, today)
    case 'lunar':
      return day.guess === undefined ? lunar(day, today) : guessing(lunar(day, today), day.guess)
    case 'term':
      return years(day.year, today, (year) => solarTerm(day.term, year))
    case 'shifted': {
      const from = datesOf(day.from, today)
      if (!('dates' in from)) return from
      return { ...from, dates: from.dates.map((each) => each.add({ days: day.days })) }
    }
    case 'both':
      return agreed(day.days, today)
    case 'gone':
      return { refuse: 'past' }
  }
}

/** A working day of a year whose holidays are not known yet is told back. */
const announced = (found: Dates): Dates =>
  'dates' in found && found.dates.some((date) => date.toString() > workdaysKnownUntil())
    ? guessing(found, 'workdays')
    : found

/** The day that two words name, if it is one: the nearest of each that is still to come. */
function agreed([one, other]: readonly [Day, Day], today: PlainDate): Dates {
  const found = datesOf(one, today)
  const also = datesOf(other, today)
  if (!('dates' in found)) return found
  if (!('dates' in also)) return also
  const isToCome = (each: PlainDate): boolean => Temporal.PlainDate.compare(each, today) >= 0
  const nearest = [found, also].flatMap(({ dates }) => dates.find(isToCome) ?? [])
  const isSame = (each: PlainDate): boolean =>
    one.at === 'weekday' && one.weeks === null
      ? each.dayOfWeek === one.day
      : other.at === 'weekday' && other.weeks === null
        ? each.dayOfWeek === other.day
        : [found, also].every(({ dates }) => dates.some((date) => date.equals(each)))
  const exact = one.at === 'weekday' ? also : found
  const right = exact.dates.filter(isSame)
  const isFar = right.length > 0 && right.every((each) => isToCome(each) && !nearest.some((date) => date.equals(each)))
  if (right.length > 0 && !isFar) return { ...exact, dates: right }
  return { clash: nearest.sort(Temporal.PlainDate.compare) }
}

const guessing = (found: Dates, guess: Guess): Dates =>
  'dates' in found ? { ...found, guessed: [...found.guessed, guess] } : found

function weekday(weeks: number | null, day: number, today: PlainDate): Dates {
  if (!(day >= 1 && day <= 7)) return { refuse: 'noSuchDay' }
  if (weeks !== null) return one(mondayOf(today).add({ days: weeks * 7 + day - 1 }))
  const next = today.add({ days: (day - today.dayOfWeek + 7) % 7 })
  return { dates: [next, next.add({ days: 7 })], guessed: [] }
}

function weekend(weeks: number | null, today: PlainDate): PlainDate[] {
  const saturday = mondayOf(today).add({ days: (weeks ?? 0) * 7 + 5 })
  return [saturday, saturday.add({ days: 1 })].filter((each) => Temporal.PlainDate.compare(each, today) >= 0)
}

const yearOf = (year: Counted, today: PlainDate): number => (typeof year === 'number' ? year : today.year + year.plus)

/** The day of a month, counted from the end if negative; undefined if it has no such day. */
function dayIn(year: number, month: number, day: number): PlainDate | undefined {
  if (!(month >= 1 && month <= 12)) return undefined
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const wanted = day < 0 ? first.daysInMonth + 1 + day : day
  return wanted >= 1 && wanted <= first.daysInMonth ? first.with({ day: wanted }) : undefined
}

function date(
  { year, month, day }: { readonly year: Counted | null; readonly month: Counted | null; readonly day: number },
  today: PlainDate,
): Dates {
  if (year !== null && yearOf(year, today) > LAST_YEAR) return { refuse: 'tooFar' }
  if (month === null) return dayOfComingMonth(day, today)
  if (typeof month !== 'number') {
    const { year: inYear, month: inMonth } = today.with({ day: 1 }).add({ months: month.plus })
    return known(dayIn(inYear, inMonth, day), dayIn(inYear, inMonth, -1))
  }
  if (dayIn(2000, month, day) === undefined) return { refuse: 'noSuchDay', ...(suggestIn(month, today) ?? {}) }
  return years(
    year,
    today,
    (each) => dayIn(each, month, day),
    (each) => dayIn(each, month, -1),
  )
}

const suggestIn = (month: number, today: PlainDate): { readonly suggest: PlainDate } | undefined => {
  const last = dayIn(today.year, month, -1)
  if (last === undefined) return undefined
  return { suggest: Temporal.PlainDate.compare(last, today) < 0 ? (dayIn(today.year + 1, month, -1) ?? last) : last }
}

const known = (found: PlainDate | undefined, instead: PlainDate | undefined): Dates =>
  found === undefined ? { refuse: 'noSuchDay', ...(instead === undefined ? {} : { suggest: instead }) } : one(found)

/** 15号: this month's or the next one's; 31号 waits for a month that has one. */
function dayOfComingMonth(day: number, today: PlainDate): Dates {
  if (!(day <= 31 && day !== 0)) return { refuse: 'noSuchDay' }
  const found: PlainDate[] = []
  for (let plus = 0; plus < 4; plus++) {
    const { year, month } = today.with({ day: 1 }).add({ months: plus })
    const each = dayIn(year, month, day)
    if (each !== undefined) found.push(each)
  }
  return { dates: found, guessed: [] }
}

/** What comes once a year: in the year that was named, else in this one or the next. */
function years(
  year: Counted | null,
  today: PlainDate,
  dateIn: (year: number) => PlainDate | undefined,
  instead: (year: number) => PlainDate | undefined = () => undefined,
): Dates {
  if (year !== null) {
    const named = yearOf(year, today)
    return named > LAST_YEAR ? { refuse: 'tooFar' } : known(dateIn(named), instead(named))
  }
  const [now, next] = [dateIn(today.year), dateIn(today.year + 1)]
  const nearest = instead(today.year)
  if (now === undefined && nearest !== undefined && Temporal.PlainDate.compare(nearest, today) >= 0)
    return { refuse: 'noSuchDay', suggest: nearest }
  if (next === undefined) return now === undefined ? known(undefined, instead(today.year + 1)) : one(now)
  return { dates: now === undefined ? [next] : [now, next], guessed: [] }
}

function inMonths(
  year: Counted | null,
  month: Counted | null,
  today: PlainDate,
  dateIn: (first: PlainDate) => PlainDate | undefined,
): Dates {
  if (typeof month === 'number') {
    if (!(month >= 1 && month <= 12)) return { refuse: 'noSuchDay' }
    return years(year, today, (each) => dateIn(Temporal.PlainDate.from({ year: each, month, day: 1 })))
  }
  const first = today.with({ day: 1 })
  if (month !== null) return known(dateIn(first.add({ months: month.plus })), undefined)
  const found = [dateIn(first), dateIn(first.add({ months: 1 }))].filter((each) => each !== undefined)
  return { dates: found, guessed: [] }
}

/** The nth weekday of a month, from its end if negative; undefined if there are not so many. */
function nthWeekday(first: PlainDate, nth: number, day: number): PlainDate | undefined {
  const start = first.add({ days: (day - first.dayOfWeek + 7) % 7 })
  const count = Math.floor((first.daysInMonth - start.day) / 7) + 1
  const index = nth < 0 ? count + nth : nth - 1
  return index >= 0 && index < count ? start.add({ days: 7 * index }) : undefined
}

function edgeWorkday(first: PlainDate, nth: number): PlainDate {
  let each = nth < 0 ? first.with({ day: first.daysInMonth }) : first
  while (!isWorkday(each.toString())) each = each.add({ days: nth < 0 ? -1 : 1 })
  return each
}

function quarter(plus: number, end: boolean, today: PlainDate): Dates {
  const firstMonth = Math.floor((today.month - 1) / 3) * 3 + 1
  const first = today.with({ day: 1, month: firstMonth }).add({ months: plus * 3 })
  return end
    ? one(first.add({ months: 3 }).subtract({ days: 1 }))
    : { dates: [first, first.add({ months: 3 })], guessed: [] }
}

function lunar(
  { year, month, day }: { readonly year: Counted | null; readonly month: number; readonly day: number },
  today: PlainDate,
): Dates {
  if (!(month >= 1 && month <= 12 && day <= 30 && day !== 0)) return { refuse: 'noSuchDay' }
  const dateIn = (lunarYear: number): PlainDate | undefined => {
    const found =
      day < 0 ? (lunarDay(lunarYear, month, 30) ?? lunarDay(lunarYear, month, 29)) : lunarDay(lunarYear, month, day)
    return found === undefined ? undefined : Temporal.PlainDate.from(found)
  }
  if (year !== null) {
    // 除夕 of 2027 is said of the eve of the year that begins in 2027.
    const named = yearOf(year, today)
    if (named > LAST_YEAR) return { refuse: 'tooFar' }
    return known(dateIn(month === 12 ? named - 1 : named), undefined)
  }
  const found = [today.year - 1, today.year, today.year + 1]
    .map(dateIn)
    .filter((each) => each !== undefined && Temporal.PlainDate.compare(each, today) >= 0) as PlainDate[]
  return found.length === 0 ? { refuse: 'noSuchDay' } : { dates: found, guessed: [] }
}

/** The month of each, and where the usual approximation of the sun's course begins in this century. */
const TERMS: Readonly<Record<Term, readonly [number, number]>> = {
  立春: [2, 3.87],
  春分: [3, 20.646],
  清明: [4, 4.81],
  立夏: [5, 5.52],
  夏至: [6, 21.37],
  立秋: [8, 7.5],
  秋分: [9, 23.042],
  立冬: [11, 7.438],
  冬至: [12, 21.94],
}

function solarTerm(term: Term, year: number): PlainDate {
  const [month, begin] = TERMS[term]
  const count = year % 100
  const leaps = Math.floor((month < 3 ? count - 1 : count) / 4)
  return Temporal.PlainDate.from({ year, month, day: Math.floor(count * 0.2422 + begin) - leaps })
}
