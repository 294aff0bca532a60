import { type DocumentReading, type PackagedKind, unreadable, withinLimit } from './reading.ts'

/** What the reader hands a worker. The bytes are the worker's own. */
export interface Work {
  readonly kind: PackagedKind
  readonly bytes: Uint8Array
  readonly maxCharacters: number
}

/**
 * Gets ready to read one file in the worker, and gives the reading, which never rejects: what a parser throws means that
 * the file is damaged.
 */
export async function loadParser(work: Work): Promise<() => Promise<DocumentReading>> {
  const read = await parserOf(work)
  return async () => {
    try {
      return withinLimit(await read(), work.maxCharacters)
    } catch {
      return unreadable('damaged')
    }
  }
}

/** Loads only the parser that is needed: the one for PDF alone is three megabytes of code. */
async function parserOf({ kind, bytes, maxCharacters }: Work): Promise<() => Promise<DocumentReading>> {
  switch (kind) {
    case 'zip': {
      const { readDocx } = await import('./docx.ts')
      return () => readDocx(bytes)
    }
    case 'ole': {
      const { readDoc } = await import('./doc.ts')
      return () => readDoc(bytes)
    }
    case 'pdf': {
      const { readPdf } = await import('./pdf.ts')
      return () => readPdf(bytes, maxCharacters)
    }
  }
}
