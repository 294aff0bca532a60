import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numeral } from '../../src/nda/numerals.ts'

describe('a numeral', () => {
  it.each([
    ['5', 5],
    ['5,000', 5_000],
    ['3.5万', 35_000],
    ['30万', 300_000],
    ['十', 10],
    ['十五', 15],
    ['二十', 20],
    ['四十八', 48],
    ['两百', 200],
    ['一百零五', 105],
    ['二百五十', 250],
    ['壹拾万', 100_000],
    ['伍拾万', 500_000],
    ['贰仟叁佰', 2_300],
    ['三万六千', 36_000],
    ['一万五', 15_000],
    ['两百五', 250],
    ['一千零五', 1_005],
    ['一千二百万', 12_000_000],
    ['一亿', 100_000_000],
    ['万', 10_000],
    ['二〇二六', 2_026],
    ['一二三', 123],
  ])('%s is %i', (text, value) => {
    expect(numeral(text)).toBe(value)
  })

  it.each(['', '元', '3元', '两个', '一.五', 'abc'])('is no %s', (text) => {
    expect(numeral(text)).toBeUndefined()
  })

  it('reads what is written in figures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => {
        expect(numeral(String(value))).toBe(value)
        expect(numeral(value.toLocaleString('en-US'))).toBe(value)
      }),
    )
  })

  it('reads what is written in numerals', () => {
    const digits = '零一二三四五六七八九'
    const units = ['', '十', '百', '千']
    const han = (value: number): string =>
      [...String(value)]
        .map((digit, at, all) => (digit === '0' ? '零' : `${digits[Number(digit)]}${units[all.length - 1 - at]}`))
        .join('')
        .replace(/零+/g, '零')
        .replace(/零$/, '')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), (value) => {
        expect(numeral(han(value))).toBe(value)
      }),
    )
  })
})
