import WordExtractor from 'word-extractor'
import { type DocumentReading, unreadable } from './reading.ts'

/** Its accessors take one more option than its types say: without it, “ becomes ", and no quote is verbatim. */
type AsWritten = (options: { readonly filterUnicode: false }) => string

/** Sizes and offsets of an OLE container's header and directory entries (MS-CFB), and of a Word file's head (MS-DOC). */
const ENTRY = { size: 128, type: 66, start: 116, length: 120, isStream: 2 } as const
const SECTOR_SHIFT = 30
const SMALLEST_OWN_STREAM = 4096
const WORD = { magic: 0xa5ec, flags: 0x0a, encrypted: 0x0100 } as const

/**
 * The text of an OLE container, if it is a Word 97–2003 document (.doc, an older .wps).
 *
 * Word's automatic numbers are lost here: the format keeps them in tables that word-extractor does not read.
 */
export async function readDoc(bytes: Uint8Array): Promise<DocumentReading> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (findStream(file, 'EncryptedPackage') !== undefined) return unreadable('encrypted')
  const stream = findStream(file, 'WordDocument')
  if (stream === undefined) return unreadable('unsupported')
  if (isEncrypted(file, stream)) return unreadable('encrypted')

  const document = await new WordExtractor().extract(file)
  const text = [document.getBody, document.getTextboxes, document.getFootnotes, document.getEndnotes]
    .map((part) => (part as AsWritten).call(document, { filterUnicode: false }))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n')
  if (text === '' && findStream(file, 'Data') !== undefined) return unreadable('noText')
  return { ok: true, text }
}

interface Stream {
  readonly firstSector: number
  readonly length: number
}

/** A stream's directory entry, found by its name: entries are aligned, so that it need not be found by its sectors. */
function findStream(file: Buffer, name: string): Stream | undefined {
  const wanted = Buffer.from(`${name}\0`, 'utf16le')
  for (let at = file.indexOf(wanted); at !== -1; at = file.indexOf(wanted, at + 1)) {
    if (at % ENTRY.size !== 0 || at + ENTRY.size > file.length) continue
    if (file[at + ENTRY.type] !== ENTRY.isStream) continue
    return { firstSector: file.readUInt32LE(at + ENTRY.start), length: file.readUInt32LE(at + ENTRY.length) }
  }
  return undefined
}

/** Word's own password: the container opens, its text is gibberish. */
function isEncrypted(file: Buffer, { firstSector, length }: Stream): boolean {
  const at = (firstSector + 1) * 2 ** file.readUInt16LE(SECTOR_SHIFT)
  if (length < SMALLEST_OWN_STREAM || at + WORD.flags + 2 > file.length) return false
  if (file.readUInt16LE(at) !== WORD.magic) return false
  return (file.readUInt16LE(at + WORD.flags) & WORD.encrypted) !== 0
}
