import { readFileSync } from 'node:fs'
import { afterAll } from 'vitest'
import {
  type DocumentLimits,
  type DocumentReader,
  type DocumentReading,
  openDocumentReader,
} from '../../src/documents/reader.ts'

const LIMITS: DocumentLimits = { maxBytes: 20_000_000, maxCharacters: 100_000, timeoutMs: 40_000, memoryMb: 256 }

/** A reader that is closed when the file's tests are over. */
export function reader(limits: Partial<DocumentLimits> = {}): DocumentReader {
  const opened = openDocumentReader({ ...LIMITS, ...limits })
  afterAll(() => opened.close())
  return opened
}

export const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}`, import.meta.url))

/** The text of a reading that must have succeeded. */
export function textOf(reading: DocumentReading): string {
  if (!reading.ok) throw new Error(`not read: ${reading.why}`)
  return reading.text
}
