import { describe, expect, test } from 'vitest'
import { sumsIn } from '../../src/conversation/answers/sums.ts'

describe('sums of money in a message', () => {
  test.each([
    ['20万', [200_000]],
    ['二十万 我才三千', [200_000, 3000]],
    ['要我赔20万 我这单才3000块', [200_000, 3000]],
    ['5w', [50_000]],
    ['1.5万', [15_000]],
    ['3,000块', [3000]],
    ['五千块钱', [5000]],
    ['3千多', [3000]],
    ['¥800', [800]],
    ['120', [120]],
  ])('%s', (text, sums) => {
    expect(sumsIn(text)).toEqual(sums)
  })

  test.each(['赔三倍', '22号有3个人打开过', '十二个人', '2026年', '第3版', '8点', '11月20日', '3、4'])(
    'none in %s',
    (text) => {
      expect(sumsIn(text)).toEqual([])
    },
  )
})
