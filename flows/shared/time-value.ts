import type { Schedule } from './schedule.ts'

/** What has to be asked before a time is known. */
export type TimeMissing =
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
export type TimeRefused =
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
