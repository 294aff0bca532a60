import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, it } from 'vitest'
import { plainText, UnsupportedMarkdown } from '../../src/guidance/plain-text.ts'

const plain = (markdown: string): string => plainText(fromMarkdown(markdown).children)

describe('plainText', () => {
  it.each([
    ['emphasis marks go', '**一定**要*加密*再传', '一定要加密再传'],
    ['a line break stays one', '第一行\n第二行', '第一行\n第二行'],
    ['and so does a hard one', '第一行\\\n第二行', '第一行\n第二行'],
    ['paragraphs are lines', '第一段\n\n第二段', '第一段\n第二段'],
    ['a list gets dots', '- 一\n- 二', '· 一\n· 二'],
    ['a numbered list gets its numbers', '3. 三\n4. 四', '3. 三\n4. 四'],
    ['a list in a list is not lost', '- 一\n  - 里面\n- 二', '· 一\n· 里面\n· 二'],
    ['code is its text', '回 `help` 就行', '回 help 就行'],
    ['signs stand for themselves', '\\*不是加粗\\* &lt;b&gt; 1 * 2 _ 3', '*不是加粗* <b> 1 * 2 _ 3'],
  ])('%s', (_, markdown, text) => {
    expect(plain(markdown)).toBe(text)
  })

  it.each(['![图](a.png)', '[链接](b)', '> 引用', '```\n码\n```', '<i>斜</i>', '**粗', '| 甲 |\n|---|'])(
    'refuses what WeChat cannot show: %s',
    (markdown) => {
      expect(() => plain(`前面\n\n${markdown}`)).toThrow(UnsupportedMarkdown)
      expect(() => plain(`前面\n\n${markdown}`)).toThrow(expect.objectContaining({ line: 3 }))
    },
  )
})
