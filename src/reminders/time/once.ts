import type { Temporal } from 'temporal-polyfill'
import type { Ask, Guess, Refusal } from '../reading.ts'
import { DAY, dayOf, MINUTE, type Wall, wallOf } from '../wall.ts'
import { datesOf } from './dates.ts'
import { DEFAULT_MINUTES, HALF_DAY, type Hour, hourOf, likelyHalf, NEXT_DAY, together } from './hours.ts'
import { isNight, type Moment, single, wallOn } from './moment.ts'
import { asking, type Outcome, refusing } from './outcome.ts'
import type { Segment, Spoken } from './spoken.ts'
import type { Day, Span } from './token.ts'

/** A reminder is not kept longer than this. */
const FURTHEST = 10 * 366 * DAY
/** Before it nobody wants to be reminded who names no hour, minutes of the day. */
const WAKING = 420
/** Nor from then on. */
const BEDTIME = 22 * 60
/** A date that is further off than this, and not in the year that it names, may be one that is just over. */
const FAR_ROLL = 183 * DAY
/** What is over for less than this is not meant of the next year. */
const JUST_OVER = 8 * DAY

/** One firing, or why there is none. */
type Slot =
  | { readonly wall: Wall; readonly guessed: readonly Guess[] }
  | { readonly ask: Ask; readonly choices: readonly Wall[] }
  | { readonly refuse: Refusal; readonly suggest?: Wall }

/** Reads what fires once, or at several times that are named. */
export function readOnce(spoken: Spoken, moment: Moment): Outcome {
  const slots =
    spoken.span === null
      ? spoken.segments.flatMap((segment) => slotsOf(segment, spoken, moment))
      : inSpan(spoken, spoken.span, moment)
  const asked = slots.find((slot) => 'ask' in slot)
  if (asked !== undefined && 'ask' in asked) return questioned(asked, slots.length, spoken.lead, moment)
  const firm = slots.filter((slot) => 'wall' in slot)
  const refused = slots.find((slot) => 'refuse' in slot)
  if (refused !== undefined && 'refuse' in refused && (firm.length === 0 || refused.refuse !== 'past'))
    return refusing(refused.refuse, refused.suggest === undefined ? undefined : single([refused.suggest], moment))
  const leads = [spoken.lead, ...spoken.alsoLeads]
  const walls = firm
    .flatMap(({ wall }) => leads.map((lead) => led(wall, lead, moment)))
    .filter((wall) => wall > moment.wall)
  if (walls.length === 0) return refusing('past')
  if (Math.max(...walls) > moment.wall + FURTHEST) return refusing('tooFar')
  const guessed = [...new Set([...spoken.guessed, ...firm.flatMap((slot) => slot.guessed)])]
  return { kind: 'once', schedule: single(walls, moment), guessed }
}

/** The question with its choices, where the question is about one time; of these only what is still to come. */
function questioned(
  { ask, choices }: Extract<Slot, { ask: Ask }>,
  slots: number,
  lead: Span | null,
  moment: Moment,
): Outcome {
  const walls = choices.map((wall) => led(wall, lead, moment)).filter((wall) => wall > moment.wall)
  if (choices.length > 0 && walls.length === 0) return refusing('past')
  return asking(ask, slots > 1 ? [] : walls.map((wall) => single([wall], moment)))
}

/** 提前半小时. */
function led(wall: Wall, lead: Span | null, moment: Moment): Wall {
  return lead === null ? wall : later(wall, { months: -lead.months, days: -lead.days, ms: -lead.ms }, moment)
}

/** A length of time on: months and days by the calendar, the rest by the clock. */
function later(wall: Wall, { months, days, ms }: Span, { today }: Moment): Wall {
  const date = today.add({ days: Math.round((wallOf(`${dayOf(wall)}T00:00:00`) - wallOn(today, 0)) / DAY) })
  return wallOn(date.add({ months }).add({ days }), 0) + (((wall % DAY) + DAY) % DAY) + ms
}

/** 三天后, 一个半小时后; with an hour where one is named (三天后下午三点). */
function inSpan(spoken: Spoken, span: Span, moment: Moment): Slot[] {
  const [segment] = spoken.segments
  const { months, days, ms } = span
  if (months > 120 || days > 3660 || ms > FURTHEST) return [{ refuse: 'tooFar' }]
  if (segment === undefined || segment.times.length === 0) {
    // 三天后, said at three in the morning or late in the evening: nobody means an hour of the night.
    const isLate = moment.minutes < WAKING || moment.minutes >= BEDTIME
    const from = ms === 0 && isLate ? wallOn(moment.today, DEFAULT_MINUTES) : moment.wall
    const wall = later(from, span, moment)
    return [{ wall, guessed: ms === 0 ? ['hour'] : [] }]
  }
  const date = moment.today.add({ months }).add({ days })
  return hoursOf(segment, moment).map((hour) => onDates([date], hour, moment))
}

