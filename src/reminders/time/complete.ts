import { isOnce, type Schedule } from '../../../flows/shared/schedule.ts'
import type { TimeReading } from '../reading.ts'
import { choose, wordsOf } from './choose.ts'
import { contentOf } from './content.ts'
import { datesOf } from './dates.ts'
import { type Moment, momentOf, type Now } from './moment.ts'
import { NUMBER, whole } from './numerals.ts'
import { plain } from './plain.ts'
import { read } from './read.ts'
import { scan } from './scan.ts'
import { hasDays, hasTimes, isSaid, type Segment, type Spoken, type Time, UNSAID } from './spoken.ts'
import { type Day, QUARTER_END, QUARTER_START } from './token.ts'

type Asked = Extract<TimeReading, { kind: 'ask' }>

const BARE = new RegExp(`^(?:第|选)?(?<n>${NUMBER})(?:个|[.。、])?$`)

/** The reading of a question with its answer; the question itself, where the answer says nothing about time. */
export function complete(ask: Asked, answer: string, now: Now): TimeReading {
  const words = plain(answer).trim()
  const moment = momentOf(now)
  const bare = BARE.exec(words)
  const number = bare === null ? Number.NaN : whole(bare.groups?.n ?? '')
  const choice = ask.choices[number - 1]
  if (choice !== undefined && ask.why !== 'hour')
    return { kind: kindOf(choice), schedule: choice, content: ask.content, guessed: [] }
  const asHour = ask.why === 'hour' || ask.why === 'half'
  const asDay = ask.why === 'day'
  const heard = asDay ? asDayWords(words, ask.soFar) : asHour && bare !== null ? `${words}点` : words
  const tokens = scan(heard)
  const chosen = choose(heard, tokens)
  const isLater = ask.why === 'tomorrow' || ask.why === 'clash'
  const picked = isLater ? choiceMeant(ask, words, chosen.spoken, moment) : undefined
  if (picked !== undefined && !hasTimes(chosen.spoken))
    return { kind: 'once', schedule: picked, content: ask.content, guessed: [] }
  if (!isSaid(chosen.spoken)) return ask
  if (ask.why === 'anchor' && countedFrom(chosen.spoken).length === 0) return ask
  const before = choose(ask.soFar, scan(ask.soFar))
  const content = ask.content === '' ? contentOf(heard, heard, tokens, chosen) : ask.content
  const answered = picked === undefined ? chosen.spoken : onDayOf(picked, chosen.spoken)
  const spoken = ask.why === 'anchor' ? anchored(ask, chosen.spoken) : overlay(before.spoken, answered)
  const soFar = `${ask.soFar} ${wordsOf(heard, chosen)}`.trim()
  const reading = read(
    { spoken, used: [...before.used, ...chosen.used], asks: true },
    { content, soFar, words: heard },
    moment,
  )
  return settled(reading, ask, chosen.spoken)
}

const kindOf = (choice: Schedule): 'once' | 'recurring' => (isOnce(choice) ? 'once' : 'recurring')

/** 三 as an answer to 每周几, 15 to 每月几号, 最后一天 to either of a month's days. */
function asDayWords(words: string, soFar: string): string {
  if (!/月|季|年/.test(soFar)) return /^[一二三四五六日天1-7]$/.test(words) ? `周${words}` : words
  return BARE.test(words) ? `${words}号` : words.replace(/^最后[一1]天/, '月底')
}

/** What was said, with what the answer says in its place. */
function overlay(before: Spoken, answer: Spoken): Spoken {
  const [own, ...rest] = before.segments
  const [its] = answer.segments
  if (own === undefined || its === undefined) return answer
  if (!hasDays(answer) && !hasTimes(answer)) return { ...before, vague: answer.vague ?? null, refuse: answer.refuse }
  const times = hasTimes(answer) ? timed(own.times, its.times) : own.times
  const base: Spoken = {
    ...before,
    missing: null,
    vague: null,
    after: hasDays(answer) ? answer.after : before.after,
    refuse: answer.refuse,
    lead: answer.lead ?? before.lead,
  }
  if (!hasDays(answer)) return { ...base, segments: [{ ...own, times }, ...rest] }
  if (answer.span !== null)
    return { ...base, ...UNSAID, span: answer.span, segments: [{ days: [], rhythm: null, times }] }
  return { ...base, span: null, segments: [{ ...joined(own, its), times }, ...answer.segments.slice(1)] }
}

/** 下午 says which half the hour was; an hour of its own takes its place. */
function timed(before: readonly Time[], answer: readonly Time[]): readonly Time[] {
  const [part] = answer
  if (answer.length !== 1 || part === undefined || before.length === 0) return answer
  if (part.clock === null) return before.map((time) => (time.clock === null ? part : { ...time, part: part.part }))
  const [old] = before
  return part.part === null && old !== undefined && old.part !== null && old.clock === null
    ? [{ ...part, part: old.part }]
    : answer
}

