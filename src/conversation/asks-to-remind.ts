import type { TimeReading } from '../reminders/reading.ts'
import { withoutEnds, withoutTail } from './ends.ts'
import { bare, keepText, normalise } from './normalise.ts'
import type { ReminderPhrases } from './reminder-words.ts'

type RequestWords = ReminderPhrases['request']

/** What is to be reminded of, without the words by which it was asked for. */
export function contentOf(content: string, phrases: RequestWords): string {
  const kept = withoutTail(keepText(content).replace(/^[\s\p{P}]+/u, ''), TAIL).replace(FROM_NOW_ON, '')
  return bare(withoutPolite(plain(kept), [...phrases.polite, ...phrases.triggers, ...phrases.nouns])) === '' ? '' : kept
}

/** 以后每周五叫我备份. */
const FROM_NOW_ON = /^(?:从今以后|从今往后|以后|今后)(?=.{2})/u

const TAIL = /^[\s，,。.、；;:：!！]$/u

/** Without spaces, in one spelling; two figures stay apart (12/15 14:00). */
export const plain = (text: string): string => normalise(text).replace(/(?<!\d)\s+|\s+(?!\d)/g, '')

/** Does the message ask to be reminded? `names` are clients: one of them who reminds is no request. */
export function asksToRemind(
  text: string,
  phrases: RequestWords,
  names: readonly string[],
  read: (words: string) => TimeReading,
): boolean {
  const words = withoutTail(plain(text), /^[\p{P}\p{S}]$/u)
  if (isQuestion(plain(text), phrases)) return false
  if (isDoubt(words)) return false
  return (
    asksByVerb(words, phrases) ||
    asksBarely(words, phrases, read) ||
    rings(words, read) ||
    asksBehind(words, phrases, read) ||
    phrases.heads.some((head) => words.startsWith(head) && /^[:：,，]./u.test(words.slice(head.length))) ||
    asksByTrigger(words, phrases, names, read)
  )
}

/** 每天都要提醒我备份吗 is a question; 能每周五提醒我备份吗 asks for it. */
const isQuestion = (words: string, { asking }: RequestWords): boolean =>
  /(?:[吗么?？]|行不行|可不可以)$/u.test(words) && !asking.some((one) => words.includes(one))

/** 提醒一下客户要签协议是不是不礼貌 asks about somebody else. */
const isDoubt = (words: string): boolean =>
  !/提醒(?:一下|下)?[我俺咱]/u.test(words) && /(?:是不是|会不会|算不算|好不好意思|合不合适).{0,10}$/u.test(words)

/** 明天15点提醒交稿, 明天下午3点面试提前半小时提醒: a moment right before it. */
function asksBarely(words: string, phrases: RequestWords, read: (words: string) => TimeReading): boolean {
  const at = words.indexOf('提醒')
  if (at <= 0 || words.length > LONGEST_BARE) return false
  const [head, after] = [words.slice(0, at), words.slice(at + 2)]
  if (/^(?:的|过|了|们|说|[太很这那你您我])|[吗么?？]$|(?:怎么|什么|为啥)/u.test(after) || /的$/u.test(head))
    return false
  if (isNegated(head, phrases) || phrases.past.some((one) => words.includes(one))) return false
  const reading = read(head)
  const isMoment = reading.kind === 'once' || (reading.kind === 'ask' && reading.why === 'half')
  if (!isMoment) return false
  const left = withoutPolite(plain(reading.content), phrases.polite)
  return left === '' || (LEADS_TO.test(head) && !isOthers(left, phrases))
}

/** 生日提醒 3月8号: the day stands behind. */
function asksBehind(words: string, phrases: RequestWords, read: (words: string) => TimeReading): boolean {
  const [, what = '', time = ''] = /^([^,，。;；]{2,8})提醒[:：,，]?([^,，。;；]{2,16})$/u.exec(words) ?? []
  if (what === '' || isOthers(`${what}提`, phrases) || isNegated(what, phrases) || read(what).kind !== 'none')
    return false
  const reading = read(time)
  return reading.kind === 'once' && reading.content === ''
}

/** 闹钟 下午六点. */
function rings(words: string, read: (words: string) => TimeReading): boolean {
  const [, time] = /^闹[钟铃][:：,，]?(.{2,})$/u.exec(words) ?? []
  const kind = time === undefined ? 'none' : read(time).kind
  return kind === 'once' || kind === 'recurring' || (kind === 'ask' && /\d|[一二三四五六七八九十]点/u.test(words))
}

