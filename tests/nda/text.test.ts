import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '../../src/nda/lines.ts'
import { outlineOf } from '../../src/nda/outline.ts'

const folded = (text: string): string => foldText(text).chars
const outlined = (text: string) => {
  const fold = foldText(text)
  const { clauses, sentences, title } = outlineOf(fold)
  const words = (from: number, to: number) => fold.chars.slice(from, to)
  return {
    title,
    clauses: clauses.map(({ number, heading, start, end }) => ({ number, heading, text: text.slice(start, end) })),
    sentences: sentences.map(({ start, end, lead, headings }) => ({
      words: words(start, end),
      lead: words(lead.start, lead.end),
      headings,
    })),
  }
}

describe('folding a text', () => {
  it('drops spaces, quotation marks and invisible characters, and makes letters narrow and small', () => {
    expect(folded('“保 密\u200b信息”　ＮＤＡ（甲方）：')).toBe('保密信息nda(甲方):')
  })

  it('keeps the spaces between words of letters', () => {
    expect(folded('The  Receiving\tParty 不得 Copy')).toBe('the receiving party不得copy')
  })

  it('joins lines that were only wrapped, and keeps the others apart', () => {
    const text = [
      '第一条 保密信息',
      '本协议所称保密信息,是指甲方向乙方提供的剧本、台词本、字幕文',
      '件和片名,以及甲方与片方之间的合作条件。',
      '第二条 保密期限',
      '自签署之日起三年。',
    ].join('\n')
    expect(folded(text).split('\n')).toEqual([
      '第一条保密信息',
      '本协议所称保密信息,是指甲方向乙方提供的剧本、台词本、字幕文件和片名,以及甲方与片方之间的合作条件。',
      '第二条保密期限',
      '自签署之日起三年。',
    ])
  })

  it('drops page numbers and running heads, also in the middle of a sentence', () => {
    const page = (number: number, line: string) => `某某公司内部文件\n${line}\n第 ${number} 页 共 3 页`
    const text = [
      page(1, '乙方应当对合作中知悉的甲方未公开资料严格保密,未经同意不得向第'),
      page(2, '三方披露或者用于其他目的,否则应当赔偿甲方因此遭受的损失和支出的费'),
      page(3, '用。'),
    ].join('\n')
    expect(folded(text).replace('某某公司内部文件\n', '')).toBe(
      '乙方应当对合作中知悉的甲方未公开资料严格保密,未经同意不得向第三方披露或者用于其他目的,否则应当赔偿甲方因此遭受的损失和支出的费用。',
    )
  })

  it('joins English words that were hyphenated at the end of a line', () => {
    expect(folded('The Consultant shall hold all confi-\ndential information in secret')).toContain(
      'all confidential information',
    )
  })

  it('knows for every character where it stood', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'甲方 \n第一条、。，保密機（1）aB ．-') }), (text) => {
        const { chars, at, spaced } = foldText(text)
        expect(at).toHaveLength(chars.length)
        expect(spaced).toHaveLength(chars.length)
        for (let place = 1; place < chars.length; place++)
          expect(at[place]).toBeGreaterThanOrEqual(at[place - 1] as number)
        for (const place of at) expect(place).toBeLessThan(text.length)
      }),
    )
  })
})

describe('the outline', () => {
  it.each([
    ['第一条 范围\n甲。\n第二条 期限\n乙。', ['第一条', '第二条'], ['范围', '期限']],
    ['一、范围\n甲。\n二、期限：三年。', ['一、', '二、'], ['范围', '期限']],
    ['（一）范围：甲。\n（二）期限：乙。', ['(一)', '(二)'], ['范围', '期限']],
    ['1. 范围\n1.1 甲。\n1.2 乙。\n2. 期限\n2.1 丙。', ['1.', '2.'], ['范围', '期限']],
    ['1 范围\n1.1 甲。\n2 期限\n2.1 丙。', ['1', '2'], ['范围', '期限']],
    [
      '第一章 总则\n第一条 甲。\n第二章 保密\n第二条 乙。',
      ['第一章', '第一条', '第二章', '第二条'],
      ['总则', undefined, '保密', undefined],
    ],
    ['一、范围：甲。二、期限：三年。三、其他：乙。', ['一、', '二、', '三、'], ['范围', '期限', '其他']],
    [
      '保密的范围\n甲方的资料都要保密,不能外传。\n保密的期限\n两年,从最后一天算起。',
      [undefined, undefined],
      ['保密的范围', '保密的期限'],
    ],
    [
      'Article 1 Scope\nAll of the material that is given.\nArticle 2 Term\nTwo years after the end of the work.',
      ['article 1', 'article 2'],
      ['scope', 'term'],
    ],
  ])('finds the clauses of %j', (text, numbers, headings) => {
    const { clauses } = outlined(text)
    expect(clauses.map(({ number }) => number)).toEqual(numbers)
    expect(clauses.map(({ heading }) => heading)).toEqual(headings)
  })

  it('takes a mere reference for no clause', () => {
    const text = '第一条 甲。\n第二条 乙方违反\n第一条的规定。第三条规定的义务除外。\n第三条 丙。'
    expect(outlined(text).clauses.map(({ number }) => number)).toEqual(['第一条', '第二条', '第三条'])
  })

  it('gives one clause a paragraph when nothing is numbered', () => {
    expect(outlined('甲方的资料都要保密,不能外传。\n期限两年,从最后一天算起。').clauses).toHaveLength(2)
  })

  it('covers the text by its clauses, in order', () => {
    const text = '保密协议\n第一条 范围\n甲。\n（一）乙。\n第二条 期限\n丙。\n'
    const { clauses } = outlined(text)
    expect(clauses.map((clause) => clause.text.slice(0, 3))).toEqual(['保密协', '第一条', '第二条'])
    expect(clauses[1]?.text).toContain('（一）乙。')
  })

  it('puts the words that lead into a list before each of its items, and no further', () => {
    const { sentences } = outlined('一、义务\n乙方不得:\n（1）复制;\n（2）外传。其他照旧。\n二、付款\n月结。')
    expect(sentences.map(({ words, lead }) => `${lead}${words}`)).toEqual([
      '义务',
      '乙方不得:',
      '乙方不得:复制;',
      '乙方不得:外传。',
      '其他照旧。',
      '付款',
      '月结。',
    ])
  })

  it('knows under which headings a sentence stands, the title not being one', () => {
    const { title, sentences } = outlined('保密协议\n第一章 总则\n第一条 目的:合作。\n第二章 期限\n第二条 三年。')
    expect(title).toBe('保密协议')
    expect(sentences.find(({ words }) => words === '三年。')?.headings).toEqual(['期限'])
    expect(sentences.find(({ words }) => words === '目的:合作。')?.headings).toEqual(['总则', '目的'])
  })
})
