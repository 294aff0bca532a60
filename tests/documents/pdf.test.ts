import { describe, expect, it } from 'vitest'
import { readPdf } from '../../src/documents/pdf.ts'
import type { DocumentReading } from '../../src/documents/reading.ts'
import { textOf } from './opened.ts'
import { chinesePdf, linesOfText, type Placed, pdfOf, utf16, withFields } from './small-pdf.ts'

/** Apart from the caller's bytes, which pdfjs takes for itself. */
const reading = (bytes: Uint8Array): Promise<DocumentReading> => readPdf(Uint8Array.from(bytes), 100_000)
const read = async (bytes: Uint8Array): Promise<string> => textOf(await reading(bytes))
const LONG = '乙方应当对甲方提供的全部资料承担保密义务，未经甲方书面同意不得披露'

describe('a PDF whose Chinese font is not inside', () => {
  it('is read, simplified and traditional', async () => {
    const lines = ['第一条 保密信息指甲方提供的全部资料。', '第二條 機密資訊不得洩露。', '三、￥50,000元；2026年3月1日']
    expect((await read(chinesePdf([linesOfText(lines)]))).split('\n\n')).toEqual(lines)
  })

  it('counts the pages that gave no text', async () => {
    const mixed = await reading(chinesePdf([linesOfText([LONG, LONG]), [], []]))
    expect(mixed).toMatchObject({ ok: true, pages: 3, pagesWithoutText: 2 })
  })

  it('is a scan if there is only a signing number on each page', async () => {
    const stamp = linesOfText(['签署编号 A1024'])
    expect(await reading(chinesePdf([stamp, stamp]))).toEqual({ ok: false, why: 'noText' })
  })

  it('is a scan if its letters cannot be told', async () => {
    const glyphs = '\ue001\ue002\ue003\ue004\ue005'.repeat(8)
    expect(await reading(chinesePdf([linesOfText([glyphs])]))).toEqual({ ok: false, why: 'noText' })
  })
})

describe('the lines of a page', () => {
  it('are put in order, wherever the file draws them', async () => {
    const page: Placed[] = [
      { text: `二、${LONG}`, x: 72, y: 700 },
      { text: '保密协议', x: 250, y: 780, size: 18 },
      { text: '违约金为', x: 72, y: 682 },
      { text: `一、${LONG}`, x: 72, y: 720 },
      { text: '伍万元', x: 120, y: 683 },
    ]
    expect((await read(chinesePdf([page]))).split(/\n+/)).toEqual([
      '保密协议',
      `一、${LONG}`,
      `二、${LONG}`,
      '违约金为伍万元',
    ])
  })

  it('stay whole in a table, and are read column by column where a page is set in two', async () => {
    const rows = Array.from({ length: 8 }, (_, at) => 790 - at * 20)
    const table = rows.flatMap((y, at) => [
      { text: `资料${at + 1}`, x: 72, y },
      { text: `${at + 1}份`, x: 320, y },
    ])
    expect((await read(chinesePdf([table]))).split(/\n+/)[1]).toBe('资料2\t2份')

    const half = '双方对合作中知悉的信息负有保密义务'
    const columns = rows.flatMap((y, at) => [
      { text: `左${at + 1}${half}`, x: 60, y },
      { text: `右${at + 1}${half}`, x: 320, y },
    ])
    const title = { text: '保密协议（中文文本与第二文本对照，以中文文本为准，两种文本具有同等效力）', x: 90, y: 820 }
    const lines = (await read(chinesePdf([[title, ...columns]]))).split(/\n+/)
    expect(lines[0]).toBe(title.text)
    expect(
      lines
        .slice(1)
        .map((line) => line.slice(0, 2))
        .join(''),
    ).toBe('左1左2左3左4左5左6左7左8右1右2右3右4右5右6右7右8')
  })

  it('lose the spaces of letter-spaced headings and the second print of bold letters', async () => {
    const page: Placed[] = [
      ...['保', '密', '协', '议'].map((text, at) => ({ text, x: 200 + at * 30, y: 780 })),
      { text: `重要：${LONG}`, x: 72, y: 740 },
      { text: `重要：${LONG}`, x: 72.4, y: 740 },
      { text: '甲 ⽅ 应当在 2026 年 3 月付款', x: 72, y: 700 },
    ]
    expect((await read(chinesePdf([page]))).split(/\n+/)).toEqual([
      '保密协议',
      `重要：${LONG}`,
      '甲方 应当在2026年3月付款',
    ])
  })

  it('have a slanting watermark after them, not among them', async () => {
    const turned = `BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 400 Tm <${utf16('内部资料')}> Tj ET`
    const bytes = chinesePdf([linesOfText([LONG, LONG])], turned)
    expect((await read(bytes)).split(/\n+/)).toEqual([LONG, LONG, '内部资料'])
  })
})

describe('paragraphs', () => {
  it('end with a short line, begin with an indented one, and go on over the end of a page', async () => {
    const full = '乙方应当对甲方提供的全部资料承担保密义务，未经甲方书面同意不得披露给他'
    const page: Placed[] = [
      { text: full.slice(2), x: 96, y: 780 },
      { text: full, x: 72, y: 762 },
      { text: '人。', x: 72, y: 744 },
      { text: full.slice(2), x: 96, y: 726 },
      { text: full, x: 72, y: 708 },
    ]
    const next: Placed[] = [
      { text: '们知道。', x: 72, y: 780 },
      { text: full.slice(2), x: 96, y: 762 },
    ]
    const paragraphs = (await read(chinesePdf([page, next]))).split('\n\n')
    expect(paragraphs.map((paragraph) => paragraph.split('\n').length)).toEqual([3, 3, 1])
    expect(paragraphs[1]?.endsWith('们知道。')).toBe(true)
  })

  it('are not torn apart by a running head that is wider than the text', async () => {
    const head = { text: `${LONG}—— 内部`, x: 72, y: 810 }
    const body = Array.from({ length: 30 }, (_, at) => ({ text: LONG, x: 72, y: 780 - at * 18 }))
    const paragraphs = (await read(chinesePdf([[head, ...body]]))).split('\n\n')
    expect(paragraphs.at(-1)?.split('\n').length).toBeGreaterThanOrEqual(29)
  })

  it('keep the hanging lines of a numbered item', async () => {
    const page: Placed[] = [
      { text: `（一）${LONG}`, x: 72, y: 780 },
      { text: `${LONG.slice(0, 31)}。`, x: 96, y: 762 },
      { text: `（二）${LONG}`, x: 72, y: 744 },
    ]
    expect((await read(chinesePdf([page]))).split('\n\n')).toHaveLength(2)
  })
})

it('reads what was filled into form fields and typed onto the page, in its place', async () => {
  const text = await read(
    withFields(linesOfText([LONG, '违约金：', LONG]), [
      { kind: 'field', text: '50000', x: 130, y: 760 },
      { kind: 'typed', text: '（含税）', x: 200, y: 760 },
    ]),
  )
  expect(text.split(/\n+/)).toEqual([LONG, expect.stringMatching(/^违约金：\s?50000\s（含税）$/), LONG])
})

it('runs no script and follows no link of a PDF', async () => {
  const bytes = pdfOf(
    ['BT /F1 12 Tf 72 700 Td <4fdd5bc6534f8bae> Tj ET'],
    '/OpenAction << /S /JavaScript /JS (throw 1) >>',
  )
  expect(await reading(bytes)).toEqual({ ok: false, why: 'noText' })
})
