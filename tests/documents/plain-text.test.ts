import { describe, expect, it } from 'vitest'
import { decodePlainText } from '../../src/documents/plain-text.ts'
import { encode } from './encode.ts'

const SIMPLIFIED = [
  '乙方须对客户资料保密，期限两年。',
  '甲方：小满设计\n乙方：林先生\n一、乙方不得泄露报价。',
  '第一条 保密信息包括图纸、源代码、客户名单及报价单，无论是否标明“保密”字样，乙方均不得向任何第三方披露。',
  '违约金：人民币50000元。',
]
const TRADITIONAL = [
  '乙方須對客戶資料保密，期限兩年。',
  '甲方：小滿設計\n乙方：林先生\n一、乙方不得洩露報價。',
  '第一條 保密資訊包括圖紙、原始碼、客戶名單及報價單，無論是否標明「機密」字樣，乙方均不得向任何第三方揭露。',
  '違約金：新臺幣50000元。',
]
const ENGLISH = 'The Receiving Party shall keep the Discloser’s information – all of it – confidential for 2 years.'

describe('a short note', () => {
  it.each([
    ...SIMPLIFIED.map((text) => ['gb18030', text] as const),
    ...TRADITIONAL.map((text) => ['gb18030', text] as const),
    ...TRADITIONAL.map((text) => ['big5', text] as const),
    ...[...SIMPLIFIED, ...TRADITIONAL, ENGLISH].flatMap((text) => [
      ['utf-8', text] as const,
      ['utf-16le', text] as const,
      ['utf-16be', text] as const,
    ]),
    ['windows-1252', ENGLISH] as const,
  ])('in %s without a mark: %s', (encoding, text) => {
    expect(decodePlainText(encode(text, encoding))).toBe(text)
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be'])('in %s with a mark, which is taken off', (encoding) => {
    expect(decodePlainText(encode('\ufeff甲', encoding))).toBe('甲')
  })
})

describe('a text', () => {
  it('is read although one byte of it is broken', () => {
    const bytes = encode(SIMPLIFIED.join('\n'), 'gb18030')
    bytes[3] = 0xff
    expect(decodePlainText(bytes)).toContain('违约金：人民币50000元。')
  })

  it('is told by its Chinese, though pages of English come first', () => {
    const text = `${ENGLISH.replace(/[’–]/g, '-').repeat(20)}\n${SIMPLIFIED[2]}`
    expect(decodePlainText(encode(text, 'gb18030'))).toBe(text)
  })

  it('has its line ends made one', () => {
    expect(decodePlainText(encode('甲\r\n乙\r丙\n', 'gb18030'))).toBe('甲\n乙\n丙\n')
  })

  it.each([
    ['bytes below every letter', Uint8Array.from({ length: 64 }, (_, at) => at % 32)],
    ['every byte in turn', Uint8Array.from({ length: 256 }, (_, at) => at)],
    ['pseudo-random bytes', Uint8Array.from({ length: 4000 }, (_, at) => (at * at * 7 + at * 13 + (at >> 3)) % 251)],
  ])('is not made out of %s', (_, bytes) => {
    expect(decodePlainText(bytes)).toBeUndefined()
  })
})
