import type { Schedule } from '../../flows/shared/schedule.ts'
import type { TimeMissing as Ask, TimeRefused as Refusal } from '../../flows/shared/time-value.ts'

export type { Ask, Refusal }

/** What had to be guessed of a time, so that it is confirmed before it counts. */
export type Guess = 'half' | 'hour' | 'day' | 'start' | 'rhythm' | 'workdays' | 'year'

/**
 * A time as it was read from a person's words. `content` is what is left of them: what they want to be reminded of;
 * empty if they named nothing.
 */
export type TimeReading =
  | {
      readonly kind: 'once' | 'recurring'
      readonly schedule: Schedule
      readonly content: string
      readonly guessed: readonly Guess[]
    }
  | {
      readonly kind: 'ask'
      readonly why: Ask
      readonly content: string
      /** The schedules that it may be, in the order in which they are offered; empty where there is no choice. */
      readonly choices: readonly Schedule[]
      /** What was understood so far, so that an answer (下午, 八点) completes it: the time words, canonical. */
      readonly soFar: string
      /** For `anchor`: what it is counted from, and the days from it (before: negative) with the wall-clock time, if told. */
      readonly anchor?: {
        readonly of: 'end' | 'delivery' | 'term'
        readonly days: number
        readonly time: string | null
      }
    }
  | {
      readonly kind: 'refuse'
      readonly why: Refusal
      readonly content: string
      /** The nearest thing that can be. */
      readonly suggestion?: Schedule
    }
  /** Nothing about time. */
  | { readonly kind: 'none'; readonly content: string }
