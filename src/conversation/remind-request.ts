import { FLOWS } from '../../flows/index.ts'
import type { AnswerValue } from '../../flows/shared/question.ts'
import { readTime } from '../reminders/read-time.ts'
import type { TimeReading } from '../reminders/reading.ts'
import { asksByVerb, asksToRemind, contentOf, plain, withoutLeading } from './asks-to-remind.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { listedRequests } from './listed-requests.ts'
import { bare } from './normalise.ts'
import { readRequest } from './read-request.ts'
import { setReminders } from './reminders.ts'
import type { Answer, Frame } from './session.ts'
import { timeValue } from './time-answer.ts'

/** A longer message tells a story; nobody asks for a reminder in so many characters. */
const LONGEST = 160

/**
 * Sets a reminder that is asked for in whatever words, at any point, and asks for what is missing. False when the message
 * only speaks of reminding (客户提醒我签保密协议).
 */
export function requestReminder(draft: Draft): boolean {
  if (!isRequest(draft) && !asksToNote(draft) && !asksToWait(draft)) return false
  const again = askedAgain(draft)
  const two = again === undefined ? (twoRequests(draft) ?? listedRequests(draft) ?? [draft.text]) : [again]
  if (two.length > 1 && setsAtOnce(draft, two)) return true
  draft.dropQuestions()
  // The last one that is begun is asked about first.
  for (const words of [...two].reverse()) beginReminder(draft, words)
  draft.ask()
  return true
}

/** Two of which nothing is open are set together. False where something is. */
function setsAtOnce(draft: Draft, two: readonly string[]): boolean {
  const wanted = two.flatMap((words) => {
    const reading = readRequest(draft, words)
    const time = timeValue(reading)
    const text = contentOf(reading.content, draft.knowledge.reminders.phrases.request)
    return time?.state === 'known' ? [{ text, preset: null, caseId: null, schedule: time.schedule }] : []
  })
  if (wanted.length < two.length) return false
  setReminders(draft, wanted)
  draft.ask()
  return true
}

/** 三点提醒我，四点再提醒我一次，交合同: both times are of one thing. Undefined where each asks for its own. */
function askedAgain({ text, now, knowledge }: Draft): string | undefined {
  const [, first = '', second = '', rest = ''] = AGAIN.exec(text.trim()) ?? []
  const isTime = (words: string): boolean => {
    const { kind, content } = readTime(words, now)
    return kind !== 'none' && contentOf(content, knowledge.reminders.phrases.request) === ''
  }
  return first !== '' && isTime(first) && isTime(second) ? `${first}和${second}提醒我${rest}` : undefined
}

const AGAIN =
  /^(.{2,20}?)提醒(?:一?下)?我(?:一次|一下)?[\s,，;；。]*(?:然后|到|等)?([^,，;；。]{2,16}?)[再又](?:提醒|叫|喊)(?:一?下)?我?(?:一次|一遍|一下)?[\s,，;；。]*([^,，;；。\d]{0,30})$/u

/** 每月15号提醒我换密码然后28号提醒我备份: two, the second in the first one's rhythm if it names none. Undefined when it is one. */
function twoRequests({ text, now, knowledge }: Draft): readonly [string, string] | undefined {
  if (text.length > LONGEST || text.split(ASKS).length !== 3) return undefined
  const isWhole = (words: string, mayLackTime: boolean): boolean => {
    const reading = readTime(words, now)
    const isTimed = reading.kind !== 'none' && (reading.kind !== 'ask' || reading.why !== 'when' || mayLackTime)
    return isTimed && contentOf(reading.content, knowledge.reminders.phrases.request) !== ''
  }
  for (const { index, 0: joint, 1: word } of text.matchAll(JOINT)) {
    const [first, second] = [text.slice(0, index), text.slice(index + joint.length)]
    const isSplit = [first, second].every((half) => ASKS.test(half))
    if (isSplit && isWhole(first, false) && isWhole(second, word !== undefined))
      return [first, onItsDay(readTime(first, now), inRhythm(first, second))]
  }
  return undefined
}

const ASKS = /(?:提醒|叫|喊)(?:一下)?[我俺咱]/u

