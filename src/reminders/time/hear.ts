import type { Guess } from '../reading.ts'
import { type Clock, isSaid, NO_SEGMENT, type Segment, type Spoken, type Time } from './spoken.ts'
import type { Day, Meaning, Part, Rhythm, Span, Token } from './token.ts'

/** What stands between the token before and this one, and which comes next. */
export interface Link {
  readonly previous: Meaning | null
  readonly next: Meaning | null
  /** Do they stand side by side, with nothing but a space, 的 or a bracket between? */
  readonly joined: boolean
  /** Is there a comma or an "and" between? */
  readonly listed: boolean
  /** Is there a dash between? */
  readonly ranged: boolean
  /** Is there an "or" between? */
  readonly either: boolean
  /** Is there only a comma between? */
  readonly apart: boolean
}

const lastOf = ({ segments }: Spoken): Segment => segments.at(-1) ?? NO_SEGMENT

const withLast = (spoken: Spoken, change: Partial<Segment>): Spoken => ({
  ...spoken,
  segments: [...spoken.segments.slice(0, -1), { ...lastOf(spoken), ...change }],
})

const withSegment = (spoken: Spoken, segment: Partial<Segment>): Spoken => ({
  ...spoken,
  segments: [...spoken.segments, { ...NO_SEGMENT, ...segment }],
})

/**
 * What is said with one more token, or null where it does not belong to what was said before it: then something else
 * begins there.
 */
export function hear(spoken: Spoken, { meaning }: Token, link: Link): Spoken | null {
  switch (meaning.kind) {
    case 'part':
      return hearPart(spoken, meaning.part, link)
    case 'parts':
      return withLast(spoken, {
        times: meaning.parts.map((part) => ({ part, clock: clockOf(meaning), carried: false })),
      })
    case 'clock':
      return hearClock(spoken, meaning, link)
    case 'sameClock':
      return withLast(spoken, { times: [{ part: null, clock: 'same', carried: false }] })
    case 'day':
      return hearDay(spoken, meaning.day, link)
    case 'rhythm':
      return hearRhythm(spoken, meaning.rhythm, meaning.guess, link)
    case 'span':
      if (spoken.span !== null || isSaid(spoken)) return null
      return {
        ...spoken,
        span: meaning.span,
        guessed: meaning.guess === undefined ? spoken.guessed : [...spoken.guessed, meaning.guess],
      }
    case 'lead':
      if (spoken.lead !== null)
        return link.listed || link.previous?.kind === 'lead'
          ? { ...spoken, alsoLeads: [...spoken.alsoLeads, meaning.span] }
          : null
      return {
        ...spoken,
        lead: meaning.span,
        guessed: meaning.guess === undefined ? spoken.guessed : [...spoken.guessed, meaning.guess],
      }
    case 'before':
      return { ...spoken, before: true }
    case 'after':
      return link.previous?.kind === 'day' ? { ...spoken, after: true } : spoken
    case 'close':
      return hearClose(spoken, link)
    case 'lasting':
      return { ...spoken, lasting: meaning.days }
    case 'except':
      return { ...hearRhythmOnce(spoken), except: meaning.days }
    case 'anchor':
      return spoken.anchor === null ? { ...spoken, anchor: meaning } : null
    case 'times':
      return { ...hearRhythmOnce(spoken, meaning.rhythm), missing: meaning.missing }
    case 'missing':
      return { ...spoken, missing: meaning.what }
    case 'vague':
      return { ...spoken, vague: meaning.ask }
    case 'refuse':
      return { ...spoken, refuse: spoken.refuse ?? meaning.why }
    default:
      return spoken
  }
}

/** 早晚8点: the hour of each part. */
const clockOf = ({ clock }: Extract<Meaning, { kind: 'parts' }>): Clock | null =>
  clock === undefined ? null : { kind: 'clock', typed: false, ...clock }

const hearRhythmOnce = (spoken: Spoken, rhythm: Rhythm = { every: 'day' }): Spoken =>
  lastOf(spoken).rhythm === null ? withLast(spoken, { rhythm }) : spoken

