import type { Question } from '../../flows/shared/question.ts'

/** What will do instead: a made-up name, an "I don't know", a skip, a stop. */
export function refusalPage({ suggestion, unsure, skippable }: Question): string {
  if (suggestion !== undefined) return 'repair/need-no-name'
  if (skippable) return 'repair/need-not-say-skip'
  return unsure ? 'repair/need-not-say-unsure' : 'repair/need-not-say-stop'
}
