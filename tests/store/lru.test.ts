import { describe, expect, it } from 'vitest'
import { LruCache } from '../../src/store/lru.ts'

describe('the cache', () => {
  it('drops what was used longest ago when it is full', () => {
    const cache = new LruCache<string, number>(2)
    cache.set('a', 1)
    cache.set('b', 2)
    cache.get('a')
    cache.set('c', 3)
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([1, undefined, 3])
    cache.set('a', 4)
    cache.set('d', 5)
    expect(['a', 'c', 'd'].map((key) => cache.get(key))).toEqual([4, undefined, 5])
    cache.delete('a')
    expect(cache.get('a')).toBeUndefined()
    cache.clear()
    expect(cache.get('d')).toBeUndefined()
  })
})
