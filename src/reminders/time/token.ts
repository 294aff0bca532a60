import type { Guess, Refusal } from '../reading.ts'

/** A part of the day. It says which half an hour belongs to, and stands for an hour of its own where none is named. */
export type Part =
  | 'dawn'
  | 'morning'
  | 'forenoon'
  | 'noon'
  | 'afternoon'
  | 'dusk'
  | 'evening'
  | 'night'
  | 'bedtime'
  | 'workStart'
  | 'workEnd'
  | 'afterWork'
  | 'afterLunch'

/** The days of the sun's year that people name. */
export type Term = '立春' | '春分' | '清明' | '立夏' | '夏至' | '立秋' | '秋分' | '立冬' | '冬至'

/** A year or a month: which one, or so many on from this one. */
export type Counted = number | { readonly plus: number }

/** A day, as it is named; which date it is depends on today. */
export type Day =
  /** 明天; 下个月的今天 is in so many months. */
  | { readonly at: 'offset'; readonly days: number; readonly months?: number }
  /** 明后天: which of them is not said. */
  | { readonly at: 'either'; readonly days: readonly number[] }
  /** 周三 (`weeks` null: the next one), 下周三 (1). 1 is Monday. */
  | { readonly at: 'weekday'; readonly weeks: number | null; readonly day: number }
  /** 下周一三五. */
  | { readonly at: 'several'; readonly weeks: number; readonly days: readonly number[] }
  /** 下周: no day yet. */
  | { readonly at: 'week'; readonly weeks: number }
  | { readonly at: 'weekend'; readonly weeks: number | null }
  /** 12月3号, 下个月1号, 15号, 月底 (day -1). */
  | {
      readonly at: 'date'
      readonly year: Counted | null
      readonly month: Counted | null
      readonly day: number
      readonly guess?: Guess
      /** A festival: 国庆前 is some day before it. */
      readonly feast?: true
    }
  /** 明年3月, 下个月: no day yet. */
  | { readonly at: 'month'; readonly year: Counted | null; readonly month: Counted }
  | { readonly at: 'year'; readonly year: Counted }
  /** 下个月第一个周一; `nth` -1 is the last. */
  | {
      readonly at: 'nth'
      readonly year: Counted | null
      readonly month: Counted | null
      readonly nth: number
      readonly day: number
      readonly feast?: true
    }
  /** The first or last working day of a month. */
  | { readonly at: 'workday'; readonly month: Counted; readonly nth: number }
  /** The last day of a quarter (`end`) or its first. */
  | { readonly at: 'quarter'; readonly plus: number; readonly end: boolean }
  /** 八月十五 of the lunar calendar; day -1 is the month's last. */
  | {
      readonly at: 'lunar'
      readonly year: Counted | null
      readonly month: number
      readonly day: number
      readonly guess?: Guess
      readonly feast?: true
    }
  /** 清明, 冬至: a day of the sun's year. */
  | { readonly at: 'term'; readonly year: Counted | null; readonly term: Term }
  /** 国庆前三天. */
  | { readonly at: 'shifted'; readonly from: Day; readonly days: number }
  /** 12月3日周四, 后天3号: one says whether the other is right. */
  | { readonly at: 'both'; readonly days: readonly [Day, Day] }
  /** 昨天, 上周三: gone by. */
  | { readonly at: 'gone' }

/** How often. `days` are weekdays (1 is Monday) or days of the month (-1 is the last). */
export type Rhythm =
  | { readonly every: 'day' | 'workday' | 'hourMark' }
  | { readonly every: 'days'; readonly n: number }
  | { readonly every: 'week'; readonly n: number; readonly days: readonly number[] }
  | {
      readonly every: 'month'
      readonly n: number
      readonly days: readonly number[]
      readonly nth?: { readonly nth: number; readonly day: number | 'workday' }
    }
  /** `month` 1 to 3 of the quarter. */
  | { readonly every: 'quarter'; readonly on: { readonly month: number; readonly day: number } | null }
  | { readonly every: 'year'; readonly n: number; readonly day: Day | null }
  | { readonly every: 'span'; readonly ms: number }

