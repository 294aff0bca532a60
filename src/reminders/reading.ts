import type { Schedule } from '../../flows/shared/schedule.ts'

/** What had to be guessed of a time, so that it is confirmed before it counts. */
export type Guess = 'half' | 'hour' | 'day' | 'start' | 'rhythm' | 'workdays' | 'year'

/** What has to be asked before a time is known. */
export type Ask =
  /** 提醒我备份: no time at all. */
  | 'when'
  /** 7点: morning or evening. */
  | 'half'
  /** 明天: at what hour. */
  | 'hour'
  /** 今晚12点, said late: the night that begins or the one that ends. */
  | 'night'
  /** 明早, said after midnight: of the day that has begun, or of the next one. */
  | 'tomorrow'
  /** 周三12月5号, which is a Saturday. */
  | 'clash'
  /** 每周: on which day; 下周: which day. */
  | 'day'
  /** 定期: how often. */
  | 'rhythm'
  /** 合作结束前一周: the day it is counted from is not known here (`anchor` says how far off). */
  | 'anchor'

/** Why a time cannot be. */
export type Refusal =
  | 'past'
  | 'noSuchDay'
  | 'noSuchTime'
  /** 每0天. */
  | 'zero'
  /** 每分钟. */
  | 'tooOften'
  /** Further off than a reminder is kept for. */
  | 'tooFar'
  /** 等他回我了: it hangs on what nobody tells the bot of. */
  | 'unseen'
  /** A lunar date, or another thing that is understood and not kept. */
  | 'unsupported'

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
