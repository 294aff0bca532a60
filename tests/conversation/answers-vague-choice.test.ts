import { describe, expect, test } from 'vitest'
import { heard } from './answers-asked.ts'

describe('what is told to the client as a fact', () => {
  test.each([
    ['都删了', 'destroyed'],
    ['都删掉了', 'destroyed'],
    ['已删除', 'destroyed'],
    ['资料都删掉了', 'destroyed'],
    ['都还了', 'returned'],
    ['该还的还了,该删的删了', 'both'],
    ['还没', 'not-yet'],
    ['2', 'destroyed'],
    ['2吧', 'destroyed'],
    ['选2吧', 'destroyed'],
    ['不确定', 'unsure'],
  ])('is taken when it is said plainly: %s → %s', (said, wanted) => {
    expect(heard('material', said)).toBe(wanted)
  })

  test.each([
    '应该都删了吧',
    '都删了吧',
    '应该都删了',
    '大概都删掉了',
    '差不多都还了',
    '大部分都删了',
    '好像都删了',
    '我记得都删了',
    '都还了,应该',
    '估计都处理好了',
    '算是都删了',
    '基本都删掉了',
  ])('is asked about when it is said with a doubt: %s', (said) => {
    expect(heard('material', said)).toBe('?')
  })
})

test('where only advice hangs on it, a doubt does not matter', () => {
  expect(heard('need', '1吧')).toBe(heard('need', '1'))
})
