import { bySheet, COLUMN_NAMES, COLUMNS, type ColumnName, printOf } from './columns.ts'
import { guideSheet } from './guide.ts'
import type { Passage } from './passage.ts'
import type { SheetToWrite } from './write-workbook.ts'

/** The sheets that a reviewer is handed: how it goes, then every passage, one a row. */
export function sheetsFor(passages: ReadonlyMap<string, Passage>): readonly SheetToWrite[] {
  const citation = citations(passages)
  const sheets = [...bySheet(passages.values())].map(
    ([name, rows]): SheetToWrite => ({
      name,
      columns: COLUMN_NAMES.map((column) => COLUMNS[column]),
      rows: rows.map((passage) => {
        const cells = cellsOf(passage, citation)
        return COLUMN_NAMES.map((column) => cells[column])
      }),
      frozen: 1,
    }),
  )
  return [guideSheet(passages), ...sheets]
}

function cellsOf(passage: Passage, citation: (id: string) => string): Readonly<Record<ColumnName, string>> {
  const { id, subject, part, text, source, laws, item } = passage
  return {
    id,
    subject,
    part,
    text,
    change: '',
    note: '',
    source,
    laws: laws.map(citation).join('、'),
    reviewer: item.reviewer ?? '',
    reviewed: item.reviewed ?? '',
    due: item.due ?? '',
    print: printOf(passage),
  }
}

/** What an article is called: 民法典第五百零九条第二款. */
function citations(passages: ReadonlyMap<string, Passage>): (id: string) => string {
  const text = (id: string, field: string): string => passages.get(`law.yaml#${id}.${field}`)?.text ?? ''
  return (id) => `${text(id, 'law')}${text(id, 'article')}` || id
}
