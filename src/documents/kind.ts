import type { PackagedKind, Unreadable } from './reading.ts'

const PICTURES: readonly RegExp[] = [
  /^\x89PNG/,
  /^\xff\xd8\xff/,
  /^GIF8/,
  /^RIFF[\s\S]{4}WEBP/,
  /^(?:II\*\0|MM\0\*)/,
  /^BM[\s\S]{4}\0{4}/,
  /^[\s\S]{4}ftyp(?:hei|hev|mif1|msf1|avif)/,
]
/** Text inside, but not as anybody reads it: markup that would have to be taken off first. */
const MARKUP = /^(?:\xef\xbb\xbf)?\s*(?:\{\\rtf|<!doctype\b|<html\b|<\?xml\b|MIME-Version:)/i
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
/** A PDF may have something before its header; Acrobat looks this far. */
const PDF_HEADER_WITHIN = 1024

/**
 * What kind of file this is, told by its first bytes: names lie (a .doc is often a .docx, and the other way round).
 * `text` is only what is left over; whether it is text is for whoever decodes it to say.
 */
export function kindOf(bytes: Uint8Array): PackagedKind | 'text' | Unreadable {
  if (bytes.length === 0) return 'empty'
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PDF_HEADER_WITHIN)).toString('latin1')
  if (head.startsWith('PK\x03\x04')) return 'zip'
  if (head.startsWith('PK\x05\x06')) return 'empty'
  if (head.startsWith(OLE)) return 'ole'
  if (PICTURES.some((picture) => picture.test(head))) return 'noText'
  if (MARKUP.test(head)) return 'unsupported'
  if (head.includes('%PDF-')) return 'pdf'
  return 'text'
}

/** What to say of a file in which nothing we know was found: if its name promised something we know, it is damaged. */
export function whyUnknown(name: string): Unreadable {
  const extension = /\.([a-z0-9]+)\s*$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  if (/^(?:pdf|docx?|txt|md)$/.test(extension)) return 'damaged'
  if (/^(?:jpe?g|png|gif|bmp|webp|heic|heif|tiff?)$/.test(extension)) return 'noText'
  return 'unsupported'
}
