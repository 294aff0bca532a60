const HOUR = 3_600_000
const DAY = 24 * HOUR

/** By when something is promised to a client: the page that says so, and the hour, counted from the day's midnight. */
export interface Promised {
  readonly page: string
  readonly hour: number
}

interface Row extends Promised {
  /** Up to which hour of the day it can be promised. */
  readonly until: number
}

const ANSWERS: readonly [Row, ...Row[]] = [
  { until: 8, page: 'incident/by-morning', hour: 10 },
  { until: 14, page: 'incident/by-evening', hour: 18 },
  { until: 19, page: 'incident/by-night', hour: 21 },
  { until: 24, page: 'incident/by-tomorrow', hour: 34 },
]

/** Within a day, and not in the middle of one's own working day. */
const REPORTS: readonly [Row, ...Row[]] = [
  { until: 10, page: 'incident/by-night', hour: 21 },
  { until: 18, page: 'incident/by-tomorrow', hour: 34 },
  { until: 24, page: 'incident/by-next-evening', hour: 42 },
]

const at = (rows: readonly [Row, ...Row[]], hour: number): Promised => rows.find(({ until }) => hour < until) ?? rows[0]

/** The first answer that a message promises at this hour of the day, 0–23. */
export const answerBy = (hour: number): Promised => at(ANSWERS, hour)

/** The next report that one promises. */
export const nextReportBy = (hour: number): Promised => at(REPORTS, hour)

/** The instant that was promised at an instant, both epoch ms; `offset` is how far the person's clock is ahead of UTC, ms. */
export function promisedAt(by: typeof answerBy, made: number, offset: number): number {
  const midnight = Math.floor((made + offset) / DAY) * DAY
  return midnight + by(Math.floor((made + offset - midnight) / HOUR)).hour * HOUR - offset
}
