import type { Schedule } from './schedule.ts'

/** Why a time has to be asked for again: what is missing (src/reminders/reading.ts says of each what it means). */
export type TimeMissing = 'when' | 'half' | 'hour' | 'night' | 'tomorrow' | 'clash' | 'day' | 'rhythm' | 'anchor'

/** Why a time cannot be. */
export type TimeRefused =
  | 'past'
  | 'noSuchDay'
  | 'noSuchTime'
  | 'zero'
  | 'tooOften'
  | 'tooFar'
  | 'unseen'
  | 'unsupported'

/** When to be reminded, as far as that is known; plain, so that it survives JSON. */
export type TimeValue =
  | { readonly state: 'known'; readonly schedule: Schedule }
  /** Something of it was guessed: it counts once it is confirmed. */
  | { readonly state: 'guessed'; readonly schedule: Schedule }
  | ({ readonly state: 'open' } & OpenTime)
  | { readonly state: 'refused'; readonly why: TimeRefused; readonly suggestion: Schedule | null }

/** A time of which something is missing. */
export interface OpenTime {
  readonly why: TimeMissing
  /** What it may be, in the order offered; empty where there is no choice. */
  readonly choices: readonly Schedule[]
  /** The time words so far, canonical, which an answer completes. */
  readonly soFar: string
  /** The day that it is counted from, which only the person knows; how many days off, and at what time (`HH:MM`). */
  readonly anchor?: { readonly of: 'end' | 'delivery' | 'term'; readonly days: number; readonly time: string | null }
}

/** What a question for a time goes on from. */
export interface TimeAsked {
  /** What is known so far; null: nothing. */
  readonly open: OpenTime | null
  /** What a plain yes takes, and words about a part of it (改成每月1号, 下午两点) change. */
  readonly proposal: Schedule | null
  /** Is a plain no an answer? Otherwise the time is asked for anew. */
  readonly declines: boolean
}
