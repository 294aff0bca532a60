import { fileURLToPath } from 'node:url'
import { getDocument, Util, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js'
import { type Glyphs, type PrintedLine, printedLines } from './pdf-lines.ts'
import { joinPages } from './pdf-paragraphs.ts'
import { type DocumentReading, unreadable } from './reading.ts'

type PdfDocument = Awaited<ReturnType<typeof getDocument>['promise']>
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>

const PACKAGE = fileURLToPath(new URL('../../', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')))
/** Letters a page must have on average to be more than a scan with a stamp or a signing number printed over it. */
const LETTERS_A_PAGE = 20
/** Share of letters that may be unknown (private use, undecodable) before the text is gibberish. */
const MOST_UNKNOWN = 0.3
/** Text turned by more than this many radians is a watermark or a stamp, not a line. */
const UPRIGHT = 0.09

/**
 * The text of a PDF, with what was filled into its form fields.
 *
 * The CMaps of pdfjs's own folder are needed for Chinese fonts that are not embedded; without them such a PDF reads as
 * empty. Pictures are not decoded, scripts are not run, nothing is fetched.
 */
export async function readPdf(bytes: Uint8Array, maxCharacters: number): Promise<DocumentReading> {
  const loading = getDocument({
    data: bytes,
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: `${PACKAGE}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${PACKAGE}standard_fonts/`,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    useWasm: false,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
    maxImageSize: 0,
  })
  try {
    return await readPages(await loading.promise, maxCharacters)
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') return unreadable('encrypted')
    throw error
  }
}

async function readPages(document: PdfDocument, maxCharacters: number): Promise<DocumentReading> {
  const pages: PrintedLine[][] = []
  let letters = 0
  let unknown = 0
  let pagesWithoutText = 0
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const lines = await linesOf(page)
    page.cleanup()
    const text = lines
      .map((line) => line.text)
      .join('')
      .replace(/\s/g, '')
    unknown += text.match(/[\ufffd\ue000-\uf8ff\p{Cc}]/gu)?.length ?? 0
    letters += text.length
    if (letters > maxCharacters) return unreadable('tooLarge')
    if (text.length < LETTERS_A_PAGE) pagesWithoutText++
    pages.push(lines)
  }
  if (letters < LETTERS_A_PAGE * document.numPages || unknown > MOST_UNKNOWN * letters) return unreadable('noText')
  return { ok: true, text: joinPages(pages), pages: document.numPages, pagesWithoutText }
}

/** The lines of a page; what is turned (watermarks, stamps) comes last. */
async function linesOf(page: PdfPage): Promise<PrintedLine[]> {
  const viewport = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const upright: Glyphs[] = []
  const turned: PrintedLine[] = []
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const { glyphs, angle } = place(item, viewport.transform)
    if (Math.abs(angle) <= UPRIGHT) upright.push(glyphs)
    else turned.push({ ...glyphs, right: glyphs.x })
  }
  upright.push(...(await filledIn(page, viewport)))
  return [...printedLines(upright), ...turned]
}

function place(item: TextItem, toPage: readonly number[]): { readonly glyphs: Glyphs; readonly angle: number } {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = Util.transform([...toPage], item.transform) as number[]
  const glyphs = { text: item.str, x, y, width: item.width, size: Math.hypot(c, d) }
  return { glyphs, angle: Math.atan2(b, a) }
}

/** What people typed into form fields and onto the page: it is drawn apart from the page's own text. */
async function filledIn(page: PdfPage, viewport: ReturnType<PdfPage['getViewport']>): Promise<Glyphs[]> {
  const filled: Glyphs[] = []
  for (const annotation of await page.getAnnotations()) {
    const text: unknown =
      annotation.subtype === 'Widget'
        ? annotation.fieldValue
        : annotation.subtype === 'FreeText'
          ? annotation.contentsObj?.str
          : ''
    if (typeof text !== 'string' || text.trim() === '' || annotation.fieldType === 'Btn') continue
    const [x1, y1, x2, y2] = viewport.convertToViewportRectangle(annotation.rect) as [number, number, number, number]
    const height = Math.abs(y2 - y1)
    const size = Math.min(height, 12)
    filled.push({
      text: text.replace(/\s*[\r\n]+\s*/g, ' '),
      x: Math.min(x1, x2),
      y: Math.max(y1, y2) - 0.25 * height,
      width: Math.abs(x2 - x1),
      size,
    })
  }
  return filled
}