const LONGEST_BARE = 40

const isOthers = (words: string, { subjects, objects }: RequestWords): boolean =>
  subjects.some((one) => hasAgent(words, one, objects)) || REPORTED.test(words)

/** So long before something ends the words: 提前半小时, 截止前48小时, 前一天晚上8点. */
const LEADS_TO =
  /(?:(?:提前|提早)个?[\d一二两三四五六七八九十半]{1,4}个?半?(?:分钟?|刻钟|小时|钟头|天|日|周|星期|礼拜|月)|前的?[\d一二两三四五六七八九十半]{1,3}个?(?:分钟?|小时|天|周|月)|[前头](?:一天|一?晚)|头天)(?:[早晚上中下傍]{1,2}[上午晚间]?)?(?:[\d一二两三四五六七八九十:点半]{1,6})?[你您再]?$/u

/** 设个明早9点交稿的提醒. */
export function asksByVerb(words: string, { verbs, measures, nouns, polite, subjects }: RequestWords): boolean {
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
  const clause = head.slice(lastBreak(head) + 1)
  if (isNegated(withoutTrailing(clause, polite), phrases) && !SELDOM.test(clause)) return false
  if (withoutPolite(clause, polite) === '' && clause === head)
    return triggers.includes(trigger) || TO_COME.test(clause) || (ASKING.test(clause) && startsWithTime(after, read))
  const reading = read(clause)
  const left = plain(reading.kind === 'none' ? clause : reading.content)
  const residue = withoutPolite(left, polite)
  if (isNegated(residue, phrases) || isNegated(left, phrases)) return false
  if (triggers.includes(trigger) && A_WHILE.test(residue)) return true
  if (triggers.includes(trigger) && hangsOnEvent(residue, phrases)) return true
  if (subjects.some((one) => hasAgent(residue, one, objects)) || REPORTED.test(residue)) return false
  const told = words.replace(NAMED_DAY, '')
  if (residue !== '' && past.some((one) => told.includes(one))) return false
  const hasTime = reading.kind !== 'none'
  // 早上七点半你叫我: the bot is spoken to.
  const isToBot = /[你您]$/u.test(clause) && residue === withoutTail(residue, /^[你您]$/u)
  const isTold =
    reading.kind === 'once' || reading.kind === 'recurring' || (reading.kind === 'ask' && reading.why === 'half')
  // 大后天十点有个评审 到点叫我.
  if (calls.includes(trigger) && isTold && AT_ITS_TIME.test(clause)) return true
  if (calls.includes(trigger) && residue === '' && TO_COME.test(clause) && !isOthers(head, phrases)) {
    const told = read(head)
    return told.kind === 'once' || told.kind === 'recurring'
  }
  if (calls.includes(trigger)) return hasTime && (residue === '' || isToBot || LEADS_TO.test(clause))
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

/** 圣诞节那天 is to come, and 那天 alone is over. */
const NAMED_DAY = /(?<=[节号日夕夜至旦\d]|周[一二三四五六日天]|星期[一二三四五六日天])那天/gu

/** 记得叫我20号之前…: asked for, and the time stands behind. */
const ASKING = /记得|麻烦|请|帮|到时|别忘/u

function startsWithTime(after: string, read: (words: string) => TimeReading): boolean {
  const reading = read(after)
  return (
    (reading.kind === 'once' || reading.kind === 'recurring') && !after.startsWith(plain(reading.content).slice(0, 2))
  )
}

/** Is somebody named who may be the one that reminds? In 跟客户开会 it is with them that something is done. */
const hasAgent = (words: string, somebody: string, objects: readonly string[]): boolean =>
  words
    .split(somebody)
    .slice(0, -1)
    .some((before) => !objects.some((one) => before.endsWith(one)))

/** 到点叫我: the words before a call are themselves a time to come. */
const TO_COME = /到(?:点|时)/u

const AT_ITS_TIME = /到(?:点了?|时候?)[你您再就都]*$/u

/** Where the last clause begins; 12.10 is one word. */
const lastBreak = (words: string): number =>
  Math.max(-1, ...[...words.matchAll(/[,，。;；!！?？、]|(?<!\d)\.|\.(?!\d)/gu)].map(({ index }) => index))

/** Taken off at both ends as long as there is any. */
const withoutPolite = (words: string, polite: readonly string[]): string =>
  withoutTrailing(withoutLeading(words, polite), polite)

export function withoutLeading(words: string, polite: readonly string[]): string {
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
