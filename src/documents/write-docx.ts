import {
  BorderStyle,
  Document,
  type IParagraphOptions,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { Temporal } from 'temporal-polyfill'
import { cleanText } from './clean-text.ts'
import { stopZipClocks } from './zip-clocks.ts'

export type DocumentBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph' | 'quote'; readonly text: string; readonly keepNext?: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      /** The columns' names; empty: none. */
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
      /** The columns' shares of the line. */
      readonly widths: readonly number[]
    }

type TableBlock = Extract<DocumentBlock, { kind: 'table' }>

/**
 * What goes into a document: its title, then its blocks in order. A `\n` in a text is a line break; a block with `keepNext`
 * stays on one page with the next one, as a heading always does.
 */
export interface WrittenDocument {
  readonly title: string
  readonly blocks: readonly DocumentBlock[]
}

/** Half points. Twelve points is what a phone shows without zooming in. */
const SIZE = { body: 24, heading: [30, 26], title: 36, cell: 21 } as const
/** Twips. */
const PAGE = { width: 11906, height: 16838 } as const
const SPACE = { margin: 1134, indent: 420, after: 140, above: 280, cell: 80 } as const
const LINE_WIDTH = PAGE.width - 2 * SPACE.margin
/** 1.4 lines, in 240ths. */
const LEADING = 336
const GREY = '555555'
const FRAME = { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' } as const
const HEAD_FILL = 'F2F2F2'
/** Without an East Asian font, the program that shows the text chooses one, and may choose a Japanese one. */
const BODY_FONT = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '宋体', cs: 'Arial' }
const HEADING_FONT = { ...BODY_FONT, eastAsia: '微软雅黑' }
const LIST = 'list'

/**
 * Writes a Word document (.docx) that reads well on a phone and prints on A4.
 *
 * It says nothing about who made it, where, or with what, and the same words at the same `now` (epoch ms) are the same
 * bytes: people forward these files, and a file made again after a restart must not look like another one.
 */
export async function writeDocx(written: WrittenDocument, now: number): Promise<Uint8Array> {
  const document = new Document({
    title: cleanText(written.title),
    styles: { default: { document: { run: { font: BODY_FONT, size: SIZE.body, language: { eastAsia: 'zh-CN' } } } } },
    numbering: {
      config: [
        {
          reference: LIST,
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              style: { paragraph: { indent: { left: SPACE.indent, hanging: SPACE.indent } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: PAGE,
            margin: { top: SPACE.margin, bottom: SPACE.margin, left: SPACE.margin, right: SPACE.margin },
          },
        },
        children: [
          titleOf(written.title),
          ...written.blocks.flatMap((block, at) => paragraphsOf(block, written.blocks[at - 1])),
        ],
      },
    ],
  })
  const properties = { path: 'docProps/core.xml', data: coreProperties(written.title, now) }
  return stopZipClocks(await Packer.toBuffer(document, false, [properties]))
}

function titleOf(text: string): Paragraph {
  const spacing = { after: SPACE.above }
  return new Paragraph({
    heading: 'Title',
    spacing,
    children: runs(text, { bold: true, size: SIZE.title }, HEADING_FONT),
  })
}

function paragraphsOf(block: DocumentBlock, before: DocumentBlock | undefined): (Paragraph | Table)[] {
  // A table has no space of its own below it.
  const spacing = { line: LEADING, after: SPACE.after, ...(before?.kind === 'table' && { before: SPACE.above }) }
  switch (block.kind) {
    case 'heading': {
      const size = SIZE.heading[block.level - 1] ?? SIZE.body
      const heading = block.level === 1 ? 'Heading1' : 'Heading2'
      const above = { before: SPACE.above, after: SPACE.after }
      const children = runs(block.text, { bold: true, size }, HEADING_FONT)
      return [new Paragraph({ heading, spacing: above, keepNext: true, children })]
    }
    case 'paragraph':
      return [new Paragraph({ spacing, ...together(block), children: runs(block.text) })]
    case 'quote':
      return [new Paragraph({ spacing, ...quoted, ...together(block), children: runs(block.text, { color: GREY }) })]
    case 'list':
      return block.items.map(
        (item) => new Paragraph({ spacing, numbering: { reference: LIST, level: 0 }, children: runs(item) }),
      )
    case 'table':
      return [tableOf(block)]
  }
}

/** Fixed widths: left to themselves, Word and a phone would each make the columns as wide as they like. */
function tableOf({ head, rows, widths }: TableBlock): Table {
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const columnWidths = widths.map((width) => Math.floor((LINE_WIDTH * width) / whole))
  const row = (texts: readonly string[], isHead: boolean) =>
    new TableRow({
      ...(isHead && { tableHeader: true }),
      children: texts.map(
        (text, at) =>
          new TableCell({
            width: { size: columnWidths[at] ?? 0, type: WidthType.DXA },
            margins: { top: SPACE.cell, bottom: SPACE.cell, left: SPACE.cell, right: SPACE.cell },
            ...(isHead && { shading: { fill: HEAD_FILL } }),
            children: [new Paragraph({ children: runs(text, { size: SIZE.cell, bold: isHead }) })],
          }),
      ),
    })
  return new Table({
    columnWidths,
    width: { size: LINE_WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: { top: FRAME, bottom: FRAME, left: FRAME, right: FRAME, insideHorizontal: FRAME, insideVertical: FRAME },
    rows: [...(head.length > 0 ? [row(head, true)] : []), ...rows.map((texts) => row(texts, false))],
  })
}
const together = ({ keepNext = false }: { readonly keepNext?: boolean }) => ({
  keepNext,
  keepLines: true,
})

const quoted: IParagraphOptions = {
  indent: { left: SPACE.indent },
  border: { left: { style: BorderStyle.SINGLE, size: 12, space: 8, color: 'BBBBBB' } },
}

function runs(
  text: string,
  look: { readonly bold?: boolean; readonly size?: number; readonly color?: string } = {},
  font = BODY_FONT,
): TextRun[] {
  const styled = { color: '000000', ...look, font }
  return cleanText(text)
    .split('\n')
    .map((line, at) => new TextRun({ ...styled, text: line, ...(at === 0 ? {} : { break: 1 }) }))
}

function coreProperties(title: string, now: number): string {
  const made = Temporal.Instant.fromEpochMilliseconds(now).round('second').toString()
  const escaped = cleanText(title).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped}</dc:title>`,
    ...['created', 'modified'].map((name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${made}</dcterms:${name}>`),
    '</cp:coreProperties>',
  ].join('')
}
