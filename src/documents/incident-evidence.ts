import { calledParam, exactSizeParam } from '../../flows/incident/evidence.ts'
import type { Incident } from '../conversation/incident.ts'
import type { RecordWords } from './record-words.ts'
import type { DocumentBlock } from './write-docx.ts'

/** The number, and what identifies the file: wide enough for a SHA-256 on one line. */
const WIDTHS = [1, 13]

/** What was shown to the bot: of each file what identifies it. */
export function evidenceBlocks({ log }: Incident, say: RecordWords): DocumentBlock[] {
  const files = log.flatMap(({ at, what }) => (what.kind === 'evidence' ? [{ ...what, at }] : []))
  if (files.length === 0) return [{ kind: 'paragraph', text: say.text({ page: 'incident/doc-no-evidence' }) }]
  const rows = files.map((file, index) => [
    String(index + 1),
    say.text({
      page: 'incident/doc-evidence-file',
      with: {
        name: calledParam(file, say.instant(file.at)),
        size: exactSizeParam(file.size),
        at: say.instant(file.at),
        sha256: file.sha256,
      },
    }),
  ])
  return [
    { kind: 'paragraph', text: say.text({ page: 'incident/doc-evidence-note' }) },
    { kind: 'table', head: [], rows, widths: WIDTHS },
  ]
}
