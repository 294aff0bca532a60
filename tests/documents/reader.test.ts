import { describe, expect, it } from 'vitest'
import { openDocumentReader } from '../../src/documents/reader.ts'
import { fixture, reader, textOf } from './opened.ts'
import { chinesePdf, linesOfText } from './small-pdf.ts'
import { docxOf, wordParagraph, zipOf } from './small-zip.ts'

const documents = reader()
const CLAUSES = Array.from({ length: 30 }, (_, at) => `第${at + 1}条 乙方对甲方的资料保密，不得告诉第三人。`)
const hex = (digits: string): Uint8Array => Buffer.from(digits.replaceAll(' ', ''), 'hex')

describe('a contract that an office program saved', () => {
  it.each(['contract.docx', 'contract.doc'])('%s: a line for each paragraph, tabs between cells', async (name) => {
    expect(textOf(await documents.read(fixture(name), name)).split('\n')).toEqual([
      '保密协议',
      '甲方（委托方）：云上甜品店',
      '乙方（受托方）：_________',
      '一、保密信息指甲方以书面或口头方式告诉乙方的、标明“保密”的资料，包括配方、报价和会员名单。',
      '二、乙方只能为完成菜单设计使用这些资料——不得给第三人看，也不得发到网上。',
      '三、乙方违反本协议的，应当支付违约金人民币伍万元（￥50,000.00）。',
      '资料\t份数\t归还日期',
      '会员名单\t1\t2026年3月1日',
      '四、保密期限自签字之日起两年。繁體也要讀得出來：機密資料。',
      '甲方（盖章）： 乙方（签字）：',
    ])
  })

  it.each(['contract.pdf', 'no-copying.pdf'])('%s: its printed lines, paragraphs apart', async (name) => {
    const reading = await documents.read(fixture(name), name)
    expect(reading).toMatchObject({ ok: true, pages: 1, pagesWithoutText: 0 })
    const paragraphs = textOf(reading).split('\n\n')
    expect(paragraphs[0]).toBe('保密协议')
    expect(paragraphs[3]?.replace('\n', '')).toBe(
      '一、保密信息指甲方以书面或口头方式告诉乙方的、标明“保密”的资料，包括配方、报价和会员名单。',
    )
    expect(paragraphs).toContain('三、乙方违反本协议的，应当支付违约金人民币伍万元（￥50,000.00）。')
  })
})

describe('what a file is', () => {
  it.each([
    ['contract.docx', 'contract.doc'],
    ['contract.doc', 'contract.docx'],
    ['contract.doc', '合同.wps'],
    ['contract.pdf', 'contract.txt'],
    ['contract.docx', ''],
  ])('is told by its bytes: %s named "%s"', async (file, name) => {
    expect(textOf(await documents.read(fixture(file), name))).toContain('违约金人民币伍万元')
  })

  it.each(['locked.docx', 'locked.doc', 'locked.pdf'])('%s opens with a password only', async (name) => {
    expect(await documents.read(fixture(name), name)).toEqual({ ok: false, why: 'encrypted' })
  })

  it.each([
    ['noText', '扫描件.png', hex('89504e47 0d0a1a0a 0000')],
    ['noText', '合同.jpg', hex('ffd8ffe0 00104a46')],
    ['noText', '合同.pdf', hex('ffd8ffe0 00104a46')],
    ['noText', 'IMG.HEIC', hex('00000018 66747970 68656963')],
    ['noText', 'a.webp', hex('52494646 01020304 57454250')],
    ['unsupported', '合同.rtf', fixture('contract.rtf')],
    ['unsupported', '合同.html', fixture('contract.html')],
    ['unsupported', '合同.pages', zipOf([{ name: 'Index/Document.iwa', data: 'x' }])],
    [
      'unsupported',
      '表.xlsx',
      zipOf([
        { name: '[Content_Types].xml', data: '<x/>' },
        { name: 'xl/workbook.xml', data: '<x/>' },
      ]),
    ],
    ['unsupported', '录音.amr', Buffer.from([0, 1, 2, 3, 0, 0xff, 0xfe, 0x80, 0, 0, 0])],
    ['damaged', '合同.pdf', Buffer.from([0, 1, 2, 3, 0, 0xff, 0xfe, 0x80, 0, 0, 0])],
    ['damaged', '合同.docx', fixture('contract.docx').subarray(0, 3000)],
    ['damaged', '合同.doc', fixture('contract.doc').subarray(0, 2000)],
    ['damaged', '合同.pdf', fixture('contract.pdf').subarray(0, 600)],
    ['empty', '合同.docx', new Uint8Array()],
    ['empty', '合同.docx', docxOf(wordParagraph('  '))],
    ['empty', '合同.txt', Buffer.from(' \r\n\r\n')],
    ['noText', '合同.docx', docxOf(wordParagraph(''), [{ name: 'word/media/image1.jpeg', data: 'x' }])],
    ['noText', '合同.pdf', chinesePdf([[], []])],
  ])('is said to be %s: %s', async (why, name, bytes) => {
    expect(await documents.read(bytes, name)).toEqual({ ok: false, why })
  })
})

