import { Temporal } from 'temporal-polyfill'

/**
 * Wall-clock time as a number: the ms since 1970 that a clock on UTC would need to show it. Days and rhythms are worked
 * out on it as if there were no zones, and each result is then looked up in the zone.
 */
export type Wall = number

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** `YYYY-MM-DDTHH:MM:SS` as a number. Throws a RangeError for what is no time. */
export const wallOf = (local: string): Wall =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('UTC').epochMilliseconds

const plain = (wall: Wall): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime()

/** The other way round: `YYYY-MM-DDTHH:MM:SS`. */
export const localOf = (wall: Wall): string => plain(wall).toString({ smallestUnit: 'second' })

/** Its day, `YYYY-MM-DD`. */
export const dayOf = (wall: Wall): string => localOf(wall).slice(0, 10)

/** What the clock of an IANA zone shows at an instant (epoch ms). */
export const wallAt = (instant: number, zone: string): Wall =>
  instant + Math.floor(Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6)

/**
 * When the clock of an IANA zone shows it, epoch ms. What summer time leaves out is taken as much later; of what it
 * repeats, the first.
 */
export const instantOf = (wall: Wall, zone: string): number =>
  plain(wall).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
