import { SaxesParser } from 'saxes'
import { ReviewFileError } from './review-file-error.ts'
import type { Parts } from './xlsx-parts.ts'

/** A cell that holds something. Formulas and errors are told apart, for what they show is not what somebody wrote. */
export interface Cell {
  readonly kind: 'text' | 'number' | 'formula' | 'error'
  /** A number as the file has it: days since 1899-12-30 where it is a date. */
  readonly text: string
}

export interface Row {
  /** As the program shows it beside the row, whatever was sorted or hidden. */
  readonly number: number
  /** By the column, from 0. */
  readonly cells: ReadonlyMap<number, Cell>
}

export interface Sheet {
  readonly name: string
  readonly rows: readonly Row[]
}

/** Mac programs of old counted days from 1904. */
const DAYS_TO_1904 = 1462

/** Reads the sheets of a workbook, in their order, hidden ones too. Throws a `ReviewFileError` if the markup is broken. */
export function readWorkbook(parts: Parts): readonly Sheet[] {
  try {
    const strings = sharedStrings(parts.get('xl/sharedstrings.xml'))
    const { sheets, daysOff } = sheetList(parts)
    return sheets.map(({ name, part }) => ({ name, rows: readRows(parts.get(part) ?? '', strings, daysOff) }))
  } catch (error) {
    if (error instanceof ReviewFileError) throw error
    throw new ReviewFileError('表格里面坏了，读不出来。请在 WPS 或 Excel 里打开，另存一份 .xlsx 再试。', error)
  }
}

interface Handlers {
  open?(name: string, attribute: (name: string) => string | undefined): void
  text?(text: string): void
  close?(name: string): void
}

/** Goes through markup. Some programs put a prefix before every name (`x:row`); only the local names count. */
function walk(markup: string, { open, text, close }: Handlers): void {
  const parser = new SaxesParser()
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) =>
    open?.(local(name), (wanted) => {
      const found = Object.entries(attributes).find(([key]) => local(key) === wanted)
      return found?.[1] as string | undefined
    }),
  )
  parser.on('text', (piece) => text?.(piece))
  parser.on('cdata', (piece) => text?.(piece))
  parser.on('closetag', ({ name }) => close?.(local(name)))
  parser.write(markup).close()
}

function sheetList(parts: Parts): {
  readonly sheets: readonly { readonly name: string; readonly part: string }[]
  readonly daysOff: number
} {
  const targets = new Map<string, string>()
  walk(parts.get('xl/_rels/workbook.xml.rels') ?? '', {
    open: (name, attribute) => {
      if (name === 'Relationship') targets.set(attribute('Id') ?? '', attribute('Target') ?? '')
    },
  })
  const sheets: { name: string; part: string }[] = []
  let daysOff = 0
  walk(parts.get('xl/workbook.xml') ?? '', {
    open: (name, attribute) => {
      if (name === 'workbookPr' && /^(?:1|true)$/.test(attribute('date1904') ?? '')) daysOff = DAYS_TO_1904
      if (name !== 'sheet') return
      const target = (targets.get(attribute('id') ?? '') ?? '').toLowerCase()
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
      sheets.push({ name: attribute('name') ?? '', part })
    },
  })
  return { sheets: sheets.filter(({ part }) => parts.has(part)), daysOff }
}

/** The texts that cells refer to by number. How they are to be pronounced (`rPh`) is not part of them. */
function sharedStrings(markup: string | undefined): readonly string[] {
  const strings: string[] = []
  if (markup === undefined) return strings
  const reader = textReader()
  walk(markup, {
    open: (name) => {
      if (name === 'si') reader.begin()
      reader.open(name)
    },
    text: reader.text,
    close: (name) => {
      reader.close(name)
      if (name === 'si') strings.push(reader.end())
    },
  })
  return strings
}

/** Puts the runs of a rich text together. */
function textReader() {
  let pieces = ''
  let isText = false
  let spoken = 0
  return {
    begin: (): void => {
      pieces = ''
    },
    open: (name: string): void => {
      if (name === 'rPh') spoken++
      isText = name === 't' && spoken === 0
    },
    text: (piece: string): void => {
      if (isText) pieces += piece
    },
    close: (name: string): void => {
      if (name === 'rPh') spoken--
      isText = false
    },
    end: (): string => unescapeText(pieces),
  }
}

/** Office writes what XML cannot hold as `_x000D_`, and such a sequence itself as `_x005F_x000D_`. */
const unescapeText = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

function readRows(markup: string, strings: readonly string[], daysOff: number): readonly Row[] {
  const rows: { number: number; cells: Map<number, Cell> }[] = []
  const inline = textReader()
  let number = 0
  let column = -1
  let type = ''
  let value = ''
  let isValue = false
  let isFormula = false
  walk(markup, {
    open: (name, attribute) => {
      if (name === 'row') {
        number = Number(attribute('r') ?? number + 1)
        rows.push({ number, cells: new Map() })
        column = -1
      } else if (name === 'c') {
        const address = /^([A-Z]{1,3})\d+$/.exec(attribute('r') ?? '')?.[1]
        column = address === undefined ? column + 1 : columnNumber(address)
        type = attribute('t') ?? 'n'
        value = ''
        isFormula = false
        inline.begin()
      } else if (name === 'f') isFormula = true
      isValue = name === 'v'
      inline.open(name)
    },
    text: (piece) => {
      if (isValue) value += piece
      inline.text(piece)
    },
    close: (name) => {
      isValue = false
      inline.close(name)
      if (name !== 'c') return
      const shown = type === 's' ? (strings[Number(value)] ?? '') : type === 'inlineStr' ? inline.end() : value
      const cell = cellOf(type, isFormula, shown, daysOff)
      if (cell !== undefined) rows.at(-1)?.cells.set(column, cell)
    },
  })
  return rows
}

function cellOf(type: string, isFormula: boolean, shown: string, daysOff: number): Cell | undefined {
  if (isFormula) return { kind: 'formula', text: shown }
  if (shown === '') return undefined
  if (type === 'e') return { kind: 'error', text: shown }
  if (type === 'b') return { kind: 'text', text: shown === '1' ? 'TRUE' : 'FALSE' }
  if (type === 'n') return { kind: 'number', text: daysOff === 0 ? shown : String(Number(shown) + daysOff) }
  if (type === 'str') return { kind: 'text', text: unescapeText(shown) }
  return { kind: 'text', text: shown }
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