describe('the limits', () => {
  it('refuses a file of too many bytes unread', async () => {
    expect(await reader({ maxBytes: 100 }).read(Buffer.alloc(101, 'a'), 'a.txt')).toEqual({
      ok: false,
      why: 'tooLarge',
    })
  })

  it.each([
    ['a.txt', Buffer.from(CLAUSES.join('\n'))],
    ['a.docx', docxOf(CLAUSES.map((clause) => wordParagraph(clause)).join(''))],
    ['a.pdf', chinesePdf([linesOfText(CLAUSES)])],
  ])('refuses a text of too many characters whole: %s', async (name, bytes) => {
    expect(await reader({ maxCharacters: 300 }).read(bytes, name)).toEqual({ ok: false, why: 'tooLarge' })
    expect(textOf(await documents.read(bytes, name)).length).toBeGreaterThan(300)
  })

  it('ends a reading at the deadline, and reads the next one', async () => {
    const hurried = reader({ timeoutMs: 20 })
    expect(await hurried.read(fixture('contract.pdf'), 'a.pdf')).toEqual({ ok: false, why: 'tooSlow' })
    expect(await hurried.read(Buffer.from('甲方'), 'a.txt')).toEqual({ ok: true, text: '甲方' })
  })
})

describe('a reader', () => {
  it('reads ten at once, one after the other, and each gets its own text', async () => {
    const files = Array.from({ length: 10 }, (_, at) => docxOf(wordParagraph(`这是第${at}份协议`)))
    const order: number[] = []
    const readings = await Promise.all(
      files.map(async (file, at) => {
        const reading = await documents.read(file, 'a.docx')
        order.push(at)
        return reading
      }),
    )
    expect(readings.map(textOf)).toEqual(files.map((_, at) => `这是第${at}份协议`))
    expect(order).toEqual(files.map((_, at) => at))
  })

  it.each(['contract.pdf', 'contract.docx', 'contract.doc'])('leaves the bytes of %s as they are', async (name) => {
    const bytes = fixture(name)
    const before = Buffer.from(bytes)
    await documents.read(bytes, name)
    expect(before.equals(bytes)).toBe(true)
  })

  it('ends what is being read and what waits when it is closed', async () => {
    const closing = openDocumentReader({ maxBytes: 1e6, maxCharacters: 1e5, timeoutMs: 40_000, memoryMb: 256 })
    const readings = Promise.all([1, 2, 3].map(() => closing.read(fixture('contract.pdf'), 'a.pdf')))
    await closing.close()
    const cut = { ok: false, why: 'tooSlow' }
    expect(await readings).toEqual([cut, cut, cut])
    expect(await closing.read(fixture('contract.pdf'), 'a.pdf')).toEqual(cut)
  })
})
