import type { Question } from '../../flows/shared/question.ts'
import { readAnswer } from './answers/read.ts'
import type { Reading } from './answers/reading.ts'
import type { Draft } from './draft.ts'
import { SHOWN_WITH_NUMBERS } from './explain.ts'

/** Reads words as the answer to a question, with all that this turn knows. */
export function readFor({ knowledge, now, live }: Draft, question: Question, words: string): Reading {
  const page = knowledge.page(question.page)
  if (page === undefined) throw new Error(`no page ${question.page}`)
  const { phrases, yesNo } = knowledge
  const isNumbered = live?.frame.misses === SHOWN_WITH_NUMBERS
  return readAnswer(words, { question, page, phrases, yesNo, today: now.today, isNumbered })
}
