import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Params } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { ContentError } from '../../src/errors.ts'
import { type Page, parsePage } from '../../src/guidance/page.ts'
import { renderTurn } from '../../src/guidance/render.ts'

/** The text of a page that is this long, all of one sign. */
const long = (sign: string, length: number): string => sign.repeat(length)

const PAGES: Readonly<Record<string, string>> = {
  short: '短',
  say: '{text}',
  two: '前\n\n---\n\n后',
  folded: '先说\n\n## 展开\n\n接着\n\n---\n\n转发',
  a60: long('甲', 60),
  b60: long('乙', 60),
  c60: long('丙', 60),
  d60: long('丁', 60),
  a190: long('甲', 190),
  b190: long('乙', 190),
  c190: long('丙', 190),
  d190: long('丁', 190),
  global: '找{operator}',
  nested: '外{inner}外',
  'answer/unsure': '待问客户',
}
const OPTIONS = 'options:\n  me: {label: 只有我}\n  all: 大家\n'

const pages = new Map<string, Page>(
  Object.entries(PAGES).map(([id, body]) => {
    const parsed = parsePage(`pages/${id}.md`, `---\nid: ${id}\ntitle: 题${id}\n${OPTIONS}---\n\n${body}`, 'dialogue')
    if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults))
    return [id, parsed.page]
  }),
)
const globals: Params = { operator: '守密小组', 'law.x': '民法典第一条' }

const bubbles = (...say: readonly (Saying | string)[]): string[] =>
  renderTurn(
    say.map((one) => (typeof one === 'string' ? { page: one } : one)),
    { page: (id) => pages.get(id), globals },
  )
const said = (text: Params[string]): string => bubbles({ page: 'say', with: { text } }).join('|')

describe('short neighbours', () => {
  it('share a bubble', () => {
    expect(bubbles('short', 'short')).toEqual(['短\n\n短'])
    expect(bubbles('a60', 'b60', 'c60')).toEqual([[PAGES.a60, PAGES.b60, PAGES.c60].join('\n\n')])
  })

  it('share one of 200 characters, not of more', () => {
    const fits = { page: 'say', with: { text: long('戊', 8) } }
    const isOver = { page: 'say', with: { text: long('戊', 9) } }
    expect(bubbles('a190', fits).map((text) => text.length)).toEqual([200])
    expect(bubbles('a190', isOver).map((text) => text.length)).toEqual([190, 9])
  })

  it('stay apart where a page parts them itself', () => {
    expect(bubbles('short', 'two', 'short')).toEqual(['短\n\n前', '后', '短'])
  })
})

describe('more than three bubbles', () => {
  it('are joined although they get long, and nothing is left out', () => {
    const joined = bubbles('a190', 'b190', 'c190', 'd190')
    expect(joined.length).toBeLessThanOrEqual(3)
    expect(joined.join('\n\n')).toBe([PAGES.a190, PAGES.b190, PAGES.c190, PAGES.d190].join('\n\n'))
  })

  it('stay more where everything stands alone', () => {
    const alone = (page: string): Saying => ({ page, alone: true })
    expect(bubbles(alone('short'), alone('short'), alone('short'), alone('short'))).toHaveLength(4)
  })

  it('never lose or turn round anything, whatever is said', () => {
    const sayings = fc.array(
      fc.record({ page: fc.constantFrom(...Object.keys(PAGES).slice(4, 12)), alone: fc.boolean() }),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(sayings, (say) => {
        const sent = bubbles(...say)
        expect(sent.join('\n\n')).toBe(say.map(({ page }) => PAGES[page]).join('\n\n'))
        for (const { page, alone } of say) if (alone) expect(sent).toContain(PAGES[page])
        const together = say.filter(({ alone }) => !alone)
        if (together.length === say.length) expect(sent.length).toBeLessThanOrEqual(3)
      }),
    )
  })
})

