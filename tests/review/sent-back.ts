import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COLUMN_NAMES, type ColumnName } from '../../src/review/columns.ts'
import { passagesIn, readFiles } from '../../src/review/data-files.ts'
import { sheetsFor } from '../../src/review/export.ts'
import { type ImportParts, importReview } from '../../src/review/import.ts'
import { type SheetToWrite, writeWorkbook } from '../../src/review/write-workbook.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

export const DATA = fileURLToPath(new URL('../../data', import.meta.url))
export const TODAY = '2026-12-01'

/** A few real files, of every kind, so that a test need not read a thousand pages. */
const SOME = [
  'law.yaml',
  'hotlines.yaml',
  'english.yaml',
  'nda/money.yaml',
  'phrases/reminders.yaml',
  'guidance/nda/ask.md',
  'guidance/nda/binding.md',
  'pages/nda/ask-signed.md',
  'pages/records/message.md',
  'pages/records/unfiled-amend.md',
]

/** A folder like data/, and the sheets that were exported of it. */
export interface HandedOut {
  readonly data: string
  readonly sheets: readonly SheetToWrite[]
  read(file: string): Promise<string>
}

export async function handOut(extra: Readonly<Record<string, string>> = {}): Promise<HandedOut> {
  const data = await temporaryFolder()
  for (const file of SOME) await cp(join(DATA, file), join(data, file), { recursive: true })
  for (const [file, text] of Object.entries(extra)) {
    await mkdir(dirname(join(data, file)), { recursive: true })
    await writeFile(join(data, file), text)
  }
  const sheets = sheetsFor(passagesIn(await readFiles(data)))
  return { data, sheets, read: (file) => readFile(join(data, file), 'utf8') }
}

export type Edits = Readonly<Record<string, Partial<Record<ColumnName, string>>>>

/** The sheets with what a reviewer wrote into the rows of these ids. */
export function edit(sheets: readonly SheetToWrite[], edits: Edits): readonly SheetToWrite[] {
  const left = new Set(Object.keys(edits))
  const edited = sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => {
      const [id = ''] = row
      left.delete(id)
      return COLUMN_NAMES.map((name, index) => edits[id]?.[name] ?? row[index] ?? '')
    }),
  }))
  if (left.size > 0) throw new Error(`no row ${[...left].join(', ')}`)
  return edited.map((sheet, index) => (index === 0 ? (sheets[0] as SheetToWrite) : sheet))
}

export interface Told {
  readonly code: number
  readonly text: string
  /** The lines about what cannot be taken in, without their indentation. */
  readonly refused: readonly string[]
}

/** Sends a file back. Content is checked as `check` says, or not at all. */
export async function sendBack(
  path: string,
  data: string,
  { write = false, check = async () => [], today = TODAY }: Partial<ImportParts & { readonly write: boolean }> = {},
): Promise<Told> {
  const lines: string[] = []
  const say = (text: string): void => void lines.push(text)
  const code = await importReview(path, write, { data, today, say, busy: () => {}, check })
  const text = lines.join('\n')
  const [, after = ''] = text.split('什么都没有写：\n')
  const refused = after.split('\n').filter((line) => line.startsWith('  '))
  return { code, text, refused: refused.map((line) => line.trim()) }
}

/** Sends back the sheets with these edits. */
export async function sendEdits(
  out: HandedOut,
  edits: Edits,
  rest: Parameters<typeof sendBack>[2] = {},
): Promise<Told> {
  return sendBack(await fileOf(edit(out.sheets, edits)), out.data, rest)
}

export async function fileOf(sheets: readonly SheetToWrite[]): Promise<string> {
  const path = join(await temporaryFolder(), 'back.xlsx')
  await writeFile(path, await writeWorkbook(sheets))
  return path
}

/** `「签保密协议」第 3 行`: where the row of this id stands in the sheets. */
export function placeOf(sheets: readonly SheetToWrite[], id: string): string {
  for (const { name, rows } of sheets) {
    const at = rows.findIndex(([first]) => first === id)
    if (at !== -1) return `「${name}」第 ${at + 2} 行（${id}）`
  }
  throw new Error(`no row ${id}`)
}
