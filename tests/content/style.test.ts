import { describe, expect, it } from 'vitest'
import type { Page, Provenance } from '../../src/guidance/page.ts'
import { styleFaults } from '../../src/guidance/style.ts'
import { shipped } from './content.ts'

describe('what the bot says', () => {
  it('has no fault of style', async () => {
    const { pages } = await shipped
    expect(styleFaults(pages.values())).toEqual([])
  })
})

const guidance: Provenance = { source: 'article', points: ['x'], law: [] }

function page(id: string, lead: string, rest: Partial<Page> = {}): Page {
  return {
    id,
    title: '标题',
    file: 'x.md',
    provenance: null,
    review: { reviewed: null, reviewer: null, due: null },
    options: new Map(),
    lead: [lead],
    more: [],
    placeholders: new Set(),
    ...rest,
  }
}

const option = (label: string): Page['options'] => new Map([['a', { label, also: [], like: [] }]])
const faultsOf = (one: Page): string[] => styleFaults([one]).map(({ where, message }) => `${where}: ${message}`)

describe('a fault of style', () => {
  it.each<[string, Page, RegExp]>([
    ['a bubble too long for a phone', page('a', '字'.repeat(201)), /201 个字，最多 200/],
    ['a section too long to begin with', page('nda.ask', '字'.repeat(91), { provenance: guidance }), /最多 90/],
    ['an overview of more than a screen', page('nda', '字'.repeat(141), { provenance: guidance }), /最多 140/],
    ['a half-width sign beside Chinese', page('a', '你好,再见。'), /全角.*好,/],
    ['one in an option', page('a', '好。', { options: option('好,有') }), /a label.*全角/],
    ['a mark of Markdown', page('a', '# Note'), /标记/],
    ['quotes that do not pair', page('a', '他说「好。'), /「」 没有成对/],
    ['spaces at a line’s end', page('a', '一行 \n二行'), /行末/],
    ['the client’s address for the user', page('a', '请您看看。'), /用「你」/],
    ['the user’s address for the client', page('nda/message', '你好。'), /用「您」/],
    ['a telephone number', page('a', '打12348问。'), /hotline/],
    ['law without a hint at the official text', page('a', '见{law.civil-code-509}。'), /以官方公布文本为准/],
    ['an article written out', page('a', '民法典第五百零九条。'), /第几条/],
  ])('is %s', (_, one, message) => {
    expect(faultsOf(one)).toEqual([expect.stringMatching(message)])
  })

  it.each<[string, Page]>([
    ['a bubble that just fits', page('a', '字'.repeat(200))],
    ['what a client says, quoted', page('a', '可以说「请您看看」。')],
    ['a message to forward', page('nda.ask', '好。', { provenance: guidance, more: ['这样发：', '请您看看。'] })],
    ['a menu’s path and a mention', page('a', '点我-设置，或@我。')],
    ['a figure’s placeholder', page('a', '还有{count}条。')],
  ])('is not %s', (_, one) => {
    expect(faultsOf(one)).toEqual([])
  })
})
