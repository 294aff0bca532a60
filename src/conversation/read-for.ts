import type { Question } from '../../flows/shared/question.ts'
import { readAnswer } from './answers/read.ts'
import { NOT_UNDERSTOOD, type Reading } from './answers/reading.ts'
import { coverOf } from './asides.ts'
import type { Draft } from './draft.ts'
import { SHOWN_WITH_NUMBERS } from './explain.ts'
import { withoutLeadIn } from './lead-in.ts'

/** Reads words as the answer to a question, with all that this turn knows. */
export function readFor({ knowledge, now, live }: Draft, question: Question, words: string): Reading {
  const page = knowledge.page(question.page)
  if (page === undefined) throw new Error(`no page ${question.page}`)
  const { phrases, yesNo, clauses } = knowledge
  const answer = withoutLeadIn(words, question, phrases)
  const isNumbered = live?.frame.misses === SHOWN_WITH_NUMBERS
  const reading = readAnswer(answer, { question, page, phrases, yesNo, clauses, today: now.today, isNumbered })
  const isOpen = reading.kind === 'notUnderstood' || (reading.kind === 'answer' && reading.value.kind === 'text')
  return isOpen && HAS_NO_WORDS_OF_ITS_OWN.has(question.kind) === false && saysUnsure(answer, question, phrases)
    ? asUnsure(question)
    : reading
}

/** A yes or no has its own ways to be unsure; a contract and a review have none. */
const HAS_NO_WORDS_OF_ITS_OWN: ReadonlySet<Question['kind']> = new Set(['yesno', 'review', 'contract'])

/** Does the whole message say "I don't know", "he didn't say", "not thought of yet", and nothing else? */
export function saysUnsure(words: string, { id }: Question, phrases: Draft['knowledge']['phrases']): boolean {
  const cover = coverOf(words, phrases, { questionId: id })
  return cover !== undefined && cover.request === undefined && cover.asides.size === 1 && cover.asides.has('unsure')
}

function asUnsure({ unsure, skippable, kind }: Question): Reading {
  if (unsure) return { kind: 'answer', value: { kind: 'unsure' } }
  return skippable && kind === 'text' ? { kind: 'answer', value: { kind: 'skipped' } } : NOT_UNDERSTOOD
}
