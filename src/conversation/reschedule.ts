import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { completeTime, readTime } from '../reminders/read-time.ts'
import type { TimeReading } from '../reminders/reading.ts'
import { normalise } from './normalise.ts'
import type { Moment } from './turn.ts'

/** What names a day or a rhythm, so that not only the time of day is to change. */
const NAMES_DAY = /[年月日号周每]|星期|礼拜|今|明|后天|大后|[天晚早]后|工作日|周末|节|小时|分钟|刻钟|隔|过后|之后|以后/u

/** What names a part of the day. */
const NAMES_PART = /[早晚午晨夜傍]|下班|睡前/u

type Now = Pick<Moment, 'at' | 'zone'>

/**
 * A schedule as somebody wants it changed: 下午两点 changes its time of day, 每月1号 its days, both or anything else the
 * whole of it. What is not named stays as it was.
 */
export function changed(schedule: Schedule, said: string, now: Now): TimeReading | undefined {
  const words = inItsRhythm(schedule, said)
  const reading = readTime(words, now)
  if (reading.kind === 'none') return undefined
  if (NAMES_DAY.test(normalise(words))) {
    const isHourMissing = reading.kind === 'ask' && reading.why === 'hour'
    return isHourMissing ? completeTime(reading, clockOf(schedule), now) : withoutHourGuess(reading, schedule, words)
  }
  if (schedule.everyMs !== undefined) return reading
  const clock = clockIn(reading, schedule)
  return clock === undefined ? reading : withClock(reading.content, schedule, clock)
}

/** 下周三同一时间: the hour stays. */
const SAME_TIME = /(?:还是)?(?:在|按)?(?:同一|同样|一样|相同|老|原来?)的?(?:个)?(?:时间|时候|钟点)|时间不变/gu
const WEEKDAY = /^(?:在)?(?=(?:周|星期|礼拜)[一二三四五六日天1-7])/u
/** 把周三那个推到周四, of what comes on 周一 and 周三: the other days stay. */
export function keepingOtherDays({ rules }: Schedule, name: string, words: string): string {
  const [, from = ''] = ONE_WEEKDAY.exec(name) ?? []
  const [, to = '', rest = ''] = ONE_WEEKDAY.exec(normalise(words).trim()) ?? []
  const [, codes = ''] = /FREQ=WEEKLY;BYDAY=([A-Z,]+)/.exec(rules[0] ?? '') ?? []
  const days = codes.split(',').map((code) => DAYS['MO,TU,WE,TH,FR,SA,SU'.split(',').indexOf(code)] ?? '')
  if (from === '' || to === '' || days.length < 2 || !days.includes(from.replace('天', '日'))) return words
  const kept = days.map((day) => (day === from.replace('天', '日') ? to.replace('天', '日') : day))
  return `每周${[...new Set(kept)].sort((one, other) => DAYS.indexOf(one) - DAYS.indexOf(other)).join('')}${rest}`
}

const DAYS = '一二三四五六日'
const ONE_WEEKDAY = /^(?:每?(?:周|星期|礼拜))([一二三四五六日天])(.*)$/u

const withEach = (every: string): string => (every.startsWith('每') ? every : `每${every}`)

/** 每两个月一次: still on the same day. */
const EVERY_FEW_MONTHS = /((?:每隔?)?[\d两二三四五六]{1,2}个月)(?:一次)(?!的?[\d一二三四五六七八九十第最]|[底末初])/u
const EVERY_FEW_WEEKS = /((?:每隔?)?[\d两二三四]个?(?:周|星期|礼拜))(?:一次)(?!的?[周星礼一二三四五六日天末])/u
const DAY_OF_MONTH = /^(?=月[底末初]|最后[一1]天|[\d一二三四五六七八九十]{1,3}[号日](?![\d一二三四五六七八九十]*月))/u

/** What comes each week and is put on 周日 comes each Sunday; what comes each month and is put on 28号, on each 28th. */
function inItsRhythm({ rules, start }: Schedule, said: string): string {
  const day = Temporal.PlainDate.from(start.slice(0, 10))
  const monthDay = rules.some((rule) => rule.includes('BYMONTHDAY=-1')) ? '最后一天' : `${day.day}号`
  const plain = normalise(said).replace(SAME_TIME, '').trim()
  const words =
    rules.length === 0
      ? plain
      : plain
          .replace(EVERY_FEW_MONTHS, (_, every: string) => `${withEach(every)}的${monthDay}`)
          .replace(EVERY_FEW_WEEKS, (_, every: string) => `${withEach(every)}周${'一二三四五六日'[day.dayOfWeek - 1]}`)
  if (words === '') return said
  if (rules.some((rule) => /FREQ=(?:WEEKLY|DAILY)/.test(rule))) return words.replace(WEEKDAY, '每')
  return rules.some((rule) => /FREQ=MONTHLY/.test(rule)) ? words.replace(DAY_OF_MONTH, '每月') : words
}