export const QUARTER_START = { month: 1, day: 1 }
export const QUARTER_END = { month: 3, day: -1 }

/** A length of time from now. */
export interface Span {
  readonly months: number
  readonly days: number
  readonly ms: number
}

/** One thing that a row found. */
export type Meaning =
  | { readonly kind: 'part'; readonly part: Part }
  /** `typed`: on a 24-hour clock (8:30); else 八点, which may be either half. */
  | { readonly kind: 'clock'; readonly hour: number; readonly minute: number; readonly typed: boolean }
  /** 这个时候: what the clock shows now. */
  | { readonly kind: 'sameClock' }
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'rhythm'; readonly rhythm: Rhythm; readonly guess?: Guess }
  /** 早晚各一次. */
  | {
      readonly kind: 'parts'
      readonly parts: readonly Part[]
      readonly clock?: { readonly hour: number; readonly minute: number }
    }
  | { readonly kind: 'span'; readonly span: Span; readonly guess?: Guess }
  /** 提前半小时: before what is named otherwise. */
  | { readonly kind: 'lead'; readonly span: Span; readonly guess?: Guess }
  /** 周五前. */
  | { readonly kind: 'before' }
  /** 从…开始, 直到…: the day that comes next. */
  | { readonly kind: 'from' | 'until' }
  /** 开始, 起, 为止: ends what `from` or `until` opened. */
  | { readonly kind: 'close' }
  /** 连续7天: a rhythm's length in days. */
  | { readonly kind: 'lasting'; readonly days: number }
  /** 除了周末. */
  | { readonly kind: 'except'; readonly days: readonly number[] }
  | { readonly kind: 'anchor'; readonly of: 'end' | 'delivery' | 'term'; readonly days: number }
  /** 每周三次: a rhythm of which the days or the hours are missing. */
  | { readonly kind: 'times'; readonly rhythm: Rhythm; readonly missing: 'day' | 'hour' }
  /** 一会儿, 定期: about time, and nothing that could be kept. */
  | { readonly kind: 'vague'; readonly ask: 'when' | 'rhythm' }
  /** 七八点, 饭后: which hour, or which day, is not said. */
  | { readonly kind: 'missing'; readonly what: 'day' | 'hour' }
  /** 国庆后: some day after the one that was named. */
  | { readonly kind: 'after' }
  | { readonly kind: 'refuse'; readonly why: Refusal }
  /** 提醒我; `strong` asks for a reminder by itself. */
  | { readonly kind: 'request'; readonly strong: boolean }
  /** 下午3点 不对 4点: what comes next takes the place of what was just said. */
  | { readonly kind: 'correction' }
  /** Said around a time, no content: 左右, 准时. */
  | { readonly kind: 'filler' }

/** A meaning and where it stands. */
export interface Token {
  readonly start: number
  readonly end: number
  readonly meaning: Meaning
  /** Is it so short that it may as well belong to the content, where content stands on both sides (3点, 3号, 12.3)? */
  readonly weak: boolean
}

/** What stands around the words that a row has found. */
export interface Place {
  /** The character before them. */
  readonly before: string
  /** The few characters after them. */
  readonly after: string
  /** Does a token end right here? */
  readonly joined: boolean
}

/** A row of the grammar: a pattern, and what it means. */
export interface Row {
  readonly pattern: RegExp
  readonly mean: (
    groups: Readonly<Record<string, string | undefined>>,
    place: Place,
  ) => Meaning | readonly Meaning[] | null
  readonly weak: boolean
}

/** A row. In the pattern, spaces are left out; it is tried at one place and must be bounded. */
export const row = (pattern: string, mean: Row['mean'] | Meaning | readonly Meaning[]): Row => ({
  pattern: new RegExp(pattern.replaceAll(' ', ''), 'y'),
  mean: typeof mean === 'function' ? mean : () => mean,
  weak: false,
})

/** A row for what may as well be content. */
export const weakRow = (...args: Parameters<typeof row>): Row => ({ ...row(...args), weak: true })
