import { describe, expect, it } from 'vitest'
import { type Fault, type Page, parsePage } from '../../src/guidance/page.ts'

const FILE = 'pages/a/b.md'

const dialogue = (matter: string, body = '正文'): string => `---\n${matter}\n---\n\n${body}\n`
const titled = (body: string): string => dialogue('id: a/b\ntitle: 标题', body)

const GUIDANCE = [
  'id: a.b',
  'title: 要点',
  'source: article',
  'points: [a.b]',
  'law: []',
  'reviewed: 2026-11-23',
  'reviewer: null',
  'due: null',
]
/** A guidance page, with the lines that begin like these in place of its own. */
function guidance(...changes: readonly string[]): string {
  const lines = GUIDANCE.map((line) => changes.find((one) => one.split(':')[0] === line.split(':')[0]) ?? line)
  return dialogue(lines.join('\n'))
}

function pageOf(source: string, kind: 'guidance' | 'dialogue' = 'dialogue'): Page {
  const parsed = parsePage(FILE, source, kind)
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults))
  return parsed.page
}

function faultsOf(source: string, kind: 'guidance' | 'dialogue' = 'dialogue'): Fault[] {
  const parsed = parsePage(FILE, source, kind)
  return 'faults' in parsed ? parsed.faults : []
}

/** Line and message of each fault. */
const told = (faults: readonly Fault[]): string[] => faults.map(({ line, message }) => `${line} ${message}`)

describe('a page', () => {
  it('is its front matter and the plain text of its bubbles', () => {
    const page = pageOf(
      dialogue(
        'id: a/b\ntitle: 标题\noptions:\n  yes: {label: 删了, also: [都删了]}\n  no: 还没',
        '**先**说这句。\n再说这句。\n\n---\n\n单独一条 {project}\n\n## 展开\n\n接着说 {law.x} 和 {project}',
      ),
    )
    expect(page).toMatchObject({ id: 'a/b', title: '标题', file: FILE, provenance: null })
    expect(page.lead).toEqual(['先说这句。\n再说这句。', '单独一条 {project}'])
    expect(page.more).toEqual(['接着说 {law.x} 和 {project}'])
    expect([...page.placeholders].sort()).toEqual(['law.x', 'project'])
    expect([...page.options]).toEqual([
      ['yes', { label: '删了', also: ['都删了'], like: [] }],
      ['no', { label: '还没', also: [], like: [] }],
    ])
  })

  it('of the guidance says where it comes from and when it was reviewed', () => {
    expect(pageOf(guidance(), 'guidance')).toMatchObject({
      provenance: { source: 'article', points: ['a.b'], law: [] },
      review: { reviewed: '2026-11-23', reviewer: null, due: null },
    })
  })

  it('may come from any editor: byte order mark, Windows line ends', () => {
    const page = pageOf(`\ufeff${titled('第一行\n第二行').replaceAll('\n', '\r\n')}`)
    expect(page.lead).toEqual(['第一行\n第二行'])
  })
})

describe('a fault is told with its line', () => {
  it('no front matter', () => {
    expect(told(faultsOf('正文'))).toEqual([expect.stringMatching(/^1 .*---/)])
  })

  it('front matter that is no YAML', () => {
    expect(told(faultsOf(dialogue('id: a/b\ntitle: [标题\nmore: 1')))).toEqual([expect.stringMatching(/^[34] .*YAML/)])
    expect(told(faultsOf(dialogue('id: a/b\ntitle: 一\ntitle: 二')))).toEqual([expect.stringMatching(/^4 .*YAML/)])
  })

  it('a key that nobody knows, on its own line', () => {
    expect(told(faultsOf(dialogue('id: a/b\ntitle: 标题\ntitel: 标题')))).toEqual([expect.stringMatching(/^4 .*titel/)])
    expect(told(faultsOf(guidance('due: null\npoint: [a.b]'), 'guidance'))).toEqual([
      expect.stringMatching(/^10 .*point/),
    ])
  })

  it('a key that is missing', () => {
    expect(told(faultsOf(dialogue('id: a/b')))).toEqual([expect.stringMatching(/^\d+ title/)])
  })

  it('an id that is none, a title that is empty or too long', () => {
    expect(told(faultsOf(dialogue('id: A B\ntitle: ""')))).toEqual([
      expect.stringMatching(/^2 id/),
      expect.stringMatching(/^3 title/),
    ])
    expect(told(faultsOf(guidance('title: 一二三四五六七八九十一二三'), 'guidance'))).toEqual([
      '3 title: title 最多 12 个字',
    ])
  })

  it.each(['2026-13-01', '2026-11-31', '23.11.2026', '明年', '20261123'])('a date that is none: %s', (day) => {
    expect(told(faultsOf(guidance(`reviewed: ${day}`), 'guidance'))).toEqual(['7 reviewed: 日期写成 2026-11-23'])
  })

  it('a source that is none, no points', () => {
    expect(told(faultsOf(guidance('source: book', 'points: []'), 'guidance'))).toEqual([
      expect.stringMatching(/^4 source/),
      expect.stringMatching(/^5 points/),
    ])
  })

  it('an option without a label', () => {
    expect(told(faultsOf(dialogue('id: a/b\ntitle: 标题\noptions:\n  yes: {also: [好]}')))).toEqual([
      expect.stringMatching(/^5 options\.yes/),
    ])
  })

  it.each([
    ['a heading of another name', '正文\n\n## 更多\n\n正文', 8],
    ['a heading of another depth', '正文\n\n# 展开\n\n正文', 8],
    ['a line that --- below it turns into a heading', '正文\n\n另一行\n---\n\n正文', 8],
    ['the heading twice', '正文\n\n## 展开\n\n正文\n\n## 展开\n\n正文', 12],
    ['a picture', '正文\n\n![图](a.png)', 8],
    ['a link', '正文\n\n看[这里](https://example.com)', 8],
    ['an address in angle brackets', '正文\n\n<https://example.com>', 8],
    ['a table', '正文\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |', 8],
    ['HTML', '正文\n\n<b>粗</b>', 8],
    ['HTML of its own', '正文\n\n<div>\n块\n</div>', 8],
    ['a quotation', '正文\n\n> 引用', 8],
    ['a program', '正文\n\n```\n代码\n```', 8],
    ['emphasis that has no effect', '正文\n\n后**「词」**后', 8],
    ['something in a list', '正文\n\n- 一\n- ![图](a.png)', 9],
  ])('%s', (_, body, line) => {
    const faults = faultsOf(titled(body))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ file: FILE, line })
  })

  it('no text at all', () => {
    expect(told(faultsOf(titled('')))).toEqual([expect.stringContaining('空')])
    expect(told(faultsOf(titled('## 展开\n\n正文')))).toEqual([expect.stringContaining('空')])
  })

  it('together with all the others', () => {
    const source = dialogue('id: A\ntitel: 标题', '![图](a.png)\n\n---\n\n# 标题\n\n> 引用')
    const lines = faultsOf(source).map(({ line }) => line)
    expect(lines).toEqual(expect.arrayContaining([2, 3, 6, 10, 12]))
  })
})
