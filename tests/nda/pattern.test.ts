import { describe, expect, it } from 'vitest'
import { readContract } from '../../src/nda/read-contract.ts'
import { rulesOf } from './nda-rules.ts'

/** What raised the flag in this text, or undefined. */
function raised(pattern: unknown, text: string, extra?: Parameters<typeof rulesOf>[1]): string | undefined {
  const { rules, faults } = rulesOf([pattern], extra)
  expect(faults).toEqual([])
  const flag = readContract(text, rules).types[0]?.flags[0]
  return flag?.words && text.slice(flag.words.start, flag.words.end)
}

describe('a pattern', () => {
  it('finds words that stand together, whatever spaces and quotation marks are between them', () => {
    expect(raised('违约金十万', '支付“违约 金” 十\u3000万')).toBe('违约 金” 十\u3000万')
    expect(raised('违约金十万', '违约金是十万')).toBeUndefined()
  })

  it('finds words at a short distance with …, anywhere in the sentence with ……', () => {
    expect(raised('违约金 … 元', '违约金一二三四五六七八九十一元')).toBe('违约金一二三四五六七八九十一元')
    expect(raised('违约金 … 元', '违约金一二三四五六七八九十一二三元')).toBeUndefined()
    expect(raised('违约金 …… 元', '违约金一二三四五六七八九十一二三元')).toBe('违约金一二三四五六七八九十一二三元')
    expect(raised('违约金 …… 元', '支付违约金。另付一元')).toBeUndefined()
    expect(raised('违约金 …… 元', '支付违约金；另付一元')).toBeUndefined()
  })

  it('keeps the order of its words', () => {
    expect(raised('先 … 后', '后来先走')).toBeUndefined()
    expect(raised('先 … 后', '后来先走后到')).toBe('先走后')
  })

  it('takes one of several, one or none, and words of a list', () => {
    expect(raised('(甲|乙乙|丙)丁', '乙乙丁')).toBe('乙乙丁')
    expect(raised('甲[乙][丙]丁', '甲丁')).toBe('甲丁')
    expect(raised('甲[乙][丙]丁', '甲乙丁')).toBe('甲乙丁')
    expect(raised('甲 … [乙]丁', '甲一二三丁')).toBe('甲一二三丁')
    expect(raised('泄露{secret}', '泄露商业秘密')).toBe('泄露商业秘密')
  })

  it('does not count a word within a longer one', () => {
    const compounds = ['归还', '不限于']
    expect(raised('(归|属于) …… 甲方', '资料归还甲方', { compounds })).toBeUndefined()
    expect(raised('(归|属于) …… 甲方', '资料归甲方', { compounds })).toBe('归甲方')
    expect(raised('归还甲方', '资料归还甲方', { compounds })).toBe('归还甲方')
    expect(raised('限于', '包括但不限于图纸', { compounds })).toBeUndefined()
  })

  it('asks for several things in one sentence, in any order, and for others not to be in it', () => {
    expect(raised('甲 & 乙', '乙和甲')).toBe('甲')
    expect(raised('甲 & 乙', '甲。乙')).toBeUndefined()
    expect(raised('甲 & !乙', '甲。乙')).toBe('甲')
    expect(raised('甲 & !乙', '乙和甲')).toBeUndefined()
  })

  it('knows the sides by whatever the contract calls them', () => {
    expect(raised('{freelancer}不得', '甲方(委托方)与乙方(受托方)约定:乙方不得外传')).toBe('乙方不得')
    expect(raised('{freelancer}不得', '甲方(兼职者)与乙方(公司)约定:\n甲方不得外传')).toBe('甲方不得')
    expect(raised('{freelancer}不得', '接收方不得外传')).toBe('接收方不得')
    expect(raised('{client}有权', '某某公司(以下简称“店家”)与张某(以下简称“画师”)约定。店家有权')).toBe('店家有权')
  })

  it('finds no word within the name of a party', () => {
    expect(raised('披露', '披露方')).toBeUndefined()
    expect(raised('披露', '不得向披露方披露')).toBe('披露')
  })

  it.each([
    ['{amount>=10000}', '罚款人民币壹万元整', '人民币壹万元整'],
    ['{amount>=10000}', '罚款9,999元', undefined],
    ['{times>3}', '报酬的五倍', '五倍'],
    ['{percent<20}', '百分之二十', undefined],
    ['{period>24}', '三年内', '三年'],
    ['{hours<=1}', '1小时内', '1小时'],
    ['{forever}', '永久有效', '永久'],
    ['{blank}', '罚款____元', '____元'],
  ])('%s in %s', (pattern, text, found) => {
    expect(raised(pattern, text)).toBe(found)
  })

  it('asks for a heading with 【】', () => {
    const text = '保密协议\n一、范围\n两年\n二、保密期限\n三年\n'
    expect(raised('【(范围|期限)】 {period}', text)).toBe('两年')
    expect(raised('【期限】 {period}', text)).toBe('三年')
  })

  it('reads on from the words that lead into a list', () => {
    const text = '一、乙方不得：\n（1）复制资料；\n（2）对外泄露。\n二、甲方应付款。泄露'
    expect(raised('乙方不得 …… 泄露', text)).toBe('对外泄露')
    expect(raised('乙方不得 …… 付款', text)).toBeUndefined()
  })

  it('finds English words whole unless they end in *', () => {
    expect(raised('term', 'the long term ends')).toBe('term')
    expect(raised('term', 'they determine it')).toBeUndefined()
    expect(raised('terminat*', 'upon termination')).toBe('terminat')
    expect(raised('shall not', 'Party B agrees that it shall\nnot copy anything at all')).toBe('shall\nnot')
  })

  it('reads traditional characters and quotes the original', () => {
    expect(raised('保密协议', '雙方簽訂保密協議')).toBe('保密協議')
  })

  it.each([
    ['甲|乙', '括号'],
    ['(甲', '括号'],
    ['(甲 … 乙)', '不能有 …'],
    ['[甲]乙', '不能以'],
    ['{nobody}', '没有 nobody'],
    ['!甲', '不能以 !'],
    ['(甲||乙)', '空的一项'],
    ['甲 & ', '空的'],
  ])('that cannot be read is a fault: %s', (pattern, message) => {
    const { faults } = rulesOf([pattern])
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('0.flags.0.when.0')
    expect(faults[0]).toContain(message)
  })
})

