import writeExcelFile, { type Sheet as LibrarySheet } from 'write-excel-file/node'

/** `key`: not to be changed; `edit`: for the reviewer to fill in; `plain`: to be read. */
export type ColumnUse = 'key' | 'plain' | 'edit'

export interface Column {
  readonly header: string
  /** In characters of the default font. */
  readonly width: number
  readonly use: ColumnUse
}

export interface SheetToWrite {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  /** How many columns stay in sight when one scrolls to the right. */
  readonly frozen: number
}

const COLOURS: Readonly<Record<ColumnUse, string>> = { key: '#E7E6E6', plain: '#FFFFFF', edit: '#FFF9E5' }
const HEADER = { fontWeight: 'bold', backgroundColor: '#D9E2F3', wrap: true, alignVertical: 'center' } as const

/**
 * The bytes of a workbook. Every cell is text and formatted as text, so that nothing that begins with `=`, `+`, `-` or
 * `@` becomes a formula, neither when it is opened nor when somebody goes on typing in it.
 */
export async function writeWorkbook(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  const given = sheets.map(({ name, columns, rows, frozen }): LibrarySheet<never> => {
    const header = columns.map(({ header }) => ({ type: String, value: header, format: '@', ...HEADER }))
    const body = rows.map((row) => {
      const height = heightOf(row, columns)
      return columns.map(({ use }, index) => ({
        type: String,
        ...(row[index] !== undefined && row[index] !== '' && { value: escaped(row[index]) }),
        format: '@',
        wrap: true,
        alignVertical: 'top' as const,
        backgroundColor: COLOURS[use],
        borderStyle: 'thin' as const,
        borderColor: '#BFBFBF',
        height,
      }))
    })
    return {
      sheet: name,
      data: [header, ...body],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      ...(frozen > 0 && { stickyColumnsCount: frozen }),
    }
  })
  return writeExcelFile(given as LibrarySheet<never>[], { fontFamily: '宋体', fontSize: 11 }).toBuffer()
}

/** `_x0041_` would be read as the sign of that number; so its first line is written as a number itself. */
const escaped = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** Points; programs that open the file do not all work out how high a row of long texts must be. */
const LINE_HEIGHT = 16
const HIGHEST = 400

function heightOf(row: readonly string[], columns: readonly Column[]): number {
  const lines = columns.map(({ width }, index) =>
    (row[index] ?? '').split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / (width - 2))), 0),
  )
  return Math.min(HIGHEST, Math.max(...lines) * LINE_HEIGHT + 2)
}

/** In the columns' measure: a Chinese character is as wide as two of others. */
const widthOf = (line: string): number =>
  [...line].reduce((sum, char) => sum + (/[\u0020-\u024f]/.test(char) ? 1 : 2), 0)
