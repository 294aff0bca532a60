import mammoth from 'mammoth'
import { afterEach, expect, it, vi } from 'vitest'
import { type WrittenDocument, writeDocx } from '../../src/documents/write-docx.ts'
import { unzipMarkup } from '../../src/documents/zip-parts.ts'
import { reader, textOf } from './opened.ts'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const REVIEW: WrittenDocument = {
  title: '保密协议审阅 <甲&乙>',
  blocks: [
    { kind: 'heading', level: 1, text: '必须谈的' },
    { kind: 'heading', level: 2, text: '违约金' },
    { kind: 'quote', text: '“违约金五十万元”' },
    { kind: 'paragraph', text: '太高了。\n按报酬的一定比例谈。' },
    { kind: 'list', items: ['先问清楚', '再签'] },
    { kind: 'table', head: ['时间', '事'], rows: [['23:40', '发现']], widths: [1, 3] },
  ],
}

afterEach(() => {
  vi.useRealTimers()
})

it('writes what Word reads: headings, a quote, a list, a table, line breaks', async () => {
  const buffer = Buffer.from(await writeDocx(REVIEW, NOW))
  const styleMap = ["p[style-name='Title'] => h1.title:fresh"]
  const { value: html, messages } = await mammoth.convertToHtml({ buffer }, { styleMap })
  expect(messages).toEqual([])
  expect(html).toBe(
    '<h1 class="title"><strong>保密协议审阅 &lt;甲&amp;乙&gt;</strong></h1>' +
      '<h1><strong>必须谈的</strong></h1><h2><strong>违约金</strong></h2><p>“违约金五十万元”</p>' +
      '<p>太高了。<br />按报酬的一定比例谈。</p><ul><li>先问清楚</li><li>再签</li></ul>' +
      '<table><thead><tr><th><p><strong>时间</strong></p></th><th><p><strong>事</strong></p></th></tr></thead>' +
      '<tbody><tr><td><p>23:40</p></td><td><p>发现</p></td></tr></tbody></table>',
  )
})

it('is read back by our own reader', async () => {
  expect(textOf(await reader().read(await writeDocx(REVIEW, NOW), 'a.docx'))).toContain(
    '太高了。\n按报酬的一定比例谈。\n先问清楚',
  )
})

it('names Chinese fonts', async () => {
  const parts = await unzipMarkup(await writeDocx(REVIEW, NOW), 1e7)
  if (typeof parts === 'string') throw new Error(parts)
  const markup = new TextDecoder().decode(parts.texts.get('word/document.xml'))
  expect(markup).toContain('w:eastAsia="微软雅黑"')
  expect(markup).toContain('w:eastAsia="宋体"')
})

it('is the same bytes for the same words at the same time, whatever the clock says', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  const first = await writeDocx(REVIEW, NOW)
  vi.setSystemTime(NOW + 86_400_000)
  expect(Buffer.from(await writeDocx(REVIEW, NOW)).equals(first)).toBe(true)
  expect(Buffer.from(await writeDocx(REVIEW, NOW + 1000)).equals(first)).toBe(false)
})

it('leaves out characters that would keep Word from opening it', async () => {
  const bytes = await writeDocx({ title: '甲\0', blocks: [{ kind: 'paragraph', text: '乙\x0b丙\ud800\uffff' }] }, NOW)
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) })
  expect(value.split('\n\n').slice(0, 2)).toEqual(['甲', '乙丙\ufffd'])
})