const hoursOf = ({ times }: Segment, { minutes }: Moment): Hour[] =>
  together(
    times.map((time) => hourOf(time, minutes)),
    times,
  )

function slotsOf(segment: Segment, spoken: Spoken, moment: Moment): Slot[] {
  const hours = hoursOf(segment, moment)
  if (segment.days.length === 0) {
    if (hours.length === 0) return [{ ask: 'when', choices: [] }]
    return hours.map((hour) => (hour.is === 'not' ? { refuse: hour.why } : withoutDay(hour, moment)))
  }
  return segment.days.flatMap((day) => onDay(day, hours, spoken, moment))
}

function onDay(day: Day, hours: readonly Hour[], spoken: Spoken, moment: Moment): Slot[] {
  const found = datesOf(day, moment.today)
  if ('refuse' in found)
    return [
      {
        refuse: found.refuse,
        ...(found.suggest === undefined ? {} : { suggest: wallOn(found.suggest, firstMinutes(hours)) }),
      },
    ]
  if ('ask' in found)
    return [
      {
        ask: 'day',
        choices: found.ask.map((date) => wallOn(date, firstMinutes(hours))).filter((wall) => wall > moment.wall),
      },
    ]
  if ('clash' in found) {
    const walls = found.clash.map((date) => wallOn(date, firstMinutes(hours)))
    return [{ ask: 'clash', choices: walls.map((wall) => (wall > moment.wall ? wall : wall + 7 * DAY)) }]
  }
  if (spoken.after || (spoken.before && isFeast(day))) return [{ ask: 'day', choices: [] }]
  const guessed: Guess[] = [...found.guessed]
  if (isNight(moment) && day.at === 'offset' && day.days > 0) {
    const choices = nightChoices(found.dates, hours, moment)
    if (choices.length === 2 && isAlone(spoken)) return [{ ask: 'tomorrow', choices }]
    guessed.push('day')
  }
  if (day.at === 'weekday' && day.weeks === null && day.day === moment.today.dayOfWeek) guessed.push('day')
  // A date is this year's as long as its day is not over.
  const dates = day.at === 'date' && found.dates[0]?.equals(moment.today) ? found.dates.slice(0, 1) : found.dates
  const isToday = dates.length === 1 && dates[0]?.equals(moment.today) === true
  if (hours.length === 0) {
    const needsHour = isToday || (spoken.lead !== null && spoken.lead.days === 0 && spoken.lead.months === 0)
    if (needsHour && !spoken.before) return [{ ask: 'hour', choices: [] }]
    if (needsHour) return [{ ask: 'hour', choices: [] }]
  }
  const wanted: readonly Hour[] =
    hours.length > 0 ? hours : [{ is: 'known', minutes: DEFAULT_MINUTES, guessed: ['hour'] }]
  return wanted.map((hour) => {
    const slot = onDates(dates, hour, moment)
    if ('refuse' in slot && slot.refuse === 'past') {
      if (isToday && hour.is === 'known' && hour.guessed.includes('hour')) return { ask: 'hour', choices: [] }
      return { ...slot, suggest: suggested(day, dates.at(-1) ?? moment.today, hour, moment) }
    }
    if (!('wall' in slot)) return slot
    const isFarRoll =
      day.at === 'date' && typeof day.month === 'number' && day.year === null && slot.wall > moment.wall + FAR_ROLL
    // 11月29号 on the 30th: it is over, and a year from now is only what may be meant.
    if (isFarRoll && dates[0] !== undefined && wallOn(dates[0], 0) > moment.wall - JUST_OVER)
      return { refuse: 'past', suggest: slot.wall }
    return { ...slot, guessed: [...guessed, ...slot.guessed, ...(isFarRoll ? (['year'] as const) : [])] }
  })
}

/** 国庆前 is some day before it, and 15号前 is on that day. */
const isFeast = (day: Day): boolean => day.at === 'term' || ('feast' in day && day.feast === true)

/** 明早, said at half past midnight: of the day that has begun, or of the next one. */
function nightChoices(dates: readonly Temporal.PlainDate[], hours: readonly Hour[], moment: Moment): Wall[] {
  const [hour = { is: 'known', minutes: DEFAULT_MINUTES, guessed: [] }] = hours
  return [1, 0].flatMap((days) => {
    const slot = onDates(
      dates.map((date) => date.subtract({ days })),
      hour,
      moment,
    )
    return 'wall' in slot ? [slot.wall] : []
  })
}

