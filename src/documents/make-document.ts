import type { Saying } from '../../flows/shared/saying.ts'
import type { OwnData } from '../conversation/own-data-parts.ts'
import type { DocumentRecipe, Moment } from '../conversation/turn.ts'
import { calendarFile } from './calendar.ts'
import { contractReview } from './contract-review.ts'
import { incidentRecord } from './incident-record.ts'
import { ownDataFile } from './own-data.ts'
import { writeDocx } from './write-docx.ts'

/** Where a document gets its words from, and in which zone its instants are told. */
export interface DocumentWords {
  words(saying: Saying): string
  readonly timeZone: string
}

/** What a document is made of besides its recipe. */
export interface DocumentSources {
  /** The contract's text if it is still in memory. */
  readonly held: string | null
  /** All that is kept of the person it is for. */
  readonly owned: OwnData
  readonly now: Moment
}

/** Makes the document that a turn has promised. */
export async function makeDocument(
  recipe: DocumentRecipe,
  { held, owned, now }: DocumentSources,
  { words, timeZone }: DocumentWords,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  if (recipe.kind === 'contract-review') {
    const { name, content } = contractReview(recipe.contract, held, words)
    return { name, bytes: await writeDocx(content, recipe.contract.readAt) }
  }
  if (recipe.kind === 'own-data') return ownDataFile(recipe.format, owned, now, words)
  if (recipe.kind === 'calendar') return calendarFile(recipe.entries, recipe.at, words)
  const { name, content } = incidentRecord(recipe.incident, recipe.at, words, timeZone)
  return { name, bytes: await writeDocx(content, recipe.at) }
}
