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

/** Without spaces, in one spelling. */
export const plain = (text: string): string => normalise(text).replace(/\s+/g, '')

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