/** 明早七点半叫我起床 然后八点半提醒我带U盘: on the same day. */
function onItsDay(first: TimeReading, second: string): string {
  if (first.kind !== 'once' || /[每今明后号日周天月]|星期|礼拜|[时分钟]后/u.test(second.split(ASKS)[0] ?? ''))
    return second
  if (!/[\d一二两三四五六七八九十]点|\d:\d|[早晚]|[上下中]午/u.test(second.split(ASKS)[0] ?? '')) return second
  const [year, month, day] = first.schedule.start.slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${day}号${second}`
}

function inRhythm(first: string, second: string): string {
  const [rhythm] = /每一?个?(?:月|周|星期|礼拜|天)/u.exec(first) ?? []
  const isOf =
    rhythm !== undefined &&
    !/[每今明后]/u.test(second) &&
    /^(?:我|你|再)?[\d一二三四五六七八九十周早上中下晚]/u.test(second)
  return isOf ? `${rhythm}${second}` : second
}

/** What stands between two requests; a pause alone, or a word that goes on. */
const JOINT =
  /[\s,，;；。、]*(然后|还有|另外|再就是|以及|顺便|顺带)[\s,，]*[再也]?|[\s,，;；。]+(?:(再|也|另)(?=[^说次过]))?/gu

/** "记一下明早9点交稿", while nothing is asked: where a time is told. */
function asksToNote({ text, live, knowledge, now }: Draft): boolean {
  const { notes, polite } = knowledge.reminders.phrases.request
  const words = withoutLeading(plain(text), polite)
  if (live !== undefined || text.length > LONGEST || !notes.some((one) => words.startsWith(one))) return false
  const { kind } = readTime(text, now)
  return kind === 'once' || kind === 'recurring'
}

/** 快递到了提醒我取, while nothing is asked: for what the bot cannot see, and so it is said. */
function asksToWait({ text, live, knowledge }: Draft): boolean {
  const { past, not } = knowledge.reminders.phrases.request
  const [, event] = EVENT.exec(plain(text)) ?? []
  return live === undefined && event !== undefined && ![...past, ...not].some((one) => event.includes(one))
}

const EVENT = /^(.{1,20}?)(?:了|的话|之后|以后)(?:就|再|请|记得)?提醒(?:一下)?我(?!了|过|的|们).{1,40}$/u

/** Does the message ask to be reminded, of whatever and at whatever time? */
export function isRequest(draft: Draft): boolean {
  const { text, knowledge, now } = draft
  const names = [...draft.clients()].map(bare)
  return (
    text.length <= LONGEST &&
    asksToRemind(text, knowledge.reminders.phrases.request, names, (words) => readTime(words, now))
  )
}

/** Does the message ask for a reminder of something, and not only tell a time: 每周五提醒我备份, while another's time is asked for? */
export function asksForAnother(draft: Draft): boolean {
  if (!isRequest(draft)) return false
  const { request } = draft.knowledge.reminders.phrases
  return asksByVerb(plain(draft.text), request) || contentOf(readTime(draft.text, draft.now).content, request) !== ''
}

/** Sets what the words ask for, as far as they tell what and when; else it is to be asked. */
export function beginReminder(draft: Draft, words: string): void {
  const reading = readRequest(draft, words)
  const what = contentOf(reading.content, draft.knowledge.reminders.phrases.request)
  const time = timeValue(reading)
  if (time?.state === 'known' && what !== '') {
    setReminders(draft, [{ text: what, preset: null, caseId: null, schedule: time.schedule }])
    return
  }
  const given: Answer[] = [
    ...(what === '' ? [] : [answered(draft, 'what', { kind: 'text', text: what })]),
    ...(time === undefined ? [] : [answered(draft, 'when', { kind: 'time', ...time })]),
  ]
  makeRoom(draft, what)
  draft.push(FLOWS.remind as NonNullable<(typeof FLOWS)[string]>, {}, given)
}

/** So many reminders may be asked about at once, the last one first. */
const MOST_OPEN = 8

/** The same thing said otherwise takes the place of what was asked about; something else comes on top of it. */
function makeRoom(draft: Draft, what: string): void {
  const whatOf = ({ answers }: Frame): string => {
    const value = answers.find(({ questionId }) => questionId === 'what')?.value
    return value?.kind === 'text' ? bare(value.text) : ''
  }
  draft.dropFrames((frame) => frame.flow === 'remind' && ['', bare(what)].includes(whatOf(frame)))
  const open = draft.session.frames.filter(({ flow }) => flow === 'remind')
  const tooOld = open.slice(0, Math.max(0, open.length - MOST_OPEN + 1))
  draft.dropFrames((frame) => tooOld.includes(frame))
}

const answered = ({ event, now }: Draft, questionId: string, value: AnswerValue): Answer => ({
  questionId,
  value,
  messageId: event.id,
  at: now.at,
})

/** 提醒我啥你知道吧 says nothing of what it is. */
const REMARK = /^.{0,8}(?:你|您)(?:应该|肯定)?(?:知道|懂|明白|清楚)(?:的|了)?[吧吗呀啊嘛]?[\p{P}]*$/u
/** 就是回他. */
const NAMED = /^(?:就是说?|是(?![否不]))[\s，,]*(.{2,})$/u

/** At 提醒什么, words that tell the time as well are both: 明早9点交稿. False when they tell none. */
export function takesBoth(draft: Draft): boolean {
  const { live, text } = draft
  if (live?.flow.id !== 'remind' || pendingQuestion(live)?.id !== 'what' || text.length > LONGEST) return false
  if (REMARK.test(plain(text))) {
    draft.ask()
    return true
  }
  const [, named] = NAMED.exec(text.trim()) ?? []
  if (named !== undefined) draft.event = { ...draft.event, text: named }
  const reading = readTime(draft.text, draft.now)
  if (reading.kind === 'none') return false
  draft.pop()
  beginReminder(draft, draft.text)
  draft.ask()
  return true
}