/** 周三 as the day of 每周 or of 下周. */
function joined(before: Segment, answer: Segment): Segment {
  const [day] = answer.days
  const { rhythm } = before
  if (answer.rhythm !== null) return { ...answer, days: [] }
  if (day === undefined) return before
  if (rhythm?.every === 'week' && day.at === 'weekday') {
    const days = answer.days.flatMap((each) => (each.at === 'weekday' ? [each.day] : []))
    return { ...before, rhythm: { ...rhythm, days } }
  }
  if (rhythm?.every === 'month' && day.at === 'date') return { ...before, rhythm: { ...rhythm, days: [day.day] } }
  if (rhythm?.every === 'year') return { ...before, rhythm: { ...rhythm, day } }
  if (rhythm?.every === 'quarter')
    return {
      ...before,
      rhythm: { every: 'quarter', on: day.at === 'date' && day.day < 0 ? QUARTER_END : QUARTER_START },
    }
  if (rhythm !== null) return before
  return { ...before, days: answer.days.map((each) => within(before.days[0], each)) }
}

/** 周三 of 下周, 5号 of 下个月. */
function within(before: Day | undefined, day: Day): Day {
  if (day.at === 'weekday' && day.weeks === null && (before?.at === 'week' || before?.at === 'weekend'))
    return { ...day, weeks: before.weeks }
  if (day.at === 'date' && day.month === null && before?.at === 'month')
    return { ...day, year: before.year, month: before.month }
  return day
}

/** 12月28号结束, 到28号为止: the day that an end is said of. */
const countedFrom = ({ segments: [first], from, until }: Spoken): readonly Day[] =>
  first !== undefined && first.days.length > 0 ? first.days : [until ?? from].filter((day) => day !== null)

/** The day that it is counted from, and so many days off. */
function anchored({ anchor }: Asked, answer: Spoken): Spoken {
  const off = anchor?.days ?? 0
  const [own] = answer.segments
  const days = countedFrom(answer)
  if (own === undefined || days.length === 0) return answer
  const [hour, minute] = (anchor?.time ?? '').split(':').map(Number)
  const kept: readonly Time[] =
    hour === undefined || minute === undefined
      ? []
      : [{ part: null, clock: { kind: 'clock', hour, minute, typed: true }, carried: false }]
  const times = own.times.length > 0 ? own.times : kept
  return {
    ...answer,
    from: null,
    until: null,
    segments: [{ ...own, days: days.map((from) => ({ at: 'shifted', from, days: off })), times }],
  }
}

/** 今晚 or 明晚, where it was asked which night: the choice of that day. */
function settled(reading: TimeReading, ask: Asked, answer: Spoken): TimeReading {
  if (ask.why !== 'night' || reading.kind !== 'ask' || reading.why !== 'night') return reading
  const [day] = answer.segments.flatMap(({ days }) => days)
  const choice = reading.choices[0]
  if (choice === undefined || (day === undefined && !hasTimes(answer))) return reading
  return { kind: 'once', schedule: choice, content: reading.content, guessed: [] }
}

const FORMER =
  /^(?:(?:是|就)?(?:前(?:一个|者|面(?:那个)?)|第一个|早的?(?:那个)?|(?:等)?(?:天亮|睡醒|起床|醒来)(?:了|以?后|之后)?))[的吧]?$/
const LATTER = /^(?:是|就)?(?:后(?:一个|者|面(?:那个)?)|第二个|晚的?(?:那个)?|再(?:下|后)一天)[的吧]?$/

/** Which of two days is meant: 今天, 明天, 2号, 周三, 前一个. Asked at night, 明天 is what the calendar calls so. */
function choiceMeant({ choices }: Asked, words: string, spoken: Spoken, { today }: Moment): Schedule | undefined {
  if (FORMER.test(words)) return choices[0]
  if (LATTER.test(words)) return choices.at(-1)
  const [day, ...others] = spoken.segments.flatMap(({ days }) => days)
  if (day === undefined || others.length > 0) return undefined
  const found = datesOf(day, today)
  const dates = 'dates' in found ? found.dates.map(String) : []
  return choices.find(({ start }) => dates.includes(start.slice(0, 10)))
}

/** 明天10点: another hour of the day that is meant. */
function onDayOf({ start }: Schedule, answer: Spoken): Spoken {
  const [first] = answer.segments
  const [year = 0, month = 0, day = 0] = start.slice(0, 10).split('-').map(Number)
  return first === undefined
    ? answer
    : { ...answer, segments: [{ ...first, days: [{ at: 'date', year, month, day }] }] }
}
