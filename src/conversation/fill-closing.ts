import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { type Draft, row } from './draft.ts'
import { keepForLater, questionsAhead, type Step } from './frame.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'

/**
 * Takes several answers to the closing of a project out of one message: "都删了，备份也删了，权限收了，还没告诉客户".
 *
 * A part that names its matter (备份, 权限) answers that question, the first other part the one that is pending. What
 * is not surely an answer is asked. False when it is no such message.
 */
export function fillClosing(draft: Draft): boolean {
  const live = draft.live
  if (live?.flow.id !== 'closing' || live.frame.revisiting !== null) return false
  const open = questionsAhead(live)
  const parts = draft.text.split(/[\s，,。；;、！!]+/u).filter(Boolean)
  const given = assign(draft, open, parts)
  const [pending] = open
  if (pending === undefined || (given.size < 2 && !(given.size === 1 && !given.has(pending.id)))) return false

  const steps = open.flatMap((question): Step[] => {
    const value = given.get(question.id)
    return value === undefined
      ? []
      : [{ question, answer: { questionId: question.id, value, messageId: draft.event.id, at: draft.now.at } }]
  })
  draft.speak('answer/took', { with: { items: { lines: steps.map(row) } } })
  const later = steps.filter(({ question }) => question.id !== pending.id).map(({ answer }) => answer)
  draft.setTop(keepForLater(live, later))
  const value = given.get(pending.id)
  const kept = draft.live
  if (value === undefined || kept === undefined) draft.ask()
  else giveAnswer(draft, kept, pending, value)
  return true
}

/** Which part answers which question; what answers none, or only half, answers nothing. */
function assign(draft: Draft, open: readonly Question[], parts: readonly string[]): Map<string, AnswerValue> {
  const given = new Map<string, AnswerValue>()
  for (const part of parts) {
    const question = meant(draft, open, part) ?? open[0]
    if (question === undefined || given.has(question.id)) continue
    const reading = readFor(draft, question, part)
    if (reading.kind === 'answer') given.set(question.id, reading.value)
  }
  return given
}

/** The one open question whose matter the part names. */
function meant({ knowledge }: Draft, open: readonly Question[], part: string): Question | undefined {
  const plain = simplify(part)
  const named = knowledge.records.closing.filter(({ words }) => words.some((word) => plain.includes(word)))
  const questions = open.filter(({ id }) => named.some((one) => one.id === id))
  return named.length === 1 ? questions[0] : undefined
}