function hearPart(spoken: Spoken, part: Part, { previous, next, joined, either }: Link): Spoken {
  const { times } = lastOf(spoken)
  const last = times.at(-1)
  if (either && last !== undefined) return { ...spoken, missing: 'hour' }
  if (previous?.kind === 'correction' && last !== undefined)
    return withLast(spoken, {
      times: [...times.slice(0, -1), { part, clock: next?.kind === 'clock' ? null : last.clock, carried: false }],
    })
  if (previous?.kind === 'until' && last !== undefined)
    return { ...spoken, untilTime: { part, clock: null, carried: false } }
  // 两点半明天下午: the half is said after the day.
  const isAfterDay = previous?.kind === 'day' && times.length === 1 && last?.part === null
  const isAfterClock = (previous?.kind === 'clock' || isAfterDay) && joined && next?.kind !== 'clock'
  if (isAfterClock && last?.clock != null && (last.part === null || last.carried))
    return withLast(spoken, { times: [...times.slice(0, -1), { ...last, part, carried: false }] })
  // 明天晚上 夜里2点, 今晚 凌晨1点: the nearer word says which half it is.
  if (last !== undefined && last.clock === null && previous?.kind === 'part' && isNightly(last.part) && isNightly(part))
    return withLast(spoken, {
      times: [...times.slice(0, -1), { part, clock: null, carried: last.part === 'evening' && part === 'dawn' }],
    })
  return withLast(spoken, { times: [...times, { part, clock: null, carried: false }] })
}

function hearClock(spoken: Spoken, clock: Clock, { previous, listed, ranged, either }: Link): Spoken | null {
  const { times } = lastOf(spoken)
  const last = times.at(-1)
  if (last === undefined) return withLast(spoken, { times: [{ part: null, clock, carried: false }] })
  if (previous?.kind === 'part' && spoken.untilTime !== null && spoken.untilTime.clock === null)
    return { ...spoken, untilTime: { ...spoken.untilTime, clock } }
  if (previous?.kind === 'correction')
    return withLast(spoken, { times: [...times.slice(0, -1), { ...last, clock, carried: false }] })
  if (last.clock === null) return withLast(spoken, { times: withClock(times, last, clock) })
  const time: Time = { part: last.part, clock, carried: true }
  if (either) return { ...spoken, missing: 'hour' }
  if (previous?.kind === 'until' || ranged) return { ...spoken, untilTime: time }
  return listed || previous?.kind === 'clock' || previous?.kind === 'part'
    ? withLast(spoken, { times: [...times, time] })
    : null
}

/** 早上和晚上8点: the hour is said of both halves of the day. */
function withClock(times: readonly Time[], last: Time, clock: Clock): readonly Time[] {
  const first = times.at(-2)
  const isOfBoth = first?.clock === null && first.part === 'morning' && last.part === 'evening'
  const kept = isOfBoth ? [...times.slice(0, -2), { ...first, clock }] : times.slice(0, -1)
  return [...kept, { ...last, clock, carried: false }]
}

function hearDay(spoken: Spoken, day: Day, link: Link): Spoken | null {
  const { previous, joined, listed, apart } = link
  const { days, rhythm, times } = lastOf(spoken)
  if (previous?.kind === 'until' && spoken.until === null) return { ...spoken, until: day }
  if (previous?.kind === 'from' && link.next?.kind === 'close' && spoken.from === null) return { ...spoken, from: day }
  if (spoken.span !== null) return joined ? hearDayAfterSpan(spoken, spoken.span, day) : null
  if (rhythm !== null) return hearDayOfRhythm(spoken, rhythm, day, link)
  const last = days.at(-1)
  if (previous?.kind === 'correction' && last !== undefined)
    return withLast(spoken, { days: [...days.slice(0, -1), day] })
  if (day.at === 'several') {
    const { weeks } = day
    return last === undefined
      ? withLast(spoken, { days: day.days.map((each) => ({ at: 'weekday', weeks, day: each })) })
      : null
  }
  if (last === undefined) {
    if (times.length > 0 && listed && !joined) return null
    return withLast(spoken, { days: [day] })
  }
  const refined = refine(last, day)
  if (refined !== null && (joined || (apart && isDateWithWeekday(last, day))))
    return withLast(spoken, { days: [...days.slice(0, -1), refined] })
  if (link.either) return { ...spoken, missing: 'day' }
  // 周三周五, 明天后天: each of them.
  if (!listed && !(joined && last.at === day.at && isExact(day))) return null
  return times.length > 0
    ? withSegment(spoken, { days: [day] })
    : withLast(spoken, { days: [...days, sameWeek(last, day)] })
}

