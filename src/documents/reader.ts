import { kindOf, whyUnknown } from './kind.ts'
import { decodePlainText } from './plain-text.ts'
import { type DocumentReading, type PackagedKind, unreadable, withinLimit } from './reading.ts'
import { startReading } from './worker-reading.ts'

export type { DocumentReading, Unreadable } from './reading.ts'

/** Takes the text out of files that strangers send. */
export interface DocumentReader {
  /**
   * The text of a file, or why there is none. Files wait in line: one is read at a time. The bytes are left as they
   * are; nothing is written to disk.
   *
   * @param name the file's name, for files whose bytes do not tell what they are
   * @throws DocumentError when the reader itself is broken; never because of a file
   */
  read(bytes: Uint8Array, name: string): Promise<DocumentReading>
  /** Stops. What is being read or waiting ends as `tooSlow`, and so does every later call of `read`. */
  close(): Promise<void>
}

export interface DocumentLimits {
  /** Bytes of a file. */
  readonly maxBytes: number
  /** UTF-16 units of its text; a contract of 20 pages has about 20,000. */
  readonly maxCharacters: number
  /** Milliseconds that one file may take, from the moment its turn comes. */
  readonly timeoutMs: number
  /** Megabytes that reading one file may take, besides some 100 for the worker itself. */
  readonly memoryMb: number
}

/** UTF-8 needs at most three bytes for a UTF-16 unit, so that longer files need not be decoded. */
const BYTES_A_CHARACTER = 3

/**
 * Opens a reader. It holds nothing between files: each file gets a worker of its own, which ends with it, so that a
 * hostile file can neither stop the bot, nor eat its memory, nor see the next person's contract.
 */
export function openDocumentReader(limits: DocumentLimits): DocumentReader {
  const closing = new AbortController()
  let line: Promise<unknown> = Promise.resolve()

  const readNext = (kind: PackagedKind, bytes: Uint8Array): Promise<DocumentReading> => {
    const turn = line.then(() => startReading({ kind, bytes, ...limits }, closing.signal))
    line = turn.catch(() => {})
    return turn
  }

  return {
    async read(bytes, name) {
      if (bytes.length > limits.maxBytes) return unreadable('tooLarge')
      const kind = kindOf(bytes)
      if (kind === 'text') return readText(bytes, name, limits.maxCharacters)
      if (kind !== 'zip' && kind !== 'ole' && kind !== 'pdf') return unreadable(kind)
      const reading = await readNext(kind, bytes)
      return !reading.ok && reading.why === 'unsupported' ? unreadable(whyUnknown(name)) : reading
    },
    async close() {
      closing.abort()
      await line
    },
  }
}

function readText(bytes: Uint8Array, name: string, maxCharacters: number): DocumentReading {
  if (bytes.length > BYTES_A_CHARACTER * maxCharacters + 3) return unreadable('tooLarge')
  const text = decodePlainText(bytes)
  if (text === undefined) return unreadable(whyUnknown(name))
  return withinLimit({ ok: true, text }, maxCharacters)
}
