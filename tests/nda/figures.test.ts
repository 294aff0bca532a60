import { describe, expect, it } from 'vitest'
import { findFigures } from '../../src/nda/figures.ts'
import { layOut } from '../../src/nda/laid-out.ts'

/** The figures in a text, each with the words that it was read from. */
function figuresIn(text: string) {
  const { amounts, periods } = findFigures(layOut(text))
  const worded = <Value extends { readonly start: number; readonly end: number }>({
    value,
  }: {
    readonly value: Value
  }) => {
    const { start, end, ...rest } = value
    return { words: text.slice(start, end), ...rest }
  }
  return { amounts: amounts.map(worded), periods: periods.map(worded) }
}

describe('sums', () => {
  it.each([
    ['支付违约金人民币壹拾万元整', { words: '人民币壹拾万元整', yuan: 100_000 }],
    ['违约金50，000元', { words: '50，000元', yuan: 50_000 }],
    ['罚款3.5万元', { words: '3.5万元', yuan: 35_000 }],
    ['罚款￥８０００', { words: '￥８０００', yuan: 8_000 }],
    ['泄密一次罚款三万', { words: '三万', yuan: 30_000, per: 'time' }],
    ['每泄露一条客户信息赔5000元', { words: '5000元', yuan: 5_000, per: 'time' }],
    ['每条赔偿200元', { words: '200元', yuan: 200, per: 'item' }],
    ['每逾期一日支付100元', { words: '100元', yuan: 100, per: 'day' }],
    ['违约金人民币____元', { words: '人民币____元', blank: true }],
    ['违约金为【 】万元', { words: '【 】万元', blank: true }],
    ['违约金为[金额]万元', { words: '[金额]万元', blank: true }],
    ['违约金【20】万元', { words: '【20】万元', yuan: 200_000 }],
    ['支付违约金为万元', undefined],
    ['赔偿上万元', { words: '万元', yuan: 10_000 }],
    ['违约金人民币      元', { words: '人民币      元', blank: true }],
    ['报酬的三倍', { words: '三倍', feeTimes: 3 }],
    ['损失的三倍', undefined],
    ['合同总额的百分之二十', { words: '百分之二十', percent: 20, feeTimes: 0.2 }],
    ['按未付款的万分之五', undefined],
    ['damages of US$50,000', { words: 'US$50,000', yuan: 350_000 }],
  ])('%s', (text, amount) => {
    expect(figuresIn(text).amounts[0]).toEqual(amount)
  })
})

describe('stretches of time', () => {
  it.each([
    ['合作终止后两年内', { words: '两年', months: 24, from: 'end' }],
    ['自签订之日起三（3）年', { words: '三（3）年', months: 36, from: 'signing' }],
    ['二十四个月', { words: '二十四个月', months: 24 }],
    ['一年半', { words: '一年', months: 12 }],
    ['发现后48小时内', { words: '48小时', hours: 48, from: 'discovery' }],
    ['十个工作日', { words: '十个工作日', days: 10 }],
    ['两周内', { words: '两周', days: 14 }],
    ['保密期限____年', { words: '____年', blank: true }],
    ['永久有效', { words: '永久', forever: true }],
    ['自披露之日起5年', { words: '5年', months: 60, from: 'disclosure' }],
    ['2026年3月1日', undefined],
    ['____年____月____日', undefined],
    ['年满十八周岁', undefined],
    ['eighteen (18) months after termination', { words: '18) months', months: 18, from: 'end' }],
  ])('%s', (text, period) => {
    const found = figuresIn(text).periods.find(({ words }) => !/^\d{1,2}日$/.test(words))
    expect(found).toEqual(period)
  })
})
