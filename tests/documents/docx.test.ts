import {
  AlignmentType,
  Document,
  FootnoteReferenceRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import { describe, expect, it } from 'vitest'
import { readDocx } from '../../src/documents/docx.ts'
import { textOf } from './opened.ts'
import { docxOf, wordParagraph } from './small-zip.ts'

async function linesOf(bytes: Uint8Array): Promise<string[]> {
  return textOf(await readDocx(bytes))
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd())
}

const row = (...cells: string[][]): TableRow =>
  new TableRow({
    children: cells.map((lines) => new TableCell({ children: lines.map((line) => new Paragraph(line)) })),
  })

describe('the numbers that Word counts by itself', () => {
  it('are written before their clauses, each level in its own way', async () => {
    const level = (depth: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) =>
      ({ level: depth, format, text, alignment: AlignmentType.START }) as const
    const list = (text: string, depth = 0): Paragraph =>
      new Paragraph({ text, numbering: { reference: 'clauses', level: depth } })
    const document = new Document({
      numbering: {
        config: [
          {
            reference: 'clauses',
            levels: [
              level(0, LevelFormat.CHINESE_COUNTING, '第%1条'),
              level(1, LevelFormat.DECIMAL, '%1.%2'),
              level(2, LevelFormat.CHINESE_COUNTING, '（%3）'),
            ],
          },
          { reference: 'dots', levels: [level(0, LevelFormat.BULLET, '•')] },
        ],
      },
      sections: [
        {
          children: [
            list('保密信息'),
            list('包括图纸。', 1),
            list('包括报价。', 1),
            list('口头的也算。', 2),
            list('违约责任'),
            list('违约金五万元。', 1),
            new Paragraph({ text: '不编号的一段', numbering: { reference: 'dots', level: 0 } }),
          ],
        },
      ],
    })
    const lines = await linesOf(await Packer.toBuffer(document))
    expect(lines).toEqual([
      '第一条 保密信息',
      '一.1 包括图纸。',
      '一.2 包括报价。',
      '（一）口头的也算。',
      '第二条 违约责任',
      '二.1 违约金五万元。',
      '不编号的一段',
    ])
  })

  const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  const numbering = (content: string) => ({
    name: 'word/numbering.xml',
    data: `<w:numbering ${WORD}>${content}</w:numbering>`,
  })
  const styles = (content: string) => ({ name: 'word/styles.xml', data: `<w:styles ${WORD}>${content}</w:styles>` })
  const relations = {
    name: 'word/_rels/document.xml.rels',
    data: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>',
  }
  const inList = (id: number, level = 0): string =>
    `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`

  it('come from a heading style too, and from the style that it is based on', async () => {
    const bytes = docxOf(
      wordParagraph('定义', '<w:pStyle w:val="Clause"/>') +
        wordParagraph('例外', '<w:pStyle w:val="Special"/>') +
        wordParagraph('不编号', '<w:pStyle w:val="Special"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
      [
        relations,
        styles(
          '<w:style w:type="paragraph" w:styleId="Clause"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>' +
            '<w:style w:type="paragraph" w:styleId="Special"><w:basedOn w:val="Clause"/></w:style>',
        ),
        numbering(
          '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>' +
            '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>',
        ),
      ],
    )
    expect(await linesOf(bytes)).toEqual(['一、定义', '二、例外', '不编号'])
  })

  it('go on from list to list, and start where a list says', async () => {
    const bytes = docxOf([1, 1, 2, 3].map((id) => wordParagraph('条款', inList(id))).join(''), [
      relations,
      styles(''),
      numbering(
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>' +
          '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>' +
          '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>',
      ),
    ])
    expect(await linesOf(bytes)).toEqual(['1. 条款', '2. 条款', '3. 条款', '9. 条款'])
  })

  it('are not taken from what a paragraph was before a tracked change', async () => {
    const before = `<w:pPrChange w:id="1"><w:pPr>${inList(1)}</w:pPr></w:pPrChange>`
    const bytes = docxOf(wordParagraph('条款', before) + wordParagraph('条款', inList(1) + before), [
      relations,
      styles(''),
      numbering(
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
      ),
    ])
    expect(await linesOf(bytes)).toEqual(['条款', '1. 条款'])
  })
})

describe('the text of a Word document', () => {
  it('keeps line breaks, tabs, tables with clauses in their cells, and notes', async () => {
    const document = new Document({
      footnotes: { 1: { children: [new Paragraph('含税。')] } },
      sections: [
        {
          children: [
            new Paragraph({
              children: [
                new TextRun('甲方：'),
                new TextRun({ text: '\t' }),
                new TextRun({ text: '乙方：', break: 1 }),
                new FootnoteReferenceRun(1),
              ],
            }),
            new Table({ rows: [row(['项目'], ['金额']), row(['设计', '修改两次'], ['3000元'])] }),
            new Paragraph('以下无正文'),
          ],
        },
      ],
    })
    expect(await linesOf(await Packer.toBuffer(document))).toEqual([
      '甲方：',
      '乙方：',
      '项目\t金额',
      '设计',
      '修改两次',
      '3000元',
      '以下无正文',
      '含税。',
    ])
  })

  it('has what was inserted and not what was deleted', async () => {
    const run = (text: string, tag = 'w:t'): string => `<w:r><${tag}>${text}</${tag}></w:r>`
    const bytes = docxOf(
      `<w:p>${run('违约金')}<w:del w:id="1">${run('五千元', 'w:delText')}</w:del><w:ins w:id="2">${run('五万元')}</w:ins></w:p>`,
    )
    expect(await linesOf(bytes)).toEqual(['违约金五万元'])
  })

  it('shows which box is ticked', async () => {
    const box = (state: 0 | 1, label: string): string =>
      `<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="${state}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>${label}</w:t></w:r>`
    expect(await linesOf(docxOf(`<w:p>${box(1, '单向')}${box(0, '双向')}</w:p>`))).toEqual(['☑单向☐双向'])
  })
})
