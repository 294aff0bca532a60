/** A piece of text on a page: points from the left and from the bottom of an A4 page. */
export interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size?: number
}

/**
 * A PDF, written by hand, in a Chinese font that is named but not inside the file, as many Chinese offices make them:
 * without the CMaps of the reader's own, it reads as empty. `more` is drawn on every page.
 */
export function chinesePdf(pages: readonly (readonly Placed[])[], more = ''): Uint8Array {
  return pdfOf(pages.map((page) => [...page.map(draw), more].join('\n')))
}

/** The lines of one page, from the top, evenly spaced. */
export const linesOfText = (lines: readonly string[], size = 12): Placed[] =>
  lines.map((text, at) => ({ text, x: 72, y: 780 - at * size * 1.5, size }))

const draw = ({ text, x, y, size = 12 }: Placed): string => `BT /F1 ${size} Tf ${x} ${y} Td <${utf16(text)}> Tj ET`

export const utf16 = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex')

/** Something typed into a form field of a page, or as a remark onto it. */
export interface Filled extends Placed {
  readonly kind: 'field' | 'typed'
}

/** A page that was filled in with a PDF program. */
export function withFields(page: readonly Placed[], filled: readonly Filled[]): Uint8Array {
  const annotations = filled.map(({ kind, text, x, y }) => {
    const rect = `/Rect [${x} ${y - 3} ${x + 60} ${y + 13}]`
    const words = `<feff${utf16(text)}>`
    return kind === 'field'
      ? `<< /Type /Annot /Subtype /Widget /FT /Tx /T (amount) /V ${words} ${rect} >>`
      : `<< /Type /Annot /Subtype /FreeText /DA (/F1 12 Tf) /Contents ${words} ${rect} >>`
  })
  return pdfOf([page.map(draw).join('\n')], '', `/Annots [${annotations.join(' ')}]`)
}

export type Content = string | { readonly filter: string; readonly bytes: Uint8Array }

/**
 * A PDF with these content streams, one a page. `filter` and already filtered bytes make other kinds of stream;
 * `catalogue` and `page` are more entries for those dictionaries.
 */
export function pdfOf(contents: readonly Content[], catalogue = '', page = ''): Uint8Array {
  const objects: (string | Uint8Array)[][] = [
    [`<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`],
    [`<< /Type /Pages /Count ${contents.length} /Kids [${contents.map((_, at) => `${7 + at * 2} 0 R`).join(' ')}] >>`],
    ['<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>'],
    [
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000',
      ' /W [1 95 500 814 939 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>',
    ],
    [
      '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0',
      ' /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ],
    ['<< /Font << /F1 3 0 R >> >>'],
  ]
  for (const [at, content] of contents.entries()) {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content.bytes
    const filter = typeof content === 'string' ? '' : ` /Filter ${content.filter}`
    const size = '/MediaBox [0 0 595 842] /Resources 6 0 R'
    objects.push([`<< /Type /Page /Parent 2 0 R ${size} /Contents ${8 + at * 2} 0 R ${page} >>`])
    objects.push([`<< /Length ${bytes.length}${filter} >>\nstream\n`, bytes, '\nendstream'])
  }
  return assemble(objects)
}

/** Numbers the objects from 1 and adds the header, the table of offsets and the trailer. Object 1 is the catalogue. */
export function assemble(objects: readonly (readonly (string | Uint8Array)[])[]): Uint8Array {
  const pieces: Uint8Array[] = []
  let length = 0
  const add = (piece: string | Uint8Array): void => {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece
    pieces.push(bytes)
    length += bytes.length
  }
  const offsets: number[] = []
  add('%PDF-1.7\n')
  for (const [at, object] of objects.entries()) {
    offsets.push(length)
    add(`${at + 1} 0 obj\n`)
    for (const piece of object) add(piece)
    add('\nendobj\n')
  }
  const table = length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`)
  add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`)
  return Buffer.concat(pieces)
}
