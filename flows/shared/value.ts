import type { AnswerValue, Duration, Param, Question } from './question.ts'

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
    case 'duration':
      return durationParam(value)
    case 'time':
      return value.state === 'known' || value.state === 'guessed'
        ? { rhythm: value.schedule }
        : { page: 'answer/unsure' }
    case 'contract':
      return contractParam(value)
    default:
      return { option: value.kind, of: page }
  }
}

/** A length in words: 2年, 18个月, 合作结束后3年, 永久. */
export function durationParam({ count, unit, from }: Duration): Param {
  const years = unit === 'month' && count % 12 === 0
  const length: Param = years
    ? { page: 'duration/year', with: { count: count / 12 } }
    : { page: `duration/${unit}`, with: { count } }
  return from === undefined ? length : { page: `duration/from-${from}`, with: { length } }
}

/** What was found in a contract, in a line. */
function contractParam({ flags, counts }: Extract<AnswerValue, { kind: 'contract' }>): Param {
  if (flags.length === 0) return { page: 'nda/found-nothing' }
  const found = (['refuse', 'must', 'should'] as const).filter((severity) => counts[severity] > 0)
  return {
    page: 'nda/found',
    with: {
      counts: { list: found.map((severity) => ({ page: `nda/count-${severity}`, with: { count: counts[severity] } })) },
      first: { title: `flag/${flags[0]}` },
    },
  }
}
