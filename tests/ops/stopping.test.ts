import { describe, expect, it } from 'vitest'
import { stopInOrder } from '../../src/ops/stopping.ts'

describe('stopping', () => {
  it('goes on in order past what hangs and what fails', async () => {
    const stopped: string[] = []
    const warned: unknown[] = []
    const log = { debug() {}, info() {}, warn: (fields: { step?: unknown }) => warned.push(fields.step), error() {} }
    await stopInOrder(
      [
        { name: 'hangs', stop: () => new Promise(() => {}), withinMs: 5 },
        { name: 'fails', stop: () => Promise.reject(new Error('no')) },
        { name: 'is not there', stop: () => undefined },
        {
          name: 'store',
          stop: async () => {
            stopped.push('store')
          },
          withinMs: 1_000,
        },
      ],
      log as never,
    )
    expect(stopped).toEqual(['store'])
    expect(warned).toEqual(['hangs', 'fails'])
  })

  it('waits for what may take its time', async () => {
    let isDone = false
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      isDone = true
    }
    await stopInOrder([{ name: 'slow', stop: slow }], { debug() {}, info() {}, warn() {}, error() {} })
    expect(isDone).toBe(true)
  })
})
