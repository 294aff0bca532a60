import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unzipMarkup } from '../../src/documents/zip-parts.ts'
import { fixture, reader, textOf } from './opened.ts'
import { assemble, pdfOf } from './small-pdf.ts'
import { docxOf, wordParagraph, zipOf } from './small-zip.ts'

const documents = reader()
const small = reader({ memoryMb: 64 })
const SPACE = 32
/** Bytes that say what a file is: they stay. */
const HEAD = 16
const MEGABYTE = 1024 * 1024

const tooLarge = { ok: false, why: 'tooLarge' }
const damaged = { ok: false, why: 'damaged' }

/** Reads the file, then checks that the reader still reads. */
async function survive(bytes: Uint8Array, by = documents): Promise<unknown> {
  const reading = await by.read(bytes, '合同.bin')
  expect(textOf(await by.read(docxOf(wordParagraph('还在')), 'a.docx'))).toBe('还在')
  return reading
}

describe('a zip bomb', () => {
  it('is too large', async () => {
    expect(await survive(docxOf(wordParagraph('甲'.repeat(20 * MEGABYTE))))).toEqual(tooLarge)
  })

  it('is counted as it unfolds, over all its parts', async () => {
    const parts = ['word/footnotes.xml', 'word/comments.xml'].map((name) => ({ name, data: ' '.repeat(4000) }))
    const bytes = docxOf(wordParagraph('甲方'), parts)
    expect(await unzipMarkup(bytes, 20_000)).toMatchObject({ hasPictures: false })
    expect(await unzipMarkup(bytes, 7000)).toBe('tooLarge')
  })

  it('is not unfolded when it lies about its size', async () => {
    const bytes = zipOf([
      { name: '[Content_Types].xml', data: '<x/>' },
      { name: 'word/document.xml', data: Buffer.alloc(100 * MEGABYTE, SPACE), claims: 1000 },
    ])
    expect(await survive(bytes)).toEqual(damaged)
  })

  it('is left folded where it is no text', async () => {
    const picture = { name: 'word/media/image1.bmp', data: Buffer.alloc(100 * MEGABYTE) }
    expect(
      await survive(docxOf(wordParagraph('甲方：乙方：一份有照片的合同，照片很大，文字照样要读出来。'), [picture])),
    ).toMatchObject({
      ok: true,
    })
  })

  it('is not made of entities', async () => {
    const names = [...'abcdefghij']
    const entities = names.map(
      (name, at) => `<!ENTITY ${name} "${at === 0 ? 'lol' : `&${names[at - 1]};`.repeat(10)}">`,
    )
    const bytes = zipOf([
      { name: '[Content_Types].xml', data: '<x/>' },
      {
        name: 'word/document.xml',
        data: `<!DOCTYPE w [${entities.join('')}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>`,
      },
    ])
    expect(await survive(bytes)).toMatchObject({ ok: false })
  })

  it('of very many paragraphs costs no more than its memory', async () => {
    expect(await survive(docxOf(wordParagraph('甲').repeat(80_000)), small)).toEqual(tooLarge)
  })
})

describe('a PDF bomb', () => {
  it('is too large, however its stream is folded', async () => {
    const bytes = deflateSync(deflateSync(Buffer.alloc(500 * MEGABYTE, SPACE)))
    expect(await survive(pdfOf([{ filter: '[/FlateDecode /FlateDecode]', bytes }]), small)).toEqual(tooLarge)
  })

  it('of a page tree that goes in a circle is damaged', async () => {
    const circle = '<< /Type /Pages /Count 1000000000 /Kids [2 0 R] >>'
    expect(await survive(assemble([['<< /Type /Catalog /Pages 2 0 R >>'], [circle]]))).toEqual(damaged)
  })

  it('of hundreds of thousands of objects is read all the same', async () => {
    const objects = Array.from({ length: 300_000 }, () => ['0'])
    const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'
    const pages = '<< /Type /Pages /Count 1 /Kids [3 0 R] >>'
    const bytes = assemble([['<< /Type /Catalog /Pages 2 0 R >>'], [pages], [page], ...objects])
    expect(await survive(bytes)).toEqual({ ok: false, why: 'noText' })
  })
})

it('a .doc whose sectors go in a circle ends', async () => {
  const bytes = Buffer.from(fixture('contract.doc'))
  const table = (bytes.readUInt32LE(76) + 1) * 512
  for (let at = 0; at < 128; at++) bytes.writeInt32LE((at + 1) % 128, table + at * 4)
  expect(await survive(bytes)).toMatchObject({ ok: false })
})

describe('anything at all', () => {
  const names = fc.constantFrom('a.pdf', 'a.docx', 'a.doc', 'a.txt', '', '合同')
  const check = async (bytes: Uint8Array, name: string): Promise<void> => {
    const reading = await documents.read(bytes, name)
    if (reading.ok) expect(reading.text.trim()).not.toBe('')
    else
      expect(['tooLarge', 'encrypted', 'damaged', 'noText', 'unsupported', 'tooSlow', 'empty']).toContain(reading.why)
  }

  it('gets an answer: random bytes behind every beginning that we know', async () => {
    const heads = fc.constantFrom(
      '',
      'PK\x03\x04',
      '%PDF-1.7\n',
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
      '{\\rtf',
      '\xff\xfe',
    )
    await fc.assert(
      fc.asyncProperty(heads, fc.uint8Array({ maxLength: 2000 }), names, (head, bytes, name) =>
        check(Buffer.concat([Buffer.from(head, 'latin1'), bytes]), name),
      ),
      { numRuns: 40 },
    )
  })

  it('gets an answer: contracts with a hole, a tail cut off, bytes changed', async () => {
    const file = fc.constantFrom('contract.docx', 'contract.doc', 'contract.pdf')
    const change = fc.record({ at: fc.nat({ max: 30_000 }), other: fc.uint8Array({ minLength: 1, maxLength: 40 }) })
    const changes = fc.array(change, { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(file, changes, fc.integer({ min: 50, max: 100 }), async (name, made, percent) => {
        const bytes = Buffer.from(fixture(name))
        for (const { at, other } of made) bytes.set(other, HEAD + (at % (bytes.length - HEAD - other.length)))
        await check(bytes.subarray(0, Math.ceil((percent / 100) * bytes.length)), name)
      }),
      { numRuns: 40 },
    )
  })
})