/**
 * A schedule moved by so long (半小时, 一天), later or sooner; undefined where that is no length, or a rhythm would fall on
 * other days.
 */
export function shifted(schedule: Schedule, words: string, direction: 1 | -1, now: Now): Schedule | undefined {
  const reading = readTime(`${words.replace(/[吧了]+$/u, '')}后`, now)
  if (reading.kind !== 'once' || schedule.everyMs !== undefined) return undefined
  const at = Temporal.PlainDateTime.from(reading.schedule.start).toZonedDateTime(reading.schedule.zone)
  const length = at.since(Temporal.Instant.fromEpochMilliseconds(now.at).toZonedDateTimeISO(now.zone)).total('minutes')
  const start = Temporal.PlainDateTime.from(schedule.start)
  const moved = start.add({ minutes: Math.round(length) * direction })
  const isOtherDay = !moved.toPlainDate().equals(start.toPlainDate())
  if (schedule.rules.length > 0 && isOtherDay) return undefined
  const local = moved.toString({ smallestUnit: 'second' })
  if (schedule.rules.length === 0) return { ...schedule, start: local }
  const clocked = withClock('', schedule, local.slice(11))
  return clocked.schedule
}

/** 每周, 每个月 without a day: with the day on which it stands now. */
export function onItsDay(schedule: Schedule, words: string, now: Now): string {
  const reading = readTime(words, now)
  if (reading.kind !== 'ask' || reading.why !== 'day') return words
  const day = Temporal.PlainDate.from(schedule.start.slice(0, 10))
  return normalise(words).replace(/每个?(周|星期|礼拜|月)/u, (rhythm, unit) =>
    unit === '月' ? `${rhythm}${day.day}号` : `${rhythm}${'一二三四五六日'[day.dayOfWeek - 1]}`,
  )
}

/** An hour that was guessed because only the days were named is the one that it was before. */
function withoutHourGuess(reading: TimeReading, schedule: Schedule, words: string): TimeReading {
  if ((reading.kind !== 'once' && reading.kind !== 'recurring') || NAMES_PART.test(normalise(words))) return reading
  if (!reading.guessed.includes('hour') || reading.schedule.everyMs !== undefined) return reading
  const guessed = reading.guessed.filter((guess) => guess !== 'hour' && guess !== 'half')
  return { ...withClock(reading.content, reading.schedule, schedule.start.slice(11)), guessed }
}

/** Its time of day on the wall clock, `HH:MM`. */
const clockOf = ({ start }: Schedule): string => start.slice(11, 16)

/** The time of day that was named; of two halves of the day the one in which it was before. */
function clockIn(reading: TimeReading, schedule: Schedule): string | undefined {
  if (reading.kind === 'once' || reading.kind === 'recurring') return reading.schedule.start.slice(11)
  if (reading.kind === 'refuse') return reading.suggestion?.start.slice(11)
  if (reading.kind !== 'ask' || reading.why !== 'half') return undefined
  const isAfternoon = (start: string): boolean => start.slice(11, 13) >= '12'
  const isNight = ({ start }: Schedule): boolean => start.slice(11, 13) < '06'
  const awake = isNight(schedule) ? reading.choices : reading.choices.filter((choice) => !isNight(choice))
  const choice = awake.find(({ start }) => isAfternoon(start) === isAfternoon(schedule.start)) ?? awake[0]
  return choice?.start.slice(11)
}

function withClock(content: string, schedule: Schedule, clock: string): TimeReading & { kind: 'once' | 'recurring' } {
  const { start, rules } = schedule
  const untimed = rules.map((rule) =>
    rule
      .split(';')
      .filter((part) => !/^BY(?:HOUR|MINUTE|SECOND)=/.test(part))
      .join(';'),
  )
  const { also, everyMs, ...rest } = schedule
  const moved: Schedule = { ...rest, start: `${start.slice(0, 10)}T${clock}`, rules: [...new Set(untimed)] }
  return { kind: rules.length > 0 ? 'recurring' : 'once', schedule: moved, content, guessed: [] }
}