/** 两周后的周五, 两个月后的1号, 半年后的今天. */
function hearDayAfterSpan(spoken: Spoken, { months, days, ms }: Span, day: Day): Spoken | null {
  if (ms !== 0) return null
  if (day.at === 'offset' && day.days === 0) return spoken
  if (day.at === 'weekday' && day.weeks === null && months === 0 && days % 7 === 0)
    return { ...withLast(spoken, { days: [{ ...day, weeks: days / 7 }] }), span: null }
  if (day.at === 'date' && typeof day.month === 'number' && day.year === null && days === 0 && months % 12 === 0)
    return { ...withLast(spoken, { days: [{ ...day, year: { plus: months / 12 } }] }), span: null }
  if (day.at === 'date' && day.month === null && days === 0)
    return { ...withLast(spoken, { days: [{ ...day, month: { plus: months } }] }), span: null }
  return null
}

/** 下周 的 周三; 下个月 15号; 12月3号 周四: two words for one day. */
function refine(first: Day, second: Day): Day | null {
  if (first.at === 'week' && second.at === 'weekday') return { ...second, weeks: second.weeks ?? first.weeks }
  if (first.at === 'month' && second.at === 'date' && second.month === null)
    return { ...second, year: first.year, month: first.month }
  if (first.at === 'year' && (second.at === 'date' || second.at === 'lunar' || second.at === 'month'))
    return { ...second, year: second.year ?? first.year }
  if (second.at === 'offset' && second.days === 0) {
    if (first.at === 'week') return { at: 'offset', days: 7 * first.weeks }
    if (first.at === 'month' && typeof first.month !== 'number')
      return { at: 'offset', days: 0, months: first.month.plus }
    if (first.at === 'year' && typeof first.year !== 'number')
      return { at: 'offset', days: 0, months: 12 * first.year.plus }
  }
  if (first.at === 'weekend' && second.at === 'weekday' && second.weeks === null && second.day > 5)
    return { ...second, weeks: first.weeks }
  if ((first.at === 'gone' || first.at === 'both') && isExact(second)) return first
  if (first.at === second.at) return null
  if (isExact(first) && (isExact(second) || second.at === 'lunar')) return { at: 'both', days: [first, second] }
  return null
}

const isExact = ({ at }: Day): boolean => ['offset', 'date', 'weekday', 'gone'].includes(at)

/** 12月3日, 周四: one day and not two. */
const isDateWithWeekday = (first: Day, second: Day): boolean =>
  (first.at === 'date' && second.at === 'weekday') || (first.at === 'weekday' && second.at === 'date')

/** 下周一和周三: both of the same week. */
const sameWeek = (first: Day, second: Day): Day =>
  first.at === 'weekday' && second.at === 'weekday' && second.weeks === null
    ? { ...second, weeks: first.weeks }
    : second

function hearDayOfRhythm(spoken: Spoken, rhythm: Rhythm, day: Day, { listed, either }: Link): Spoken | null {
  const { times } = lastOf(spoken)
  if (either && (rhythm.every === 'week' || rhythm.every === 'month'))
    return { ...withLast(spoken, { rhythm: { ...rhythm, days: [] } }), missing: 'day' }
  if (rhythm.every === 'year' && rhythm.day === null) return withLast(spoken, { rhythm: { ...rhythm, day } })
  if (rhythm.every === 'year' && day.at === 'date' && day.month === null && times.length === 0)
    return inEachMonth(spoken, day)
  if (rhythm.every === 'week' && day.at === 'offset' && rhythm.days.length === 0)
    return withLast(spoken, { days: [day] })
  if (rhythm.every === 'week' && day.at === 'weekday' && day.weeks === null) {
    if (times.length > 0) return withSegment(spoken, { rhythm: { ...rhythm, days: [day.day] } })
    if (rhythm.days.length === 0 || listed)
      return withLast(spoken, { rhythm: { ...rhythm, days: [...rhythm.days, day.day] } })
  }
  if (rhythm.every === 'week' && day.at === 'weekend' && rhythm.days.length === 0)
    return withLast(spoken, { rhythm: { ...rhythm, days: [6, 7] } })
  if (rhythm.every === 'month' && day.at === 'date' && (day.month === null || day.day < 0)) {
    if (times.length > 0) return withSegment(spoken, { rhythm: { ...rhythm, days: [day.day] } })
    if (rhythm.days.length === 0 || listed)
      return withLast(spoken, { rhythm: { ...rhythm, days: [...rhythm.days, day.day] } })
  }
  if (rhythm.every === 'month' && day.at === 'offset' && rhythm.days.length === 0)
    return withLast(spoken, { days: [day] })
  if (rhythm.every === 'year' && times.length === 0 && listed)
    return withSegment(spoken, { rhythm: { ...rhythm, day } })
  return null
}

