import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { type Draft, row } from './draft.ts'
import { keepForLater, questionsAhead, type Step } from './frame.ts'
import { normalise } from './normalise.ts'
import { readFor } from './read-for.ts'

/** So many parts, one for each clause that is left, are as many answers; fewer may be one answer: 没有，没写. */
const PARTS_OF_ALL = 3
/** 1. 列出来的 2. 两年: what an answer in a list is numbered with. */
const NUMBERED = /^(?:\d{1,2}[.、)）:：]|[①-⑨])\s*/u
const SEPARATORS = /[，,。；;、\n]+/u

/**
 * Takes the answers about several clauses out of one message: "列出来的，两年，没违约金，没竞业，付清归客户".
 *
 * They must come in the order of the questions, and each must surely answer its own. Where they are not one for each
 * clause that is left, none may answer the question before as well: "没有，没写" is one answer with a comma in it. False
 * when it is no such message.
 */
export function fillClauses(draft: Draft): boolean {
  const live = draft.live
  if (live?.flow.id !== 'nda' || live.frame.revisiting !== null) return false
  const ahead = questionsAhead(live)
  const open = ahead.slice(0, ahead.findLastIndex(isAboutClause) + 1)
  const [pending] = open
  if (pending === undefined || !open.every(isAboutClause)) return false
  const values = valuesFor(draft, open)
  if (values === undefined) return false

  const steps = values.map((value, at): Step => {
    const question = open[at] as Question
    return { question, answer: { questionId: question.id, value, messageId: draft.event.id, at: draft.now.at } }
  })
  draft.speak('answer/took', { with: { items: { lines: steps.map(row) } } })
  const later = steps.slice(1).map(({ answer }) => answer)
  draft.setTop(keepForLater(live, later))
  giveAnswer(draft, draft.live ?? live, pending, values[0] as AnswerValue)
  return true
}

const isAboutClause = ({ id }: Question): boolean => id.startsWith('clause.')

/** One answer a question, in order; undefined when the parts of the message are anything else. */
function valuesFor(draft: Draft, open: readonly Question[]): readonly AnswerValue[] | undefined {
  for (const parts of partings(draft.text, open.length)) {
    const values = parts.map((part, at) => answerIn(draft, open[at], part))
    const isOfAll = parts.length === open.length && parts.length >= PARTS_OF_ALL
    const isOwn = parts.every((part, at) => at === 0 || answerIn(draft, open[at - 1], part) === undefined)
    if ((isOfAll || isOwn) && values.every((value) => value !== undefined)) return values
  }
  return undefined
}

/** The ways to part the message into up to so many answers: at its commas, at its spaces, at every digit. */
function partings(text: string, count: number): readonly (readonly string[])[] {
  const plain = normalise(text.replace(/\n/g, ';'))
  const digits = plain.replace(/[\s、,，]/gu, '')
  const isOfAll = /^[1-3]+$/u.test(digits) && digits.length === count && count >= PARTS_OF_ALL
  const ways = [plain.split(SEPARATORS), plain.split(/[\s，,。；;、]+/u), isOfAll ? [...digits] : []]
  return ways
    .map((parts) => parts.map((part) => part.trim().replace(NUMBERED, '')).filter(Boolean))
    .filter((parts) => parts.length > 1 && parts.length <= count)
}

function answerIn(draft: Draft, question: Question | undefined, part: string): AnswerValue | undefined {
  const reading = question && readFor(draft, question, part)
  if (reading?.kind !== 'answer') return undefined
  return reading.value.kind === 'choice' || reading.value.kind === 'unsure' ? reading.value : undefined
}
