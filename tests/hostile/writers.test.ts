import fc from 'fast-check'
import mammoth from 'mammoth'
import { describe, expect, it } from 'vitest'
import { calendarFile } from '../../src/documents/calendar.ts'
import { cleanText } from '../../src/documents/clean-text.ts'
import { docxText } from '../../src/documents/docx-text.ts'
import { writeDocx } from '../../src/documents/write-docx.ts'
import { unzipMarkup } from '../../src/documents/zip-parts.ts'
import { HOSTILE } from './corpus.ts'

const AT = Date.UTC(2026, 10, 30)
const ANYTHING = fc.string({ unit: 'binary', maxLength: 200 })
const SEED = { seed: 20261130, numRuns: 60 }
/** What XML 1.0 allows in a document. */
const XML = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u

const hostile = Object.entries(HOSTILE).map(([what, text]) => ({ what, text }))

describe('what is written into a file', () => {
  it.each(hostile)('$what: has no control characters, no changes of direction, no halves', ({ text }) => {
    expect(cleanText(text)).not.toMatch(/[^\P{Cc}\t\n]|[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
  })

  it('comes out as it went in, if there is none of that in it', () => {
    for (const text of ['甲方：乙方\n丙\t丁', '👨‍👩‍👧‍👦𠮷 <b>&amp;</b>', 'שלום', '{operator} $& \\n'])
      expect(cleanText(text)).toBe(text)
  })
})

describe('a Word document', () => {
  const written = async (text: string): Promise<{ text: string; parts: ReadonlyMap<string, string> }> => {
    const blocks = [
      { kind: 'heading', level: 1, text },
      { kind: 'paragraph', text },
      { kind: 'quote', text },
      { kind: 'list', items: [text] },
      { kind: 'table', head: [text], rows: [[text]], widths: [1] },
    ] as const
    const bytes = await writeDocx({ title: text, blocks }, AT)
    const zip = await unzipMarkup(bytes, 1e8)
    if (typeof zip === 'string') throw new Error(zip)
    const parts = new Map([...zip.texts].map(([name, part]) => [name, new TextDecoder().decode(part)]))
    let read = ''
    const transformDocument = (document: Parameters<typeof docxText>[0]) => {
      read = docxText(document)
      return { ...document, children: [] }
    }
    await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { transformDocument })
    return { text: read, parts }
  }
  /** Words as they are compared: how blank a line is tells nothing. */
  const words = (text: string): string => text.replace(/\s+/g, ' ').trim()

  const expectWhole = async (text: string): Promise<void> => {
    const { text: read, parts } = await written(text)
    const once = words(cleanText(text))
    expect(words(read)).toBe(words(Array.from({ length: 7 }, () => once).join(' ')))
    for (const [name, part] of parts) expect(XML.test(part), name).toBe(true)
    for (const part of parts.values()) expect(part).not.toContain('<!')
  }

  it.each(hostile)('holds $what, word for word, seven times', ({ text }) => expectWhole(text))

  it('holds anything at all', async () => {
    await fc.assert(fc.asyncProperty(ANYTHING, expectWhole), SEED)
  })
})

describe('a calendar', () => {
  /** The lines as a calendar reads them: what begins with a space belongs to the line before (RFC 5545, 3.1). */
  const linesOf = (what: string, id = 'm1.0'): string[] => {
    const { name, bytes } = calendarFile(
      [{ id, what, schedule: { start: '2026-11-27T15:00:00', zone: 'Asia/Shanghai', rules: [] } }],
      AT,
      ({ page, with: values }) => (page === 'remind/calendar-name' ? '守密提醒' : String(values?.what)),
    )
    expect(name).toBe('守密提醒.ics')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    expect(text).not.toMatch(/[^\P{Cc}\r\n\t]|[^\r]\n|\r(?!\n)/u)
    return text.replace(/\r\n[ \t]/g, '').split('\r\n')
  }
  const namesOf = (lines: readonly string[]): string[] => lines.map((line) => line.split(/[:;]/, 1)[0] ?? '')
  const plain = namesOf(linesOf('备份'))
  const unescaped = (value: string): string =>
    value.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))

  const expectWhole = (text: string): void => {
    const lines = linesOf(text)
    expect(namesOf(lines)).toEqual(plain)
    const summary = lines.find((line) => line.startsWith('SUMMARY:'))?.slice(8) ?? ''
    expect(unescaped(summary)).toBe(cleanText(text))
  }

  it.each(hostile.filter(({ text }) => text !== ''))('holds $what, word for word, and no line more', ({ text }) =>
    expectWhole(text),
  )

  it('holds anything at all', () => {
    fc.assert(
      fc.property(
        ANYTHING.filter((text) => cleanText(text) !== ''),
        expectWhole,
      ),
      SEED,
    )
  })

  it('has no line more for an id from a channel', () => {
    fc.assert(
      fc.property(fc.oneof(ANYTHING, fc.constant('m1\r\nATTENDEE:mailto:x@example.com')), (id) => {
        expect(namesOf(linesOf('备份', id))).toEqual(plain)
      }),
      SEED,
    )
  })
})
