import type { Guess, Refusal } from '../reading.ts'
import type { Time } from './spoken.ts'
import type { Part } from './token.ts'

/** Minutes since the day began; from 1440 on it is the day after. */
type Minutes = number

const HALF_DAY = 720
const NEXT_DAY = 1440

/** What is meant by a day without an hour, and by 早上, 晚上… without one. */
export const DEFAULT_MINUTES: Minutes = 540
const HOURS: Readonly<Record<Part, Minutes>> = {
  dawn: 300,
  morning: 540,
  forenoon: 600,
  noon: 720,
  afternoon: 900,
  dusk: 1080,
  evening: 1200,
  night: 1320,
  bedtime: 1320,
  workStart: 540,
  workEnd: 1050,
  afterWork: 1080,
  afterLunch: 780,
}

/** When on a day it is, as far as the words tell. */
export type Hour =
  | { readonly is: 'known'; readonly minutes: Minutes; readonly guessed: readonly Guess[] }
  /** 7点: it may be half a day later as well. */
  | { readonly is: 'open'; readonly minutes: Minutes }
  /** 8:30, which nobody who means the evening types; but somebody may, and it is noticed where the morning is over. */
  | { readonly is: 'typed'; readonly minutes: Minutes }
  /** 晚上12点: when the day ends, or when it begins. */
  | { readonly is: 'midnight'; readonly minutes: Minutes }
  /** 夜里两点, 今晚一点: in the small hours, of this day or of the next. */
  | { readonly is: 'small'; readonly minutes: Minutes; readonly next: boolean }
  | { readonly is: 'not'; readonly why: Refusal }

const known = (minutes: Minutes, ...guessed: Guess[]): Hour => ({ is: 'known', minutes, guessed })

/** When a time is; `nowMinutes` is what the clock shows, for 这个时候. */
export function hourOf({ part, clock, carried }: Time, nowMinutes: Minutes): Hour {
  if (clock === 'same') return known(nowMinutes)
  if (clock === null) return known(HOURS[part ?? 'morning'], ...(part === 'noon' ? [] : (['hour'] as const)))
  const { hour, minute, typed } = clock
  const minutes = hour * 60 + minute
  if (hour > 12) return hour === 24 || !isMorning(part) ? known(minutes) : known(minutes, 'half')
  switch (part) {
    case null:
      if (hour === 0) return known(minutes)
      return typed ? { is: 'typed', minutes } : { is: 'open', minutes }
    case 'dawn':
      if (carried) return { is: 'small', minutes: minutes % HALF_DAY, next: true }
      return known(minutes % HALF_DAY)
    case 'morning':
    case 'forenoon':
    case 'workStart':
      return known(minutes)
    case 'noon':
      return known(hour <= 3 ? minutes + HALF_DAY : minutes)
    case 'afternoon':
    case 'dusk':
    case 'workEnd':
    case 'afterWork':
    case 'afterLunch':
      if (hour === 0) return { is: 'not', why: 'noSuchTime' }
      return known(hour === 12 ? minutes : minutes + HALF_DAY)
    default:
      if (hour === 12 || hour === 0) return { is: 'midnight', minutes: NEXT_DAY + minute }
      return hour < 5 ? { is: 'small', minutes, next: part !== 'night' } : known(minutes + HALF_DAY)
  }
}

const isMorning = (part: Part | null): boolean => part === 'morning' || part === 'forenoon' || part === 'dawn'

/**
 * 9点和17点: whoever writes one hour of the 24-hour clock writes all of them so; 9点、12点、6点 rises through the day.
 */
export function together(hours: readonly Hour[], times: readonly Time[]): Hour[] {
  const isFull = times.some(({ part, clock }) => part === null && clock !== null && clock !== 'same' && clock.hour > 12)
  if (!isFull) return [...hours]
  return hours.map((hour) => (hour.is === 'open' || hour.is === 'typed' ? known(hour.minutes) : hour))
}

/** 8 to 11 on some day is the morning, 12 is noon: so people mean it, and it is told back. Earlier hours are asked about. */
export function likelyHalf(minutes: Minutes): Hour | null {
  if (minutes >= 480) return known(minutes, 'half')
  return null
}

export { HALF_DAY, NEXT_DAY }
