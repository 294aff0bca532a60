import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { doubtOf } from './doubt.ts'
import type { Draft } from './draft.ts'
import { row } from './draft.ts'
import { withoutTail } from './ends.ts'
import { answerFrame, keepForLater, pendingQuestion } from './frame.ts'
import { bare } from './normalise.ts'
import { readFor } from './read-for.ts'

/** Longer, in UTF-16 units, it is a story and not a name with a day. */
const LONGEST = 24
/** What a day has in it; a bare number may be part of a name. */
const DAY_WORDS = /[天日号月周昨前今]|星期|礼拜/u

/**
 * Takes the day that comes with an answer in words, where the day is asked for next: "老板,昨天". A day alone is kept
 * for that question, and the words are asked for again. False when there is no day in the message.
 */
export function takeWhoAndWhen(draft: Draft): boolean {
  const live = draft.live
  const question = live && pendingQuestion(live)
  if (live === undefined || question?.kind !== 'text' || live.frame.revisiting !== null) return false
  const text = withoutMeans(draft, draft.text.trim())
  const day = questionAfter(draft, question)
  if (day?.kind !== 'date' || text.length > LONGEST || !DAY_WORDS.test(text)) return false
  if (readFor(draft, day, text).kind === 'future') {
    draft.speak('repair/who-confirmed')
    draft.ask()
    return true
  }
  const whole = readDay(draft, day, text)
  if (whole !== undefined) {
    keep(draft, day, whole)
    draft.speak('repair/day-noted', { with: { items: { lines: [dayRow(draft, day, whole)] } } })
    draft.ask()
    return true
  }
  const [words, value] = split(draft, question, day, text) ?? []
  const now = draft.live
  const name = words === undefined ? undefined : readFor(draft, question, words)
  if (words === undefined || value === undefined || now === undefined || name?.kind !== 'answer') return false
  keep(draft, day, value)
  const kept = draft.live
  if (kept === undefined) return false
  const answer = { questionId: question.id, value: name.value, messageId: draft.event.id, at: draft.now.at }
  draft.speak('answer/took', {
    with: { items: { lines: [row({ question, answer }), dayRow(draft, day, value)] } },
  })
  giveAnswer(draft, kept, question, name.value)
  return true
}

/** "老K自己 上周三电话说的": by what means, says neither who nor when. */
function withoutMeans({ knowledge }: Draft, text: string): string {
  const { confirmed } = knowledge.phrases.asides.names
  const end = confirmed.find((word) => text.endsWith(word)) ?? ''
  const said = text.slice(0, text.length - end.length)
  const left = said.replace(MEANS, '')
  return (left === said ? said : withoutTail(left, /^[\p{P}\s]$/u)).trim() || text
}

const MEANS = /(?:在|用|通过)?(?:电话|微信|邮件|邮箱|短信|当面|口头|语音|视频|群)(?:里|上|中)?$/u

/** The question that any words for this one lead to. */
function questionAfter(draft: Draft, { id }: Question): Question | undefined {
  const live = draft.live
  if (live === undefined) return undefined
  const value: AnswerValue = { kind: 'text', text: id }
  return pendingQuestion(answerFrame(live, { questionId: id, value, messageId: '', at: 0 }).live)
}

function readDay(draft: Draft, day: Question, words: string): AnswerValue | undefined {
  const reading = DAY_WORDS.test(words) ? readFor(draft, day, words) : undefined
  return reading?.kind === 'answer' && reading.value.kind === 'date' ? reading.value : undefined
}

/** The name and the day, in either order; the longest day that leaves a name. */
function split(draft: Draft, question: Question, day: Question, text: string): [string, AnswerValue] | undefined {
  for (let length = text.length - 1; length > 1; length--) {
    for (const [one, other] of [
      [text.slice(-length), text.slice(0, -length)],
      [text.slice(0, length), text.slice(length)],
    ] as const) {
      const words = other.replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '')
      const value = bare(words) === '' ? undefined : readDay(draft, day, one)
      if (value !== undefined && isName(draft, question, words)) return [words, value]
    }
  }
  return undefined
}

function isName(draft: Draft, question: Question, words: string): boolean {
  const reading = readFor(draft, question, words)
  const isText = reading.kind === 'answer' && reading.value.kind === 'text'
  return isText && draft.live !== undefined && doubtOf(draft, draft.live, question, words) === undefined
}

function keep(draft: Draft, day: Question, value: AnswerValue): void {
  const live = draft.live
  if (live === undefined) return
  const answer = { questionId: day.id, value, messageId: draft.event.id, at: draft.now.at }
  draft.setTop(keepForLater(live, [answer]))
}

const dayRow = (draft: Draft, day: Question, value: AnswerValue) =>
  row({ question: day, answer: { questionId: day.id, value, messageId: draft.event.id, at: draft.now.at } })
