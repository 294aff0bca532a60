import { describe, expect, it } from 'vitest'
import { createBursts } from '../../src/house/bursts.ts'

/** Records what is handed on; `gate` holds it back. */
function collecting(quietMs: number, fail = false) {
  const handled: { key: string; items: readonly string[] }[] = []
  const bursts = createBursts<string>(quietMs, async (key, items) => {
    handled.push({ key, items })
    if (fail) throw new Error('broken')
  })
  return { bursts, handled }
}

describe('a burst', () => {
  it('is handed on at once, in order, and everybody who added to it waits for it', async () => {
    const { bursts, handled } = collecting(20)
    await Promise.all([bursts.add('a', '1'), bursts.add('a', '2'), bursts.add('a', '3')])
    expect(handled).toEqual([{ key: 'a', items: ['1', '2', '3'] }])
  })

  it('is over when it has been handed on: what comes later is another one', async () => {
    const { bursts, handled } = collecting(5)
    await bursts.add('a', '1')
    await bursts.add('a', '2')
    expect(handled.map(({ items }) => items)).toEqual([['1'], ['2']])
  })

  it('of one person waits for nobody else', async () => {
    const { bursts, handled } = collecting(20)
    await Promise.all([bursts.add('a', '1'), bursts.add('b', '2')])
    expect(handled.map(({ key }) => key).sort()).toEqual(['a', 'b'])
  })

  it('ends for somebody who never stops typing', async () => {
    const { bursts, handled } = collecting(20)
    const first = bursts.add('a', '0')
    let count = 0
    const typing = setInterval(() => void bursts.add('a', String(++count)), 5)
    await first
    clearInterval(typing)
    expect(handled).toHaveLength(1)
    expect(handled[0]?.items.length).toBeGreaterThan(3)
  })

  it('that cannot be dealt with fails for all of it', async () => {
    const { bursts } = collecting(5, true)
    const results = await Promise.allSettled([bursts.add('a', '1'), bursts.add('a', '2')])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
