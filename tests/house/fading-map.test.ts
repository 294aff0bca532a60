import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FadingMap } from '../../src/house/fading-map.ts'

it('forgets what is over, and keeps the rest', () => {
  const map = new FadingMap<string, number>(4, (value) => value < 10)
  for (const [key, value] of [
    ['a', 1],
    ['b', 20],
    ['c', 2],
    ['d', 30],
    ['e', 40],
  ] as const)
    map.set(key, value)
  expect([...map]).toEqual([
    ['b', 20],
    ['d', 30],
    ['e', 40],
  ])
})

it('forgets the oldest when nothing is over', () => {
  const map = new FadingMap<number, number>(10, () => false)
  for (let key = 0; key < 11; key++) map.set(key, key)
  expect([...map.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

it('changes what is there without forgetting anything', () => {
  const map = new FadingMap<number, number>(2, () => true)
  map.set(1, 1).set(2, 2).set(1, 3)
  expect([...map]).toEqual([
    [1, 3],
    [2, 2],
  ])
})

it('never holds more than its limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.nat({ max: 60 })), (limit, keys) => {
      const map = new FadingMap<number, number>(limit, (value) => value % 3 === 0)
      for (const key of keys) {
        map.set(key, key)
        expect(map.size).toBeLessThanOrEqual(limit)
        expect(map.get(key)).toBe(key)
      }
    }),
    { seed: 20261130 },
  )
})
