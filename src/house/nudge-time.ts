import { afterQuiet, type Wishes } from '../reminders/quiet.ts'
import { HOUR, MINUTE } from '../reminders/wall.ts'

/** How long before the window closes somebody is told so, ms. */
const BEFORE_MS = 2 * HOUR
/** The hours in which nobody is told who has named none, minutes of the day. */
const NIGHT = { from: 22 * 60, to: 8 * 60 }
const STEP = 15 * MINUTE

/**
 * When to tell somebody, who was heard at an instant, that the window closes: two hours before, or as much earlier as
 * it takes to be out of their quiet hours. Epoch ms.
 */
export function nudgeTime(heardAt: number, windowMs: number, wishes: Wishes): number {
  const quiet = { quiet: wishes.quiet ?? NIGHT, zone: wishes.zone }
  const last = heardAt + windowMs - BEFORE_MS
  for (let at = last; at > heardAt; at -= STEP) if (afterQuiet(at, quiet) === at) return at
  return last
}