/** Is it one time of one day? */
const isAlone = ({ segments: [first, ...others] }: Spoken): boolean =>
  others.length === 0 && first !== undefined && first.days.length === 1 && first.times.length < 2

const firstMinutes = (hours: readonly Hour[]): number => {
  const [first] = hours
  return first === undefined || first.is === 'not' ? DEFAULT_MINUTES : first.minutes
}

/** What may be meant by a time that is over: tomorrow, the same day of next week, the same date of next year. */
function suggested(day: Day, date: Temporal.PlainDate, hour: Hour, moment: Moment): Wall {
  const step = stepOf(day, date.equals(moment.today))
  const minutes = firstMinutes([hour])
  let next = step === null ? moment.today.add({ days: 1 }) : date.add(step)
  while (step !== null && wallOn(next, minutes) <= moment.wall) next = next.add(step)
  return wallOn(next, minutes)
}

function stepOf(day: Day, isToday: boolean): Temporal.DurationLike | null {
  if (isToday) return null
  if (day.at === 'weekday') return { days: 7 }
  if (day.at !== 'date' || day.month === null) return null
  return typeof day.month === 'number' ? { years: 1 } : { months: 1 }
}

/** On the first of the dates that is still to come. */
function onDates(dates: readonly Temporal.PlainDate[], hour: Hour, moment: Moment): Slot {
  for (const date of dates) {
    const slot = onDate(date, hour, moment)
    if (slot !== null) return slot
  }
  return { refuse: 'past' }
}

/** On a date; null where that is over. */
function onDate(date: Temporal.PlainDate, hour: Hour, moment: Moment): Slot | null {
  const at = (minutes: number): Wall => wallOn(date, minutes)
  const toCome = (wall: Wall): boolean => wall > moment.wall
  const isToday = date.equals(moment.today)
  switch (hour.is) {
    case 'not':
      return { refuse: hour.why }
    case 'known':
      return toCome(at(hour.minutes)) ? { wall: at(hour.minutes), guessed: hour.guessed } : null
    case 'typed':
      return toCome(at(hour.minutes)) ? { wall: at(hour.minutes), guessed: [] } : null
    case 'small': {
      const isStillNight = isToday && isNight(moment) && toCome(at(hour.minutes))
      const isNext = !isStillNight && (hour.next || (isToday && !toCome(at(hour.minutes))))
      const wall = at(hour.minutes + (isNext ? NEXT_DAY : 0))
      return toCome(wall) ? { wall, guessed: ['day'] } : null
    }
    case 'midnight': {
      const choices = [at(hour.minutes), at(hour.minutes - NEXT_DAY)].filter(toCome)
      return choices.length === 0 ? null : { ask: 'night', choices }
    }
    case 'open': {
      const [early, late] = [at(hour.minutes), at(hour.minutes + HALF_DAY)]
      if (hour.minutes >= HALF_DAY && toCome(early)) return { wall: early, guessed: ['half'] }
      if (!toCome(late)) return null
      if (!toCome(early)) return { wall: late, guessed: ['half'] }
      const likely = isToday ? null : likelyHalf(hour.minutes)
      return likely === null ? { ask: 'half', choices: [early, late] } : { wall: early, guessed: ['half'] }
    }
  }
}

/** No day was named: the next time that the clock shows it. */
function withoutDay(hour: Exclude<Hour, { is: 'not' }>, moment: Moment): Slot {
  const today = wallOn(moment.today, 0)
  const times = (minutes: number, ...steps: number[]): Wall[] =>
    steps.map((step) => today + (minutes + step) * MINUTE).filter((wall) => wall > moment.wall)
  const [next = 0] = times(hour.minutes % NEXT_DAY, 0, NEXT_DAY)
  switch (hour.is) {
    case 'known': {
      const isTomorrow = next >= today + DAY
      return {
        wall: next,
        guessed: isTomorrow && hour.minutes % NEXT_DAY >= 360 ? [...hour.guessed, 'day'] : hour.guessed,
      }
    }
    case 'small':
      return { wall: next, guessed: ['day'] }
    case 'midnight':
      return { ask: 'night', choices: [next, next + DAY] }
    case 'typed':
      if (next < today + DAY) return { wall: next, guessed: [] }
      return { ask: 'half', choices: times(hour.minutes, HALF_DAY, NEXT_DAY).slice(0, 2) }
    case 'open':
      if (hour.minutes >= HALF_DAY && next < today + DAY) return { wall: next, guessed: ['half'] }
      return {
        ask: 'half',
        choices: times(hour.minutes % HALF_DAY, 0, HALF_DAY, NEXT_DAY, NEXT_DAY + HALF_DAY).slice(0, 2),
      }
  }
}
