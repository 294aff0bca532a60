/**
 * When something falls due, on the wall clock of a zone. It is kept as it was said and not as instants, so that a change
 * of summer time, or of the zone's rules, shifts nothing.
 */
export interface Schedule {
  /** The first firing on the zone's wall clock, `YYYY-MM-DDTHH:MM:SS`. */
  readonly start: string
  /** The zone's IANA name. */
  readonly zone: string
  /** RFC 5545 rules without DTSTART, united where there are several (9:30 and 17:20 each day); none: once. */
  readonly rules: readonly string[]
  /** Further single firings on the wall clock (RFC 5545's RDATE): tomorrow at 9:30 and 17:20. */
  readonly also?: readonly string[]
  /** A rhythm in elapsed time (每90分钟): so many ms after `start`, and again; `rules` is empty then. */
  readonly everyMs?: number
  /** Only on the days on which China works: not on public holidays, but on the weekend days worked in their place. */
  readonly workdays?: true
  /** The last moment on the wall clock at which it may fire. */
  readonly until?: string
}

/** Has it no rhythm? */
export const isOnce = ({ rules, everyMs }: Pick<Schedule, 'rules' | 'everyMs'>): boolean =>
  rules.length === 0 && everyMs === undefined
