import { Temporal } from 'temporal-polyfill'
import type { Guess } from '../reading.ts'
import type { Wall } from '../wall.ts'
import { datesOf } from './dates.ts'
import { NEXT_DAY } from './hours.ts'
import { type Moment, wallOn } from './moment.ts'
import { type Outcome, refusing } from './outcome.ts'
import type { Spoken } from './spoken.ts'
import type { Day } from './token.ts'

/** From when on and until when, on the wall clock. */
export interface Bounds {
  readonly after: Wall
  readonly until: Wall | null
  readonly lasting: number | null
  readonly guessed: readonly Guess[]
}

export function boundsOf({ from, within, until, lasting, segments }: Spoken, moment: Moment): Bounds | Outcome {
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
    const every = segments[0]?.rhythm?.every
    const isDaily = every === 'day' || every === 'workday'
    // 这个月每周五.
    const isWithinMonth = from.at === 'month' && every === 'week'
    if ((isWhole && (isDaily || isWithinMonth)) || (within && every === 'span' && until === null))
      last = edge(from, moment, true) as Wall | null
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
