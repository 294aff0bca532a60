import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalise } from '../../src/conversation/normalise.ts'
import { simplify } from '../../src/conversation/simplify.ts'

test.each([
  ['確認保密範圍', '确认保密范围'],
  ['客戶說我洩密了', '客户说我泄密了'],
  ['簽了', '签了'],
  ['已經是简体', '已经是简体'],
])('%s → %s', (traditional, simplified) => {
  expect(simplify(traditional)).toBe(simplified)
  expect(normalise(traditional)).toBe(simplified)
})

test('keeps lengths, so that places stay places, and simplified text as it is', () => {
  const anything = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[一-龥]{0,80}$/))
  fc.assert(
    fc.property(anything, (text) => {
      expect(simplify(text)).toHaveLength(text.length)
      expect(simplify(simplify(text))).toHaveLength(text.length)
    }),
  )
})
