import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLossless } from '../../../src/channel/puppets/ilink/lossless-json.ts'

const SEED = { seed: 20261130 }

describe('parsing an answer', () => {
  it('keeps every digit of a 64-bit id', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 15n, max: 2n ** 64n - 1n }), (id) => {
        expect(parseLossless(`{"message_id":${id},"msgs":[${id}, -${id}]}`)).toEqual({
          message_id: String(id),
          msgs: [String(id), `-${id}`],
        })
      }),
      SEED,
    )
  })

  it('changes nothing else', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const isLong = /\d{16}/.test(json.replace(/"(?:[^"\\]|\\.)*"/g, ''))
        fc.pre(!isLong)
        expect(parseLossless(json)).toEqual(JSON.parse(json))
      }),
      SEED,
    )
  })

  it.each([
    ['{"text":"转账 6222021234567890123 好了"}', { text: '转账 6222021234567890123 好了' }],
    ['{"text":"他说\\"1234567890123456789\\""}', { text: '他说"1234567890123456789"' }],
    ['{"text":"路径 C:\\\\","id":9007199254740993}', { text: '路径 C:\\', id: '9007199254740993' }],
    ['{"a":0.1234567890123456,"b":1.5e300,"c":1e-7}', { a: 0.1234567890123456, b: 1.5e300, c: 1e-7 }],
    ['{"create_time_ms":1798000000123}', { create_time_ms: 1_798_000_000_123 }],
  ])('leaves what only looks like an id: %s', (json, value) => {
    expect(parseLossless(json)).toEqual(value)
  })
})
