import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { readTime } from '../reminders/read-time.ts'
import type { TimeReading } from '../reminders/reading.ts'
import { occurrences } from '../reminders/recur.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { contentOf } from './asks-to-remind.ts'
import type { Draft } from './draft.ts'
import { bare } from './normalise.ts'
import { called } from './reminders.ts'
import type { Moment } from './turn.ts'

/**
 * The reminders that are named by when they come (明天那个, 三点的, 每天那个), by what they are about, or by both (周五的备份). A
 * weekday says when, also where it stands in another one's words. `byTime`: do words about time alone name one?
 */
export function namedReminders(
  draft: Draft,
  reminders: readonly Reminder[],
  name: string,
  byTime: boolean,
): readonly Reminder[] {
  const reading = readTime(name, draft.now)
  const what = bare(contentOf(reading.content, draft.knowledge.reminders.phrases.request)).replace(/^的|的$/gu, '')
  if (what.length === 1) return called(draft, reminders, name)
  const then = reading.kind === 'none' ? [] : reminders.filter((one) => comesThen(one, name, reading, draft.now))
  // 25号 may be a Friday, but is said of what comes by its date.
  const dated = /[号日]$/u.test(name) ? then.filter(({ schedule }) => !isWeekly(schedule)) : []
  const timed = dated.length > 0 ? dated : then
  if (what === '' && byTime) return timed
  const found = what === '' ? [] : called(draft, timed, what)
  const byName = found.length > 0 ? found : called(draft, reminders, name)
  // 交稿日改到20号了.
  const [, event = ''] = /^(.{2,})日$/u.exec(name) ?? []
  const ofDay = byName.length > 0 || event === '' ? byName : called(draft, reminders, event)
  return ofDay.length > 0 ? ofDay : reminders.filter((one) => saysInParts(one, what === '' ? name : what))
}

/** 清点资料, of 清点客户资料: both words of it. */
function saysInParts({ subject }: Reminder, name: string): boolean {
  if (subject.kind !== 'own' || name.length !== 4) return false
  const words = bare(subject.text)
  const at = words.indexOf(name.slice(0, 2))
  return at >= 0 && words.includes(name.slice(2), at + 2)
}

const NAMES_DAY = /[今明后号日周]|星期|礼拜|天|月/u
const RHYTHMS: readonly (readonly [RegExp, RegExp])[] = [
  [/每[天日晚早]|天天/u, /FREQ=DAILY/],
  [/每个?(?:周|星期|礼拜)/u, /FREQ=WEEKLY/],
  [/每个?月/u, /FREQ=MONTHLY/],
  [/每年/u, /FREQ=YEARLY/],
]

/** Does the reminder come when the words say? */
function comesThen({ schedule }: Reminder, words: string, reading: TimeReading, now: Moment): boolean {
  const rhythm = RHYTHMS.find(([said]) => said.test(words))
  // 周一的不要 is one day of what comes each day, and not all of it.
  if (rhythm === undefined && NAMES_DAY.test(words) && comesOften(schedule)) return false
  if (rhythm !== undefined && !schedule.rules.some((rule) => rhythm[1].test(rule))) return false
  const starts = startsOf(reading)
  const isHourTold = reading.kind === 'ask' ? reading.why === 'half' : !guessesHour(reading)
  const isClock = (local: Temporal.ZonedDateTime): boolean =>
    isHourTold
      ? starts.some((start) => start.slice(11, 16) === local.toPlainTime().toString().slice(0, 5))
      : isInPart(local.hour, words)
  const zone = now.zone
  const firings = (from: number, limit: number): readonly Temporal.ZonedDateTime[] =>
    occurrences(schedule, from, limit).map((at) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone))
  if (rhythm !== undefined || !NAMES_DAY.test(words))
    return (rhythm !== undefined && !isHourTold) || firings(now.at, FEW).some(isClock)
  const day = /今/u.test(words) ? now.today : starts[0]?.slice(0, 10)
  if (day === undefined) return false
  const begin = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
  return firings(Math.max(begin - 1, now.at), FEW).some(
    (local) => local.toPlainDate().toString() === day && isClock(local),
  )
}

const isWeekly = ({ rules }: Schedule): boolean => rules.some((rule) => /FREQ=WEEKLY/.test(rule))

const comesOften = ({ rules, everyMs }: Schedule): boolean =>
  everyMs !== undefined || rules.some((rule) => /FREQ=DAILY/.test(rule))

/** So many of the next moments show every hour of a day at which it comes. */
const FEW = 4

const startsOf = (reading: TimeReading): readonly string[] =>
  reading.kind === 'once' || reading.kind === 'recurring'
    ? [reading.schedule.start]
    : reading.kind === 'ask'
      ? reading.choices.map(({ start }) => start)
      : []

const guessesHour = (reading: TimeReading): boolean =>
  (reading.kind !== 'once' && reading.kind !== 'recurring') || reading.guessed.includes('hour')

const PARTS: readonly (readonly [RegExp, (hour: number) => boolean])[] = [
  [/[晚夜]/u, (hour) => hour >= 18 || hour < 5],
  [/早|上午|晨/u, (hour) => hour >= 4 && hour < 12],
  [/中午/u, (hour) => hour >= 11 && hour < 14],
  [/下午|傍晚/u, (hour) => hour >= 12 && hour < 19],
]

const isInPart = (hour: number, words: string): boolean => PARTS.find(([said]) => said.test(words))?.[1](hour) ?? true
