import { Temporal } from 'temporal-polyfill'
import type { Question } from '../../flows/shared/question.ts'
import type { Schedule } from '../../flows/shared/schedule.ts'
import type { OpenTime, TimeValue } from '../../flows/shared/time-value.ts'
import { completeTime, readTime } from '../reminders/read-time.ts'
import type { TimeReading } from '../reminders/reading.ts'
import { readDate } from './answers/date.ts'
import { NOT_UNDERSTOOD, type Reading } from './answers/reading.ts'
import type { Draft } from './draft.ts'
import { bare } from './normalise.ts'
import { changed } from './reschedule.ts'

/** A reading of a time as the value of an answer; undefined when there was no time in it. */
export function timeValue(reading: TimeReading): TimeValue | undefined {
  switch (reading.kind) {
    case 'once':
    case 'recurring':
      return { state: reading.guessed.length > 0 ? 'guessed' : 'known', schedule: reading.schedule }
    case 'ask': {
      const { why, choices, soFar, anchor } = reading
      const [only, ...others] = choices
      if (only !== undefined && others.length === 0) return { state: 'guessed', schedule: only }
      return { state: 'open', why, choices, soFar, ...(anchor && { anchor }) }
    }
    case 'refuse':
      return { state: 'refused', why: reading.why, suggestion: reading.suggestion ?? null }
    case 'none':
      return undefined
  }
}

/** Nothing is known: the time is asked for from the beginning. */
const FROM_SCRATCH: TimeValue = { state: 'open', why: 'when', choices: [], soFar: '' }

/**
 * Reads words as the answer to a question for a time: what was proposed taken, changed or refused, what was missing, or
 * a time of its own.
 */
export function readTimeAnswer(draft: Draft, question: Question, words: string): Reading {
  const { open, proposal, declines } = question.time ?? { open: null, proposal: null, declines: false }
  const { yes, no } = draft.knowledge.phrases
  const phrase = bare(words)
  if (proposal !== null && yes.has(phrase)) return known(proposal)
  if (declines && draft.knowledge.reminders.phrases.declines.has(phrase))
    return { kind: 'answer', value: { kind: 'no' } }
  if (proposal !== null && no.has(phrase)) return answer(FROM_SCRATCH)
  if (ASKS.test(words) || REFUSES.test(words)) return NOT_UNDERSTOOD
  if (open !== null) {
    const found = completed(draft, question, open, words)
    if (found !== undefined) return found
  }
  const { now } = draft
  const change = proposal === null ? undefined : changed(proposal, words, now)
  const value = timeValue(change ?? readTime(words, now))
  if (value === undefined || isNothing(value)) return NOT_UNDERSTOOD
  const isSame = value.state === 'guessed' && JSON.stringify(value.schedule) === JSON.stringify(proposal)
  // Whoever says the proposed time again means it.
  return isSame && proposal !== null ? known(proposal) : answer(value)
}

/** 明天是几号 asks, and tells no time. */
const ASKS = /几[号月]|几点了|现在几点|星期几|周几|礼拜几/u

/** 别在周末提醒我 says when not. */
const REFUSES = /(?:别|不要|不用|勿|不许)(?:在|再|于)?.{0,8}(?:提醒|叫我|吵|响)/u

/** There is no time in 删掉提醒, although it is about reminding, and none that helps in 晚点. */
const isNothing = (value: TimeValue): boolean => value.state === 'open' && value.why === 'when'

const answer = (value: TimeValue): Reading => ({ kind: 'answer', value: { kind: 'time', ...value } })
const known = (schedule: Schedule): Reading => answer({ state: 'known', schedule })

/** What was missing: one of the choices by its number, the day that it is counted from, or words that complete it. */
function completed(draft: Draft, question: Question, open: OpenTime, words: string): Reading | undefined {
  const { choices, why, soFar, anchor } = open
  if (anchor !== undefined) return fromAnchor(draft, question, anchor, words) ?? fromSentence(open, words, draft.now)
  if (soFar === '') return undefined
  const reading = completeTime({ kind: 'ask', why, choices, soFar, content: '' }, words, draft.now)
  const isAsBefore = reading.kind === 'ask' && reading.why === why && reading.soFar === soFar
  const value = timeValue(reading)
  return value === undefined || isAsBefore ? undefined : answer(value)
}

/** A day so many days from the one that the person names. */
function fromAnchor(
  draft: Draft,
  question: Question,
  { days, time }: NonNullable<OpenTime['anchor']>,
  words: string,
): Reading | undefined {
  const { phrases, yesNo, clauses } = draft.knowledge
  const page = draft.knowledge.page(question.page)
  if (page === undefined) return undefined
  const read = readDate(words, {
    question: { ...question, kind: 'date' },
    page,
    phrases,
    yesNo,
    clauses,
    today: draft.now.today,
  })
  if (read.kind !== 'answer' || read.value.kind !== 'date') return undefined
  const day = Temporal.PlainDate.from(read.value.date).add({ days })
  const { at, zone } = draft.now
  const local = day.toPlainDateTime(Temporal.PlainTime.from(time ?? DEFAULT_TIME))
  const schedule = { start: local.toString({ smallestUnit: 'second' }), zone, rules: [] }
  const isPast = local.toZonedDateTime(zone).epochMilliseconds <= at
  if (isPast) return answer({ state: 'refused', why: 'past', suggestion: null })
  return answer({ state: time === null ? 'guessed' : 'known', schedule })
}

/** 合作12月28号结束: the day stands in a sentence. What names none asks again, and is never the time itself. */
function fromSentence(open: OpenTime, words: string, now: Draft['now']): Reading {
  const reading = completeTime({ kind: 'ask', content: '', ...open }, words, now)
  const value = reading.kind === 'ask' && reading.why === 'anchor' ? undefined : timeValue(reading)
  return value === undefined || isNothing(value) ? NOT_UNDERSTOOD : answer(value)
}

const DEFAULT_TIME = '10:00'
