import type { Saying } from '../../flows/shared/saying.ts'
import type { OwnData } from '../conversation/own-data-parts.ts'
import type { Moment } from '../conversation/turn.ts'
import { ownDataDocument } from './own-data-docx.ts'
import { ownDataJson } from './own-data-json.ts'
import type { RecordWords } from './record-words.ts'
import { writeDocx } from './write-docx.ts'
import { instantIn } from './zoned.ts'

/** A file with all that is kept of a person, as it is now. */
export async function ownDataFile(
  format: 'json' | 'docx',
  data: OwnData,
  now: Moment,
  words: (saying: Saying) => string,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const zone = data.settings.zone ?? now.zone
  const local = { ...now, zone }
  const say: RecordWords = {
    text: (value) => words({ page: 'incident/doc-value', with: { value } }),
    instant: (at) => instantIn(at, zone),
  }
  const title = words({ page: 'mine/file-name', with: { day: now.today } })
  const name = `${title}.${format}`
  if (format === 'json') return { name, bytes: new TextEncoder().encode(ownDataJson(data, local, say.text)) }
  return { name, bytes: await writeDocx(ownDataDocument(data, local, say), now.at) }
}
