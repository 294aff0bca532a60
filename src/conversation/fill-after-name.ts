import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { type Draft, row } from './draft.ts'
import { keepForLater, pendingQuestion, questionsAhead, type Step } from './frame.ts'
import { readFor } from './read-for.ts'

/**
 * Takes a client's name and what is told right after it: "大熊，已经签了，两年".
 *
 * Only where every part after the name surely answers a question that is still to come; else the commas may be part of
 * the name. False when it is no such message.
 */
export function fillAfterName(draft: Draft): boolean {
  const live = draft.live
  const pending = live && pendingQuestion(live)
  if (live === undefined || pending?.id !== 'client' || pending.kind !== 'text' || live.frame.revisiting !== null)
    return false
  const [name = '', ...parts] = draft.text.split(/[，,。；;\n]+/u).flatMap((part) => part.trim() || [])
  const client = readFor(draft, pending, name)
  if (parts.length === 0 || client.kind !== 'answer' || client.value.kind !== 'text') return false
  const given = answersIn(draft, parts, questionsAhead(live).slice(1))
  if (given === undefined) return false

  const step = (question: Question, value: AnswerValue): Step => ({
    question,
    answer: { questionId: question.id, value, messageId: draft.event.id, at: draft.now.at },
  })
  const later = [...given].map(([question, value]) => step(question, value))
  draft.speak('answer/took', { with: { items: { lines: [step(pending, client.value), ...later].map(row) } } })
  draft.setTop(
    keepForLater(
      live,
      later.map(({ answer }) => answer),
    ),
  )
  giveAnswer(draft, draft.live ?? live, pending, client.value)
  return true
}

/** One question for each part; undefined when a part answers none. */
function answersIn(
  draft: Draft,
  parts: readonly string[],
  open: readonly Question[],
): Map<Question, AnswerValue> | undefined {
  const given = new Map<Question, AnswerValue>()
  for (const part of parts) {
    const question = open.find((one) => !given.has(one) && surely(draft, one, part) !== undefined)
    const value = question && surely(draft, question, part)
    if (question === undefined || value === undefined) return undefined
    given.set(question, value)
  }
  return given
}

/** An answer that can be nothing else: an option, a length or a day, all of it understood. */
function surely(draft: Draft, question: Question, part: string): AnswerValue | undefined {
  const reading = readFor(draft, question, part)
  if (reading.kind !== 'answer' || reading.unclear !== undefined) return undefined
  return ['choice', 'duration', 'date'].includes(reading.value.kind) ? reading.value : undefined
}
