import { bareHeader, type ColumnName, NAME_OF_HEADER, sheetOf, textPrint } from './columns.ts'
import type { Passage } from './passage.ts'
import { ReviewFileError } from './review-file-error.ts'
import type { Cell, Row, Sheet } from './workbook.ts'

/** Where a reviewer finds something again. */
export interface Where {
  readonly sheet: string
  /** As the program shows it at the row's head. */
  readonly row: number
}

export interface Refusal extends Where {
  /** What the row is about; empty where it does not say. */
  readonly id: string
  readonly reason: string
}

/** A row of a sheet, its cells by what their column is called. */
export interface ReviewRow extends Where {
  readonly cells: Readonly<Partial<Record<ColumnName, Cell>>>
}

/** A row whose id we know. */
export interface KnownRow {
  readonly row: ReviewRow
  readonly passage: Passage
}

export type Refuse = (row: ReviewRow, reason: string) => void

/** What a cell says; an id without the spaces around it. */
export function textOf({ cells }: ReviewRow, column: ColumnName): string {
  const text = cells[column]?.text ?? ''
  return column === 'id' || column === 'print' ? text.trim() : text
}

/** What stands in such a cell was not written by anybody. */
export const isOdd = ({ cells }: ReviewRow, column: ColumnName): boolean =>
  cells[column]?.kind === 'formula' || cells[column]?.kind === 'error'

/** Is the text in data/ still the one that was handed out with this row? */
export const isTextFresh = ({ row, passage }: KnownRow): boolean =>
  textOf(row, 'print').split('-')[0] === textPrint(passage.text)

/** Columns without which nothing can be taken in. */
const NEEDED = ['id', 'text', 'change', 'print'] as const satisfies readonly ColumnName[]
/** Somebody may have put a line of their own above the headings. */
const HEADER_WITHIN = 10

/** The rows of every sheet that is one of ours, however its columns were moved; sheets of the reviewer's own are left out. */
export function reviewRows(sheets: readonly Sheet[]): readonly ReviewRow[] {
  const rows = sheets.flatMap((sheet) => {
    const header = sheet.rows.slice(0, HEADER_WITHIN).find((row) => namesIn(row).size > 1)
    if (header === undefined) return []
    const columns = namesIn(header)
    refuseHeadings(sheet.name, header, columns)
    return sheet.rows
      .filter(({ number }) => number > header.number)
      .map((row) => ({
        sheet: sheet.name,
        row: row.number,
        cells: Object.fromEntries(
          [...columns].flatMap(([name, column]) => {
            const cell = row.cells.get(column)
            return cell === undefined ? [] : [[name, cell] as const]
          }),
        ),
      }))
      .filter(({ cells }) => Object.values(cells).some(({ kind, text }) => kind === 'formula' || text.trim() !== ''))
  })
  if (rows.length === 0)
    throw new ReviewFileError(
      '这个表格里没有我们的表：找不到「编号」「现在的话」「改成」这几列。请用 npm run review 导出的文件来改。',
    )
  return rows
}

const namesIn = ({ cells }: Row): ReadonlyMap<ColumnName, number> => {
  const found = new Map<ColumnName, number>()
  for (const [column, { text }] of cells) {
    const name = NAME_OF_HEADER.get(bareHeader(text))
    if (name !== undefined && !found.has(name)) found.set(name, column)
  }
  return found
}

function refuseHeadings(sheet: string, header: Row, columns: ReadonlyMap<ColumnName, number>): void {
  const titles: Readonly<Record<(typeof NEEDED)[number], string>> = {
    id: '编号',
    text: '现在的话',
    change: '改成',
    print: '校验',
  }
  const missing = NEEDED.filter((name) => !columns.has(name)).map((name) => `「${titles[name]}」`)
  if (missing.length > 0)
    throw new ReviewFileError(
      `「${sheet}」这张表少了${missing.join('、')}这一列。列可以挪、可以隐藏，别删，标题也别改。请重新导出，把改法填进去。`,
    )
  const names = [...header.cells.values()].flatMap(({ text }) => NAME_OF_HEADER.get(bareHeader(text)) ?? [])
  const twice = NEEDED.filter((name) => names.filter((other) => other === name).length > 1)
  if (twice.length > 0)
    throw new ReviewFileError(
      `「${sheet}」这张表有两列都叫${twice.map((name) => `「${titles[name]}」`).join('、')}，不知道看哪列。请留一列。`,
    )
}

/** Sheets of ours that are not in the file: what stands there is left as it is. */
export function missingSheets(rows: readonly ReviewRow[], files: Iterable<string>): readonly string[] {
  const given = new Set(rows.flatMap(({ cells }) => (cells.id === undefined ? [] : [sheetOfId(cells.id.text)])))
  return [...new Set([...files].map(sheetOf))].filter((sheet) => !given.has(sheet))
}

const sheetOfId = (id: string): string => sheetOf(id.split('#')[0] ?? '')
