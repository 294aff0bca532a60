/**
 * Why a file gave no text. Each is answered differently: a scan needs its text taken out by WeChat or a phone, an
 * encrypted file needs its password removed, a damaged one needs sending again.
 *
 * - `tooLarge`: more bytes, characters or memory than the limits; also a zip bomb
 * - `encrypted`: opens with a password only
 * - `damaged`: cut off, or not what its name says
 * - `noText`: pictures of pages (a scan, a photo), or a PDF whose letters cannot be told
 * - `unsupported`: another kind of file
 * - `tooSlow`: not read by the deadline, or cut short because the reader was closed
 * - `empty`: nothing in it
 */
export type Unreadable = 'tooLarge' | 'encrypted' | 'damaged' | 'noText' | 'unsupported' | 'tooSlow' | 'empty'

/**
 * What came of reading a file.
 *
 * `text` has `\n` between lines. In text from Word a line is a paragraph. In text from a PDF a line is a printed line,
 * an empty line parts two paragraphs, and running heads and page numbers stand among them. `pages` is known for a PDF.
 * `pagesWithoutText` counts pages that gave no text (scans among typed pages): a verdict on the rest must say so.
 */
export type DocumentReading =
  | { readonly ok: true; readonly text: string; readonly pages?: number; readonly pagesWithoutText?: number }
  | { readonly ok: false; readonly why: Unreadable }

/** Kinds of file whose text is taken out in a worker. */
export type PackagedKind = 'zip' | 'ole' | 'pdf'

export const unreadable = (why: Unreadable): DocumentReading => ({ ok: false, why })

/**
 * The reading without stray control characters and outer blank space, or `empty` or `tooLarge` where that is all there
 * is to say of it. Text is never cut: a verdict on half a contract would be wrong.
 */
export function withinLimit(reading: DocumentReading, maxCharacters: number): DocumentReading {
  if (!reading.ok) return reading
  const text = reading.text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Word's and PDF's marks, which nobody can see or type
    .replace(/[\0-\x08\x0b-\x1f\x7f]/g, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
  if (text === '') return unreadable('empty')
  return text.length > maxCharacters ? unreadable('tooLarge') : { ...reading, text }
}
