import { CHECKS } from '../../flows/incident/rules.ts'
import type { AnswerValue, Param } from '../../flows/shared/question.ts'
import { valueParam } from '../../flows/shared/value.ts'

/** A part of the record and the questions whose answers stand in it: the last ones, or all that are in the log. */
export interface Section {
  readonly id: 'cause' | 'information' | 'actions' | 'checks' | 'outcome' | 'told' | 'learnt'
  readonly questions: readonly string[]
  readonly by: 'last' | 'log'
}

export const SECTIONS: readonly Section[] = [
  {
    id: 'cause',
    by: 'last',
    questions: ['words', 'origin', 'how', 'found', 'found.again', 'where', 'file', 'seen', 'claim', 'claim-size'],
  },
  { id: 'information', by: 'last', questions: ['categories', 'sensitive', 'people'] },
  { id: 'actions', by: 'last', questions: ['pause', 'contain', 'freeze', 'remedies', 'evidence'] },
  { id: 'checks', by: 'last', questions: ['checks', ...CHECKS.map((id) => `check.${id}`), 'findings'] },
  { id: 'outcome', by: 'last', questions: ['outcome', 'contradiction', 'reason', 'verdict', 'still', 'last-reason'] },
  { id: 'told', by: 'log', questions: ['receipt', 'informed', 'reported', 'shown', 'agreed'] },
  {
    id: 'learnt',
    by: 'last',
    questions: ['protection', 'improvements', 'resumed', 'delivery', 'new-delivery'],
  },
]

/** A question's page: ids have dots where pages have dashes. */
export const pageOf = (questionId: string): string => `incident/ask-${questionId.replace('.', '-')}`

/** An answer as it stands in the record; what is not known is said to be so, and what was passed over, too. */
export function answerParam(questionId: string, value: AnswerValue): Param {
  if (value.kind === 'unsure') return { page: 'incident/doc-unsure' }
  if (value.kind === 'skipped') return { page: 'incident/doc-skipped' }
  return valueParam({ page: pageOf(questionId) }, value)
}

/** The same with the words in which it was said, where they say more. */
export function saidParam(questionId: string, value: AnswerValue, words: string | undefined): Param {
  const answer = answerParam(questionId, value)
  return words === undefined ? answer : { page: 'incident/doc-said', with: { value: answer, words } }
}
