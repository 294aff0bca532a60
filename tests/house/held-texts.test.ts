import { expect, it } from 'vitest'
import { createHeldTexts } from '../../src/house/held-texts.ts'

const MINUTE = 60_000

it('a text is there for half an hour after it was last added to, however often it is looked at', () => {
  let now = 0
  const held = createHeldTexts(() => now)
  held.hold('a', '第一段')
  now = 20 * MINUTE
  held.hold('a', '第一段第二段')
  now = 49 * MINUTE
  expect(held.get('a')).toBe('第一段第二段')
  now = 50 * MINUTE
  expect(held.get('a')).toBeNull()
})

it('one owner never sees the text of another, and dropping drops', () => {
  const held = createHeldTexts(() => 0)
  held.hold('a', '甲的')
  held.hold('b', '乙的')
  held.hold('a', null)
  expect([held.get('a'), held.get('b')]).toEqual([null, '乙的'])
})

it('the oldest text makes room when all together get too large', () => {
  const held = createHeldTexts(() => 0)
  const large = '密'.repeat(8_000_000)
  for (const owner of ['a', 'b', 'c']) held.hold(owner, large)
  expect(['a', 'b', 'c'].map((owner) => held.get(owner)?.length ?? 0)).toEqual([0, 8_000_000, 8_000_000])
})
