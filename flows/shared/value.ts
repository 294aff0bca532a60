import type { AnswerValue, Param, Question } from './question.ts'

/**
 * An answer as a placeholder's value; an option's words are its own label, or are looked up on the question's page,
 * and so are a question's own words for yes, no, "don't know" and "skip", if it has any.
 */
export function valueParam({ page, options }: Pick<Question, 'page' | 'options'>, value: AnswerValue): Param {
  const named = (id: string): Param => options?.find((option) => option.id === id)?.label ?? { option: id, of: page }
  switch (value.kind) {
    case 'text':
      return value.text
    case 'date':
      return { date: value.date }
    case 'choice':
      return named(value.id)
    case 'several':
      return value.ids.length === 0 ? { page: 'answer/none' } : { list: value.ids.map(named) }
    default:
      return { option: value.kind, of: page }
  }
}