describe('the exceptions of a rule', () => {
  const text = '第一条 甲。乙。\n第二条 甲。\n第三条 丙。甲丁。'
  it.each([
    ['unless', ['丁'], 0],
    ['unless-clause', ['乙'], 1],
    ['if-clause', ['丙'], 2],
    ['if-document', ['丙'], 0],
    ['unless-document', ['丙'], undefined],
    ['if-document', ['戊'], undefined],
  ] as const)('%s %s', (key, patterns, clause) => {
    const { rules } = rulesOf([{ find: ['甲'], [key]: patterns }])
    const reading = readContract(text, rules)
    const flag = reading.types[0]?.flags[0]
    const found = reading.clauses.findIndex(({ start, end }) => flag && start <= flag.start && flag.end <= end)
    expect(flag === undefined ? undefined : found).toBe(clause)
  })

  it('within: secrecy looks only where the title or the heading says so', () => {
    const rule = { find: ['三年'], within: 'secrecy' }
    expect(raised(rule, '服务合同\n一、期限\n三年\n二、保密\n三年内')).toBe('三年')
    expect(raised(rule, '服务合同\n一、期限\n三年\n二、付款\n月结')).toBeUndefined()
    expect(raised(rule, '保密协议\n一、期限\n三年\n二、付款\n月结')).toBe('三年')
  })
})
