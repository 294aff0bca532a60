import mammoth from 'mammoth'
import { writeListNumbers } from './docx-numbering.ts'
import { type DocxElement, docxText } from './docx-text.ts'
import { type DocumentReading, unreadable } from './reading.ts'
import { unzipMarkup } from './zip-parts.ts'

/** What mammoth asks of a zip that is already open. It accepts one as `file`, which its types do not say. */
interface OpenZip {
  exists(name: string): boolean
  read(name: string, encoding?: string): Promise<Uint8Array | string>
}

/** Bytes of markup that are still parsed. A contract of 20 pages has about half a million. */
const MOST_MARKUP = 32 * 1024 * 1024
/** With a picture beside it, text shorter than this is a caption: the contract is in the picture. */
const CAPTION = 20

/**
 * The text of a zip, if it is a Word document (.docx, .docm, a newer .wps).
 *
 * Mammoth is handed the inflated parts, not the zip: a second unzipper could see other entries in it than the one that
 * counts the bytes.
 */
export async function readDocx(bytes: Uint8Array): Promise<DocumentReading> {
  const zip = await unzipMarkup(bytes, MOST_MARKUP)
  if (typeof zip === 'string') return unreadable(zip)
  const names = [...zip.texts.keys()]
  if (!names.some((name) => name.startsWith('word/'))) return unreadable('unsupported')
  const text = await textOfParts(numbered(zip.texts))
  if (zip.hasPictures && text.trim().length < CAPTION) return unreadable('noText')
  return { ok: true, text }
}

function numbered(parts: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, string> {
  const texts = new Map([...parts].map(([name, part]) => [name, new TextDecoder().decode(part)]))
  const numbering = texts.get('word/numbering.xml')
  if (numbering === undefined) return texts
  for (const [name, text] of texts) {
    if (!text.includes('<w:body')) continue
    texts.set(name, writeListNumbers(text, numbering, texts.get('word/styles.xml') ?? ''))
  }
  return texts
}

async function textOfParts(parts: ReadonlyMap<string, string>): Promise<string> {
  const file: OpenZip = {
    exists: (name) => parts.has(name),
    read: async (name, encoding) => {
      const part = parts.get(name) ?? ''
      return encoding === undefined ? new TextEncoder().encode(part) : part
    },
  }
  let text = ''
  await mammoth.convertToHtml({ file } as unknown as Parameters<typeof mammoth.convertToHtml>[0], {
    transformDocument: (document: DocxElement) => {
      text = docxText(document)
      return { ...document, children: [] }
    },
  })
  return text
}
