import type { Saying } from '../../flows/shared/saying.ts'
import type { DocumentRecipe } from '../conversation/turn.ts'
import { calendarFile } from './calendar.ts'
import { contractReview } from './contract-review.ts'
import { incidentRecord } from './incident-record.ts'
import { writeDocx } from './write-docx.ts'

/** Where a document gets its words from, and in which zone its instants are told. */
export interface DocumentWords {
  words(saying: Saying): string
  readonly timeZone: string
}

/** Makes the document that a turn has promised; `held` is the contract's text if it is still in memory. */
export async function makeDocument(
  recipe: DocumentRecipe,
  held: string | null,
  { words, timeZone }: DocumentWords,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  if (recipe.kind === 'contract-review') {
    const { name, content } = contractReview(recipe.contract, held, words)
    return { name, bytes: await writeDocx(content, recipe.contract.readAt) }
  }
  if (recipe.kind === 'calendar') return calendarFile(recipe.entries, recipe.at, words)
  const { name, content } = incidentRecord(recipe.incident, recipe.at, words, timeZone)
  return { name, bytes: await writeDocx(content, recipe.at) }
}
