import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_LENGTH, CODE_SIGNS, checkSign, codeIn, inGroups, isCode } from '../../src/conversation/recovery-code.ts'
import { recoveryCodes } from '../../src/store/recovery-codes.ts'

const code = fc
  .array(fc.constantFrom(...CODE_SIGNS), { minLength: CODE_LENGTH - 1, maxLength: CODE_LENGTH - 1 })
  .map((signs) => signs.join(''))
  .map((signs) => signs + checkSign(signs))
  .filter(isCode)
const place = fc.nat(CODE_LENGTH - 1)

const SEED = { seed: 11, numRuns: 500 }

describe('a recovery code', () => {
  it('has no sign that is taken for another, and more than 60 secret bits', () => {
    expect(CODE_SIGNS).not.toMatch(/[0158BGILOSUVZ]/)
    expect((CODE_LENGTH - 5) * Math.log2(CODE_SIGNS.length)).toBeGreaterThan(60)
  })

  it('is heard however it is written, wherever it stands', () => {
    const separator = fc.constantFrom('-', ' ', '', '—', ' - ', '.')
    const words = fc.constantFrom('', '我的恢复码是', '恢复码：', '你好，这个 ')
    fc.assert(
      fc.property(code, separator, words, fc.boolean(), fc.boolean(), (one, between, before, lower, full) => {
        const groups = inGroups(one).replaceAll('-', between)
        const cased = lower ? groups.toLowerCase() : groups
        const wide = cased.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
        expect(codeIn(`${before}${full ? wide : cased}。`)).toEqual({ kind: 'code', code: one })
      }),
      SEED,
    )
  })

  it('with one wrong sign, or two neighbours swapped, is broken and not another one', () => {
    fc.assert(
      fc.property(code, place, fc.constantFrom(...CODE_SIGNS), (one, at, sign) => {
        const wrong = one.slice(0, at) + sign + one.slice(at + 1)
        if (wrong !== one) expect(codeIn(`恢复码 ${inGroups(wrong)}`)).toEqual({ kind: 'broken' })
        const swapped = [...one.slice(0, at), one[at + 1] ?? '', one[at] ?? '', ...one.slice(at + 2)].join('')
        if (at < CODE_LENGTH - 1 && swapped !== one)
          expect(codeIn(`恢复码 ${inGroups(swapped)}`)).toEqual({ kind: 'broken' })
      }),
      SEED,
    )
  })

  it.each([
    '给我一个恢复码',
    '恢复码是什么',
    'EACH YEAR THEY MAKE MANY',
    '订单号 1234-5678-9012-3456-7890',
    '银行卡 6222 0200 1234 5678 901',
    '2026-11-23 15:00 到 16:00',
    '',
  ])('is not in: %s', (text) => {
    expect(codeIn(text)).toBeUndefined()
  })

  it('is kept as a slow, salted hash only, and matches nothing else', async () => {
    const [one, other] = [await recoveryCodes.make(1), await recoveryCodes.make(2)]
    expect(isCode(one.code)).toBe(true)
    expect(JSON.stringify(one.stored)).not.toContain(one.code.slice(4, 12))
    expect(one.stored.salt).not.toBe(other.stored.salt)
    expect(one.stored.cost).toBeGreaterThanOrEqual(2 ** 15)
    const matches = await Promise.all([
      recoveryCodes.matches(one.code, one.stored),
      recoveryCodes.matches(other.code, one.stored),
      recoveryCodes.matches(one.code, { ...one.stored, salt: other.stored.salt }),
      recoveryCodes.matches(one.code, undefined),
    ])
    expect(matches).toEqual([true, false, false, false])
  })
})