describe('what is to be forwarded', () => {
  it('stands alone in its bubble', () => {
    expect(bubbles('short', { page: 'short', alone: true }, 'short')).toEqual(['短', '短', '短'])
  })

  it('stands alone when it has parts, and when it gets crowded', () => {
    const message = { page: 'two', alone: true }
    expect(bubbles('a190', 'b190', message, 'c190')).toEqual([`${PAGES.a190}\n\n${PAGES.b190}`, '前', '后', PAGES.c190])
  })
})

describe('a page', () => {
  it('shows its beginning, the rest, or all of it under its title', () => {
    expect(bubbles('folded')).toEqual(['先说'])
    expect(bubbles({ page: 'folded', part: 'more' })).toEqual(['接着', '转发'])
    expect(bubbles({ page: 'folded', part: 'whole' })).toEqual(['【题folded】\n先说\n\n接着', '转发'])
  })

  it('has its options numbered below it', () => {
    const options = [{ option: 'me', of: 'short' }, { option: 'all', of: 'short' }, '自己的话']
    expect(bubbles({ page: 'short', options })).toEqual(['短\n1. 只有我\n2. 大家\n3. 自己的话'])
    expect(bubbles({ page: 'two', options: ['好'] })).toEqual(['前', '后\n1. 好'])
  })

  it('that is not there is our fault, and so is a value that nobody gave', () => {
    expect(() => bubbles('no/such')).toThrow(ContentError)
    expect(() => bubbles('say')).toThrow(/pages\/say\.md.*\{text\}/)
  })
})

describe('a value', () => {
  it.each<[string, Params[string], string]>([
    ['a figure', 3, '3'],
    ['a person’s words', '春季海报', '春季海报'],
    ['a day', { date: '2026-03-05' }, '2026年3月5日'],
    ['an option', { option: 'me', of: 'short' }, '只有我'],
    ['an answer that the question has no own words for', { option: 'unsure', of: 'short' }, '待问客户'],
    ['a title', { title: 'two' }, '题two'],
    ['a page', { page: 'two' }, '前\n后'],
    ['a page with values of its own', { page: 'nested', with: { inner: { date: '2026-12-01' } } }, '外2026年12月1日外'],
    ['a list', { list: ['甲', 2, { title: 'two' }] }, '甲、2、题two'],
    ['lines', { lines: ['甲', '乙'] }, '甲\n乙'],
    ['something short', { brief: '短短几个字' }, '短短几个字'],
    ['line breaks where it must be short', { brief: '第一行\n\n 第二行' }, '第一行 第二行'],
  ])('may be %s', (_, value, text) => {
    expect(said(value)).toBe(text)
  })

  it('is cut where it must be short, never within a character', () => {
    expect(said({ brief: long('😀', 40) })).toBe(long('😀', 40))
    expect(said({ brief: long('😀', 41) })).toBe(`${long('😀', 40)}…`)
  })

  it('comes before a global one of its name', () => {
    expect(bubbles('global')).toEqual(['找守密小组'])
    expect(bubbles({ page: 'global', with: { operator: '我' } })).toEqual(['找我'])
  })
})

describe('a person’s words', () => {
  it.each(['{operator}', '{law.x}', '{text}', '**粗** [a](b) ![c](d) # e', '$& $1 $$', '{ope{operator}rator}', '<b>'])(
    'are never read: %s',
    (words) => {
      expect(said(words)).toBe(words)
      expect(said({ page: 'nested', with: { inner: { brief: words } } })).toBe(`外${words}外`)
      expect(bubbles({ page: 'short', options: [words] })).toEqual([`短\n1. ${words}`])
    },
  )

  it('lose what could confuse a screen: control signs and changes of direction', () => {
    const bidi = ['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069']
    const control = ['\0', '\u0007', '\b', '\u001b', '\u007f', '\u0085']
    for (const sign of [...bidi, ...control]) expect(said(`甲${sign}乙`)).toBe('甲乙')
    expect(said('甲\n乙')).toBe('甲\n乙')
    expect(said('甲\t乙')).toMatch(/^甲\s乙$/)
  })

  it('come out as they went in, whatever they are', () => {
    const words = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u.test(text))
    fc.assert(
      fc.property(words, (text) => {
        expect(said(text)).toBe(text)
      }),
    )
  })
})
