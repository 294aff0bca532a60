import { findAmounts, findPercents, findTimes } from './amounts.ts'
import type { Figure } from './figure.ts'
import type { LaidOut } from './laid-out.ts'
import { findPeriods } from './periods.ts'
import type { Amount, Period } from './reading.ts'

/** All figures of a contract, each kind in the order of the text. */
export interface Figures {
  readonly amounts: readonly Figure<Amount>[]
  readonly periods: readonly Figure<Period>[]
  readonly times: readonly Figure<number>[]
  readonly percents: readonly Figure<number>[]
}

export function findFigures(laid: LaidOut): Figures {
  const times = findTimes(laid.chars)
  const percents = findPercents(laid.chars)
  return { amounts: findAmounts(laid, times, percents), periods: findPeriods(laid), times, percents }
}