function hearRhythm(
  spoken: Spoken,
  rhythm: Rhythm,
  guess: Guess | undefined,
  { listed, previous }: Link,
): Spoken | null {
  const { days, rhythm: old, times } = lastOf(spoken)
  const guessed = guess === undefined ? spoken.guessed : [...spoken.guessed, guess]
  if (spoken.span !== null) return null
  if (old === null) {
    const [first] = days
    if (days.length > 1) return null
    if (first?.at === 'weekend' && first.weeks === null && rhythm.every === 'day')
      return {
        ...withLast(spoken, { days: [], rhythm: { every: 'week', n: 1, days: [6, 7] } }),
        guessed: [...guessed, 'rhythm'],
      }
    if (first !== undefined && spoken.before && times.length === 0)
      return { ...withLast(spoken, { days: [], rhythm }), until: first, before: false, guessed }
    // 明天每天…, 明天上午每小时…: it begins on that day.
    if (first !== undefined && (times.length === 0 || rhythm.every === 'span'))
      return { ...withLast(spoken, { days: [], rhythm }), from: spoken.from ?? first, within: true, guessed }
    if (first !== undefined) return null
    return { ...withLast(spoken, { rhythm }), guessed }
  }
  if (rhythm.every === 'day') return times.length === 0 || previous?.kind === 'close' ? spoken : null
  if (old.every === 'day' && times.length === 0) return { ...withLast(spoken, { rhythm }), guessed }
  if (old.every === 'day' && rhythm.every === 'span') return { ...withLast(spoken, { rhythm }), guessed }
  if (times.length > 0) return listed ? { ...withSegment(spoken, { rhythm }), guessed } : null
  if (
    (old.every === 'week' || old.every === 'month') &&
    old.every === rhythm.every &&
    (listed || old.days.length === 0)
  )
    return { ...withLast(spoken, { rhythm: { ...old, days: [...new Set([...old.days, ...rhythm.days])] } }), guessed }
  if (old.every === 'year' && rhythm.every === 'month') return null
  return null
}

/** 从下周一开始, 到月底为止: what was just named is where it begins or ends. */
function hearClose(spoken: Spoken, { previous }: Link): Spoken {
  const { days, times } = lastOf(spoken)
  const [first] = days
  if (previous === null || first === undefined || spoken.from !== null) return spoken
  if (!['day', 'part', 'clock', 'filler'].includes(previous.kind)) return spoken
  // 从今晚开始每晚10点: that it is the evening is said again.
  const kept = times.some(({ clock }) => clock !== null) ? times : []
  return { ...withLast(spoken, { days: days.slice(1), times: kept }), from: first }
}

const isNightly = (part: Part | null): boolean =>
  part === 'evening' || part === 'night' || part === 'dawn' || part === 'bedtime'

/** 每年1月和7月的15号: the day is said of each month. */
function inEachMonth(spoken: Spoken, day: Extract<Day, { at: 'date' }>): Spoken | null {
  const months = spoken.segments.map((segment): Segment | null => {
    const { rhythm } = segment
    if (rhythm?.every !== 'year' || rhythm.day?.at !== 'month') return null
    return { ...segment, rhythm: { ...rhythm, day: { ...day, month: rhythm.day.month } } }
  })
  return months.some((segment) => segment === null) ? null : { ...spoken, segments: months as Segment[] }
}
