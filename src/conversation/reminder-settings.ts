import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../flows/shared/schedule.ts'
import { isOnce } from '../../flows/shared/schedule.ts'
import { readTime } from '../reminders/read-time.ts'
import type { Reminder } from '../reminders/reminder.ts'
import { armed, reschedule } from '../reminders/state.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { bare, normalise } from './normalise.ts'
import type { ReminderPhrases } from './reminder-words.ts'
import { called, listed, putReminder, putSettings, wishes } from './reminders.ts'
import { clockWords, momentParam, plainMoment } from './time-words.ts'
import type { Moment } from './turn.ts'

/** "别再提醒了": everything at once, and how to come back. */
export function turnOff(draft: Draft): void {
  const count = listed(draft).length
  if (draft.settings.off) draft.speak('remind/off-already')
  else {
    putSettings(draft, { ...draft.settings, off: true })
    if (count === 0) draft.speak('remind/off-none')
    else draft.speak('remind/off', { with: { count } })
  }
  draft.ask()
}

/** "恢复提醒": what fell due in the meantime was not wanted, what is to come is told again. */
export function turnOn(draft: Draft): void {
  const paused = listed(draft).filter((one) => one.paused)
  if (draft.settings.off) {
    putSettings(draft, { ...draft.settings, off: false })
    const [next] = soonest(draft)
    if (next === undefined) draft.speak('remind/on-none')
    else
      draft.speak('remind/on', {
        with: { count: listed(draft).length, at: momentParam(next, draft.now.at, draft.now.zone) },
      })
  } else
    draft.speak(
      paused.length > 0 ? 'remind/on-which' : listed(draft).length === 0 ? 'remind/none' : 'remind/on-already',
    )
  draft.ask()
}

const soonest = (draft: Draft): readonly number[] =>
  listed(draft)
    .flatMap(({ nextAt }) => nextAt ?? [])
    .sort((one, other) => one - other)

/** "晚上10点到早上8点别打扰". False when the message sets no quiet hours. */
export function setQuietHours(draft: Draft): boolean {
  const { quiet } = draft.knowledge.reminders.phrases
  const words = normalise(draft.text).replace(/\s+/g, '')
  const word = quiet.words.find((one) => words.includes(one))
  if (word === undefined || words.length > 40) return false
  const range = words.replace(word, ' ')
  const hours = quiet.links
    .filter((link) => range.includes(link))
    .map((link) => {
      const at = range.indexOf(link)
      return [
        minuteIn(draft, range.slice(0, at), NIGHT),
        minuteIn(draft, range.slice(at + link.length), MORNING),
      ] as const
    })
    .find(([from, to]) => from !== undefined && to !== undefined)
  const [from, until] = hours ?? []
  const to = from === undefined || until === undefined ? undefined : ofMidday(from, until)
  if (from === undefined || to === undefined || from === to) return asksHow(draft, words)
  const kept = draft.settings.quiet
  if (kept !== null && BESIDES.test(words)) {
    draft.speak('remind/quiet-one', { with: { from: minuteWords(kept.from), to: minuteWords(kept.to) } })
    draft.ask()
    return true
  }
  putSettings(draft, { ...draft.settings, quiet: { from, to } })
  draft.speak('remind/quiet', { with: { from: minuteWords(from), to: minuteWords(to) } })
  if (draft.reminders.some(({ subject, pressing }) => subject.kind === 'deadline' && !pressing))
    draft.speak('remind/quiet-deadlines')
  draft.ask()
  return true
}

/** 午休12点到1点: the hour after noon. */
const ofMidday = (from: number, until: number): number =>
  from >= 11 * 60 && from <= 13 * 60 && until < 6 * 60 ? until + 12 * 60 : until

/** 午休也别吵: besides the hours that are kept already. */
const BESIDES = /也|再加|还有|另外/u

/** 晚上11点以后别吵我: from when is told, until when is not. */
function asksHow(draft: Draft, words: string): boolean {
  const reading = readTime(words, draft.now)
  // 每隔两小时提醒我喝水，晚上别吵 asks for one first.
  if (/提醒我.{2,}/u.test(words) && !/[别要用]再?提醒/u.test(words)) return false
  // 这周先别提醒我备份 is about one of them.
  const [, thing = ''] = /提醒我?([^\s,，。了]{2,12})了?$/u.exec(words) ?? []
  if (thing !== '' && called(draft, listed(draft), bare(thing)).length > 0) return false
  const isBound = draft.live?.flow.id === 'remind' && BOUND.test(words)
  if (
    (draft.live !== undefined && !isBound) ||
    reading.kind === 'none' ||
    (reading.kind === 'ask' && reading.why === 'when')
  )
    return false
  draft.speak('remind/quiet-how')
  if (isBound) draft.ask()
  return true
}

