import type { AnswerValue, Param } from './question.ts'

/**
 * An answer as a placeholder's value; an option's words are looked up on the question's page,
 * and so are a question's own words for yes, no, "don't know" and "skip", if it has any.
 */
export function valueParam(page: string, value: AnswerValue): Param {
  switch (value.kind) {
    case 'text':
      return value.text
    case 'date':
      return { date: value.date }
    case 'choice':
      return { option: value.id, of: page }
    case 'several':
      return value.ids.length === 0
        ? { page: 'answer/none' }
        : { list: value.ids.map((option) => ({ option, of: page })) }
    default:
      return { option: value.kind, of: page }
  }
}
