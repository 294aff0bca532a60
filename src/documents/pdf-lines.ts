/** A piece of text as it stands on a page: points, `x` from the left, `y` of its base line from the top. */
export interface Glyphs {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  /** Height of the letters, in points. */
  readonly size: number
}

/** One printed line, or one column's part of it. */
export interface PrintedLine {
  readonly text: string
  readonly x: number
  readonly right: number
  readonly y: number
  readonly size: number
}

/** Measures in letter heights. */
const SAME_BASE_LINE = 0.4
const WORD_GAP = 0.2
/** Justified Chinese is spread by less, and so is a figure from the Chinese around it. */
const CJK_GAP = 0.35
/** The cells of a table stand this far apart, and what is to be filled in by hand. */
const CELL_GAP = 1
const COLUMN_GAP = 1.5
/** Lines that must agree before a page is taken to be set in two columns, and how wide a column must be. */
const COLUMN_LINES = 6
const COLUMN_WIDTH = 10
/** How much of a column's width its lines must fill on average; the cells of a table fill less. */
const COLUMN_FILL = 0.7
const CJK = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/

/**
 * The lines of a page in reading order: top to bottom, left to right, and column after column where the page is set in
 * two. The order in which a PDF draws its text is no guide: what was filled in last (a price, a date) is drawn last.
 */
export function printedLines(glyphs: readonly Glyphs[]): PrintedLine[] {
  const rows = rowsOf(glyphs)
  const gutter = findGutter(rows)
  if (gutter === undefined) return rows.map(join)

  const lines: PrintedLine[] = []
  let columns: { left: Glyphs[]; right: Glyphs[] }[] = []
  const finish = (): void => {
    if (isSetInColumns(columns)) {
      lines.push(...columns.filter(({ left }) => left.length > 0).map(({ left }) => join(left)))
      lines.push(...columns.filter(({ right }) => right.length > 0).map(({ right }) => join(right)))
    } else lines.push(...columns.map(({ left, right }) => join([...left, ...right])))
    columns = []
  }
  for (const row of rows) {
    const left = row.filter((piece) => piece.x + piece.width / 2 < gutter)
    const right = row.filter((piece) => piece.x + piece.width / 2 >= gutter)
    if (row.some((piece) => piece.x < gutter && piece.x + piece.width > gutter)) {
      finish()
      lines.push(join(row))
    } else columns.push({ left, right })
  }
  finish()
  return lines
}

function rowsOf(glyphs: readonly Glyphs[]): Glyphs[][] {
  const rows: Glyphs[][] = []
  for (const piece of [...glyphs].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && piece.y - first.y <= SAME_BASE_LINE * Math.max(first.size, piece.size)) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => withoutShadows(row.sort((a, b) => a.x - b.x)))
}

/** Leaves out letters that are drawn a second time, a hair's breadth aside, to look bold. */
function withoutShadows(row: readonly Glyphs[]): Glyphs[] {
  return row.filter((piece, at) => {
    const before = row[at - 1]
    return before?.text !== piece.text || piece.x - before.x > 0.3 * Math.min(piece.size, piece.width)
  })
}

/** Where most rows have a gap, near the middle of the page. */
function findGutter(rows: readonly Glyphs[][]): number | undefined {
  const all = rows.flat()
  const left = Math.min(...all.map((piece) => piece.x))
  const right = Math.max(...all.map((piece) => piece.x + piece.width))
  const middles: number[] = []
  for (const row of rows) {
    for (const [at, piece] of row.entries()) {
      const next = row[at + 1]
      const end = piece.x + piece.width
      if (next === undefined || next.x - end < COLUMN_GAP * piece.size) continue
      const middle = (end + next.x) / 2
      if (middle > left + 0.3 * (right - left) && middle < right - 0.3 * (right - left)) middles.push(middle)
    }
  }
  if (middles.length < COLUMN_LINES) return undefined
  return middles.sort((a, b) => a - b)[Math.floor(middles.length / 2)]
}

function isSetInColumns(
  rows: readonly { readonly left: readonly Glyphs[]; readonly right: readonly Glyphs[] }[],
): boolean {
  return [rows.map(({ left }) => left), rows.map(({ right }) => right)].every((side) => {
    const lines = side
      .filter((line) => line.length > 0)
      .map((line) => ({ x: startOf(line), right: endOf(line), size: line[0]?.size ?? 0 }))
    if (lines.length < COLUMN_LINES) return false
    const start = Math.min(...lines.map(({ x }) => x))
    const width = Math.max(...lines.map(({ right }) => right)) - start
    const filled = lines.reduce((sum, { x, right }) => sum + right - x, 0) / lines.length
    return width >= COLUMN_WIDTH * (lines[0]?.size ?? 0) && filled >= COLUMN_FILL * width
  })
}

const startOf = (row: readonly Glyphs[]): number => Math.min(...row.map(({ x }) => x))
const endOf = (row: readonly Glyphs[]): number => Math.max(...row.map(({ x, width }) => x + width))

function join(row: readonly Glyphs[]): PrintedLine {
  const isSpaced = row.length > 1 && row.every((piece) => piece.text.trim().length === 1 && CJK.test(piece.text))
  let text = ''
  let end = 0
  for (const piece of row) {
    if (text !== '' && !isSpaced) text += gapBetween(text.slice(-1), piece, piece.x - end)
    text += piece.text
    end = Math.max(end, piece.x + piece.width)
  }
  const size = Math.max(...row.map((piece) => piece.size))
  return { text: tidy(text), x: startOf(row), right: end, y: row[0]?.y ?? 0, size }
}

function gapBetween(before: string, piece: Glyphs, gap: number): '' | ' ' | '\t' {
  if (gap > CELL_GAP * piece.size) return '\t'
  const isChinese = CJK.test(before) || CJK.test(piece.text.charAt(0))
  return gap > (isChinese ? CJK_GAP : WORD_GAP) * piece.size ? ' ' : ''
}

/** Chinese letters that stand alone, one space apart: 甲 方, 保 密 协 议. */
const SPREAD = /(?<![\u3400-\u9fff])[\u3400-\u9fff](?: [\u3400-\u9fff](?![\u3400-\u9fff]))+/g

/**
 * Takes out what printing put in: the spaces of spread words and around figures, and characters that only look Chinese
 * (radicals such as U+2F45 in the place of 方, which some fonts give and no search finds).
 */
const tidy = (text: string): string =>
  text
    .replace(/[\u2f00-\u2fdf\uf900-\ufaff]/g, (character) => character.normalize('NFKC'))
    .replace(SPREAD, (word) => word.replaceAll(' ', ''))
    .replace(/(?<=[\u3400-\u9fff]) (?=\d)/g, '')
    .replace(/(?<=\d) (?=[年月日号元万条款章天个份])/g, '')
    .trim()