/** 晚上十点以后别提醒, while a time is asked for, is no answer. */
const BOUND = /以后|之后|过后|之前|以前|点半?前/u

/** Which half of the day is meant where none is named: 10点到8点 is a night. */
const NIGHT = '晚上'
const MORNING = '早上'

/** The minute of the day that words name. */
function minuteIn(draft: Draft, words: string, half: string): number | undefined {
  const clean = words
    .replace(/午休|午睡/u, '中午')
    .replace(/^(?:\s|每天|每晚|以后|从|在|我|请|帮我|改成|改到|改为|换成|调成|设成|设|设置|设个|把)+/u, '')
    .replace(/(?:之间|期间|这段时间|我|都|不要|别|,|，)+$/u, '')
    .trim()
  if (clean === '') return undefined
  const isTold = /[早晚上中下凌夜午]|^(?:1[3-9]|2[0-4]|0\d)(?!\d)/u.test(clean)
  const reading = readTime(isTold ? clean : `${half}${clean}`, draft.now)
  const schedule = reading.kind === 'once' || reading.kind === 'recurring' ? reading.schedule : firstChoice(reading)
  if (schedule === undefined) return undefined
  const [hour = 0, minute = 0] = schedule.start.slice(11, 16).split(':').map(Number)
  return hour * 60 + minute
}

const firstChoice = (reading: ReturnType<typeof readTime>): Schedule | undefined =>
  reading.kind === 'ask' ? reading.choices[0] : undefined

const minuteWords = (minute: number): string => clockWords(Math.floor(minute / 60), minute % 60)

/** "取消免打扰". */
export function endQuietHours(draft: Draft): void {
  if (draft.settings.quiet === null) draft.speak('remind/quiet-none')
  else {
    putSettings(draft, { ...draft.settings, quiet: null })
    draft.speak('remind/quiet-off')
  }
  draft.ask()
}

/** "时限照常提醒": the deadlines of incidents come in quiet hours, too. */
export function letDeadlinesPass(draft: Draft): void {
  putSettings(draft, { ...draft.settings, deadlinesPass: true })
  for (const one of draft.reminders)
    if (one.subject.kind === 'deadline' && !one.pressing)
      putReminder(draft, armed({ ...one, pressing: true }, wishes(draft)))
  draft.speak('remind/pressing')
  draft.ask()
}

/**
 * "我在东京", "换成北京时间": from here on times are those of that place. What comes again and again keeps its hour there,
 * a single thing keeps its moment. False when no known place is named.
 */
export function setZone(draft: Draft): boolean {
  const { zone: phrases } = draft.knowledge.reminders.phrases
  const words = bare(normalise(draft.text))
  // 我在东京 时区改成日本的: the last of them that names a place.
  const clauses = [
    words,
    ...normalise(draft.text)
      .split(/[\s,，。;；]+/u)
      .reverse()
      .map(bare),
  ]
  const [found] = clauses.flatMap((one) => placeIn(one, phrases) ?? [])
  if (found === undefined) return false
  const { place, zone } = found
  const question = draft.live && pendingQuestion(draft.live)
  if (question !== undefined && !phrases.sure.some((one) => words.includes(one))) return false
  const isSame = zone === draft.now.zone
  putSettings(draft, { ...draft.settings, zone })
  draft.now = inZone(draft.now, zone)
  if (!isSame) for (const one of listed(draft)) if (!isOnce(one.schedule)) putReminder(draft, moved(draft, one, zone))
  draft.speak(isSame ? 'remind/zone-same' : listed(draft).length === 0 ? 'remind/zone' : 'remind/zone-moved', {
    with: { place, at: plainMoment(draft.now.at, draft.now.at, zone) },
  })
  draft.ask()
  return true
}

/** The place that words name and nothing else, with its zone. */
function placeIn(
  words: string,
  { before: begins, after: ends, places }: ReminderPhrases['zone'],
): { readonly place: string; readonly zone: string } | undefined {
  const before = begins.find((one) => words.startsWith(one))
  if (before === undefined) return undefined
  const rest = words.slice(before.length)
  for (const after of ['', ...ends]) {
    const place = rest.endsWith(after) ? rest.slice(0, rest.length - after.length) : ''
    const zone = places.get(place)
    if (zone !== undefined) return { place, zone }
  }
  return undefined
}

const moved = (draft: Draft, reminder: Reminder, zone: string): Reminder =>
  reminder.schedule.everyMs === undefined
    ? reschedule(reminder, { ...reminder.schedule, zone }, wishes(draft), draft.now.at)
    : reminder

/** The moment on the clock of another zone. */
export function inZone(now: Moment, zone: string): Moment {
  const local = Temporal.Instant.fromEpochMilliseconds(now.at).toZonedDateTimeISO(zone)
  return { at: now.at, today: local.toPlainDate().toString(), hour: local.hour, zone }
}
