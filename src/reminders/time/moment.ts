import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../../flows/shared/schedule.ts'
import { DAY, HOUR, instantOf, localOf, MINUTE, type Wall, wallAt, wallOf } from '../wall.ts'

/** When a sentence is said, and in which zone's clock it is meant. */
export interface Now {
  /** Epoch ms. */
  readonly at: number
  /** An IANA name. */
  readonly zone: string
}

/** The same on the zone's wall clock. */
export interface Moment extends Now {
  readonly wall: Wall
  readonly today: Temporal.PlainDate
  /** Minutes since the day began. */
  readonly minutes: number
}

/** Until when in the night people say 明天 of the day that has begun, hours. */
const SMALL_HOURS = 5

/** What the clock shows. */
export function momentOf(now: Now): Moment {
  const wall = wallAt(now.at, now.zone)
  const today = Temporal.PlainDate.from(localOf(wall).slice(0, 10))
  return { ...now, wall, today, minutes: Math.floor((((wall % DAY) + DAY) % DAY) / MINUTE) }
}

export const isNight = ({ minutes }: Moment): boolean => minutes < SMALL_HOURS * 60

/** A date and minutes of it (1440 and more: the day after) on the wall clock. */
export const wallOn = (date: Temporal.PlainDate, minutes: number): Wall => wallOf(`${date}T00:00:00`) + minutes * MINUTE

/** A schedule that fires once or at these times. A time that the clock shows twice is the one that is still to come. */
export function single(walls: readonly Wall[], { zone, at }: Now): Schedule {
  const [start = 0, ...also] = [...new Set(walls)]
    .sort((one, other) => one - other)
    .map((wall) => toCome(wall, zone, at))
  return { start: localOf(start), zone, rules: [], ...(also.length === 0 ? {} : { also: also.map(localOf) }) }
}

const toCome = (wall: Wall, zone: string, at: number): Wall =>
  instantOf(wall, zone) > at || wallAt(at, zone) >= wall ? wall : wall + HOUR
