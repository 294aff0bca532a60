import { FLOWS } from '../../flows/index.ts'
import type { AnswerValue } from '../../flows/shared/question.ts'
import { readTime } from '../reminders/read-time.ts'
import type { TimeReading } from '../reminders/reading.ts'
import type { Draft } from './draft.ts'
import { withoutEnds, withoutTail } from './ends.ts'
import { pendingQuestion } from './frame.ts'
import { bare, keepText, normalise } from './normalise.ts'
import type { ReminderPhrases } from './reminder-words.ts'
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
  const two = twoRequests(draft) ?? [draft.text]
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
    const reading = readTime(words, draft.now)
    const time = timeValue(reading)
    const text = contentOf(reading.content, draft.knowledge.reminders.phrases.request)
    return time?.state === 'known' ? [{ text, preset: null, caseId: null, schedule: time.schedule }] : []
  })
  if (wanted.length < two.length) return false
  setReminders(draft, wanted)
  draft.ask()
  return true
}

/** 每月15号提醒我换密码然后28号提醒我备份: two, the second in the first one's rhythm if it names none. Undefined when it is one. */
function twoRequests({ text, now, knowledge }: Draft): readonly [string, string] | undefined {
  if (text.length > LONGEST || text.split(/提醒(?:一下)?我/u).length !== 3) return undefined
  const isWhole = (words: string, mayLackTime: boolean): boolean => {
    const reading = readTime(words, now)
    const isTimed = reading.kind !== 'none' && (reading.kind !== 'ask' || reading.why !== 'when' || mayLackTime)
    return isTimed && contentOf(reading.content, knowledge.reminders.phrases.request) !== ''
  }
  for (const { index, 0: joint, 1: word } of text.matchAll(JOINT)) {
    const [first, second] = [text.slice(0, index), text.slice(index + joint.length)]
    const isSplit = [first, second].every((half) => /提醒(?:一下)?我/u.test(half))
    if (isSplit && isWhole(first, false) && isWhole(second, word !== undefined)) return [first, inRhythm(first, second)]
  }
  return undefined
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
  const reading = readTime(words, draft.now)
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

type RequestWords = ReminderPhrases['request']

/** What is to be reminded of, without the words by which it was asked for. */
export function contentOf(content: string, phrases: RequestWords): string {
  const kept = withoutTail(keepText(content).replace(/^[\s\p{P}]+/u, ''), TAIL).replace(FROM_NOW_ON, '')
  return bare(withoutPolite(plain(kept), [...phrases.polite, ...phrases.triggers, ...phrases.nouns])) === '' ? '' : kept
}

/** 以后每周五叫我备份. */
const FROM_NOW_ON = /^(?:从今以后|从今往后|以后|今后)(?=.{2})/u

const TAIL = /^[\s，,。.、；;:：!！]$/u

const plain = (text: string): string => normalise(text).replace(/\s+/g, '')

/** Does the message ask to be reminded? `names` are clients: one of them who reminds is no request. */
export function asksToRemind(
  text: string,
  phrases: RequestWords,
  names: readonly string[],
  read: (words: string) => TimeReading,
): boolean {
  const words = withoutTail(plain(text), /^[\p{P}\p{S}]$/u)
  if (isQuestion(plain(text), phrases)) return false
  return (
    asksByVerb(words, phrases) ||
    phrases.heads.some((head) => words.startsWith(head) && /^[:：,，]./u.test(words.slice(head.length))) ||
    asksByTrigger(words, phrases, names, read)
  )
}

/** 每天都要提醒我备份吗 is a question; 能每周五提醒我备份吗 asks for it. */
const isQuestion = (words: string, { asking }: RequestWords): boolean =>
  /(?:[吗么?？]|行不行|可不可以)$/u.test(words) && !asking.some((one) => words.includes(one))

/** 设个明早9点交稿的提醒. */
function asksByVerb(words: string, { verbs, measures, nouns, polite, subjects }: RequestWords): boolean {
  const begun = withoutLeading(
    words,
    polite.filter((one) => !nouns.some((noun) => one.includes(noun))),
  )
  const verb = verbs.find((one) => begun.startsWith(one))
  if (verb === undefined) return false
  const rest = begun.slice(verb.length)
  const measure = measures.find((one) => rest.startsWith(one)) ?? ''
  const named = rest.slice(measure.length)
  const noun = nouns.find((one) => named.includes(one))
  if (noun === undefined) return false
  const at = named.indexOf(noun)
  const after = named.slice(at + noun.length)
  const isOthers =
    subjects.some((one) => after.startsWith(one)) || subjects.some((one) => named.slice(0, at).startsWith(one))
  return !isOthers && (measure !== '' || at === 0)
}

/** 每周五下午三点提醒我备份, 交稿,明天提醒我; with 叫我 only after a time. One such place in the message is enough. */
function asksByTrigger(
  words: string,
  phrases: RequestWords,
  names: readonly string[],
  read: (words: string) => TimeReading,
): boolean {
  const triggers = [...phrases.triggers, ...phrases.calls].sort((one, other) => other.length - one.length)
  for (let at = 0; at < words.length; at++) {
    const trigger = triggers.find((one) => words.startsWith(one, at))
    if (trigger === undefined) continue
    if (asksAt({ words, at, trigger }, phrases, names, read)) return true
    at += trigger.length - 1
  }
  return false
}

/** Somebody is told to have said it: 小鱼说. */
const REPORTED = /.[说让叫要求问喊]$/u

function asksAt(
  { words, at, trigger }: { readonly words: string; readonly at: number; readonly trigger: string },
  phrases: RequestWords,
  names: readonly string[],
  read: (words: string) => TimeReading,
): boolean {
  const { triggers, calls, tails, polite, objects, past } = phrases
  const head = words.slice(0, at)
  const after = words.slice(at + trigger.length)
  if (tails.some((one) => after.startsWith(one))) return false
  const subjects = [...phrases.subjects, ...names]
  const clause = head.slice(Math.max(...BREAKS.map((sign) => head.lastIndexOf(sign))) + 1)
  if (isNegated(withoutTrailing(clause, polite), phrases) && !SELDOM.test(clause)) return false
  if (withoutPolite(clause, polite) === '' && clause === head) return triggers.includes(trigger) || TO_COME.test(clause)
  const reading = read(clause)
  const left = plain(reading.kind === 'none' ? clause : reading.content)
  const residue = withoutPolite(left, polite)
  if (isNegated(residue, phrases) || isNegated(left, phrases)) return false
  if (triggers.includes(trigger) && A_WHILE.test(residue)) return true
  if (triggers.includes(trigger) && hangsOnEvent(residue, phrases)) return true
  if (subjects.some((one) => hasAgent(residue, one, objects)) || REPORTED.test(residue)) return false
  if (residue !== '' && past.some((one) => words.includes(one))) return false
  const hasTime = reading.kind !== 'none'
  if (calls.includes(trigger)) return hasTime && residue === ''
  if (residue !== '') return hasTime
  const before = head.slice(0, head.length - clause.length)
  const isOver = past.some((one) => before.includes(one))
  return hasTime || !subjects.some((one) => before.includes(one)) || (!isOver && read(words).kind !== 'none')
}

/** 别提醒我, 不需要每天提醒我, 是不是每周五提醒我. */
const isNegated = (words: string, { not }: RequestWords): boolean => not.some((one) => words.endsWith(one))

const SELDOM = /时不时$/u
/** 一分钟提醒我一次: the rhythm stands on both sides. */
const A_WHILE =
  /^(?:[\d.]{1,4}|[一二两三四五六七八九十半]{1,3})个?半?(?:秒钟?|分钟?|刻钟|小时|钟头|天|周|星期|礼拜|月|年)$/u

/** 等他回我了提醒我: it asks, though for what nobody tells the bot of. */
const hangsOnEvent = (words: string, { awaits, past }: RequestWords): boolean =>
  awaits.some((one) => words.startsWith(one) && words.length > one.length) && !past.some((one) => words.includes(one))

/** Is somebody named who may be the one that reminds? In 跟客户开会 it is with them that something is done. */
const hasAgent = (words: string, somebody: string, objects: readonly string[]): boolean =>
  words
    .split(somebody)
    .slice(0, -1)
    .some((before) => !objects.some((one) => before.endsWith(one)))

/** 到点叫我: the words before a call are themselves a time to come. */
const TO_COME = /到(?:点|时)/u

const BREAKS = [',', '，', '。', '.', ';', '；', '!', '！', '?', '？', '、'] as const

/** Taken off at both ends as long as there is any. */
const withoutPolite = (words: string, polite: readonly string[]): string =>
  withoutTrailing(withoutLeading(words, polite), polite)

function withoutLeading(words: string, polite: readonly string[]): string {
  let left = trimmed(words)
  for (;;) {
    const word = polite.find((one) => one !== '' && left.startsWith(one))
    if (word === undefined) return left
    left = trimmed(left.slice(word.length))
  }
}

function withoutTrailing(words: string, polite: readonly string[]): string {
  let left = trimmed(words)
  for (;;) {
    const word = polite.find((one) => one !== '' && left.endsWith(one))
    if (word === undefined) return left
    left = trimmed(left.slice(0, -word.length))
  }
}

const trimmed = (words: string): string => withoutEnds(words, /^[\p{P}\p{S}]$/u)
