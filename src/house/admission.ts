import { FadingMap } from './fading-map.ts'

/** So many messages may come at once: more than anybody types, and as many pictures as somebody may forward. */
const AT_ONCE = 60
/** And so often one more, ms. */
const EVERY_MS = 1_000
/** How many people are remembered before those who no longer matter are dropped. */
const PEOPLE = 10_000

/** Keeps one person from being more than the bot can answer. */
export interface Admission {
  /** `in`: look at it; `tell`: do not, and say so; `away`: do not, it was said already. */
  admit(person: string): 'in' | 'tell' | 'away'
}

/** For the terminal and for benchmarks. */
export const OPEN: Admission = { admit: () => 'in' }

interface Allowance {
  left: number
  at: number
  told: boolean
}

/**
 * An allowance of messages for each person, filled up again with time. Who has used it up is told once, and again only
 * after it has been half full in between: telling a flood is a flood, too.
 */
export function createAdmission(now: () => number): Admission {
  const fill = (allowance: Allowance, at: number): void => {
    allowance.left = Math.min(AT_ONCE, allowance.left + Math.max(0, at - allowance.at) / EVERY_MS)
    allowance.at = at
    if (allowance.left >= AT_ONCE / 2) allowance.told = false
  }

  /** Whose allowance is full again is as good as a stranger. */
  const people = new FadingMap<string, Allowance>(PEOPLE, (allowance) => {
    fill(allowance, now())
    return allowance.left >= AT_ONCE
  })

  return {
    admit(person) {
      const at = now()
      const allowance = people.get(person) ?? { left: AT_ONCE, at, told: false }
      people.set(person, allowance)
      fill(allowance, at)
      if (allowance.left >= 1) {
        allowance.left--
        return 'in'
      }
      if (allowance.told) return 'away'
      allowance.told = true
      return 'tell'
    },
  }
}
