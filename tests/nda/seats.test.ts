import { beforeAll, describe, expect, it } from 'vitest'
import { readContract } from '../../src/nda/read-contract.ts'
import type { NdaRules } from '../../src/nda/rules.ts'
import { shippedRules } from './nda-rules.ts'

let rules: NdaRules
beforeAll(async () => {
  rules = await shippedRules()
})

/** The words that raised 要去对方那边打, or undefined. */
function atClient(parties: string, disputes: string): string | undefined {
  const text = `保密协议\n${parties}\n第一条 乙方应对甲方的资料保密。\n第二条 ${disputes}\n第三条 本协议一式两份。\n`
  const finding = readContract(text, rules).types.find(({ type }) => type === 'jurisdiction')
  const flag = finding?.flags.find(({ id }) => id === 'court-at-client')
  return flag && text.slice(flag.start, flag.end)
}

describe('a court in the client’s place', () => {
  it('is known from the client’s name', () => {
    const parties = '甲方：杭州某某科技有限公司\n乙方：____________'
    expect(atClient(parties, '争议由杭州市西湖区人民法院管辖。')).toContain('人民法院')
    expect(atClient(parties, '争议提交杭州仲裁委员会仲裁。')).toContain('仲裁委员会')
    expect(atClient(parties, '争议提交成都仲裁委员会仲裁。')).toBeUndefined()
  })

  it('is known from the client’s address, and from a name before 以下简称甲方', () => {
    expect(
      atClient('甲方：某某科技有限公司\n地址：厦门市思明区某某路1号\n乙方：____', '争议由厦门市中级人民法院管辖。'),
    ).toContain('人民法院')
    expect(
      atClient(
        '本协议由重庆某某有限公司（以下简称“甲方”）与某某（以下简称“乙方”）签订。',
        '提请重庆市渝中区仲裁委员会仲裁。',
      ),
    ).toContain('仲裁委员会')
  })

  it('is no flag where the freelancer lives there too', () => {
    const parties = '甲方：杭州某某科技有限公司\n乙方：____________\n住址：杭州市余杭区某某路2号'
    expect(atClient(parties, '争议由杭州市西湖区人民法院管辖。')).toBeUndefined()
  })

  it('is known from the place of signing, where that is the client’s', () => {
    const signed = '签订地点：成都市锦江区\n'
    const disputes = '争议由合同签订地人民法院管辖。'
    expect(atClient(`${signed}甲方：成都某某食品有限公司\n乙方：____________`, disputes)).toContain('签订地')
    expect(atClient(`${signed}甲方：贵阳某某食品有限公司\n乙方：____________`, disputes)).toBeUndefined()
  })

  it('is known from the one company that terms without 甲方 and 乙方 name', () => {
    const text = (court: string): string =>
      `主播合作协议\n本协议由厦门某某网络有限公司与您订立。\n第一条 主播应对平台的数据保密。\n第二条 争议由${court}管辖。\n第三条 其他。\n`
    const isFlagged = (court: string): boolean =>
      readContract(text(court), rules).types.some(({ flags }) => flags.some(({ id }) => id === 'court-at-client'))
    expect(isFlagged('厦门市思明区人民法院')).toBe(true)
    expect(isFlagged('成都市锦江区人民法院')).toBe(false)
  })

  it('is not taken from words that name no place', () => {
    const parties = '甲方：中国国际某某有限公司\n乙方：____________'
    expect(atClient(parties, '提交中国国际经济贸易仲裁委员会仲裁。')).toBeUndefined()
  })
})
