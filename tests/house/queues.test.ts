import { describe, expect, it } from 'vitest'
import { createQueues } from '../../src/house/queues.ts'

/** A task that is finished, or fails, when the test says so. */
function heldTask() {
  let finish: (value: string) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const promise = new Promise<string>((resolve, reject) => {
    finish = resolve
    fail = reject
  })
  let isStarted = false
  const task = (): Promise<string> => {
    isStarted = true
    return promise
  }
  return { task, finish, fail, isStarted: () => isStarted }
}

/** Lets everything run that waits for nothing. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('queues', () => {
  it('runs the tasks of one key one after the other, in the order they came', async () => {
    const queues = createQueues()
    const first = heldTask()
    const order: string[] = []
    const running = queues.run('a', () => first.task().finally(() => order.push('first')))
    const behind = ['second', 'third'].map((name) => queues.run('a', async () => order.push(name)))
    await settle()
    expect(first.isStarted()).toBe(true)
    expect(order).toEqual([])
    first.finish('')
    await Promise.all([running, ...behind])
    expect(order).toEqual(['first', 'second', 'third'])
  })

  it('lets nobody wait for another key', async () => {
    const queues = createQueues()
    const stuck = heldTask()
    const running = queues.run('a', stuck.task)
    await expect(queues.run('b', async () => 'done')).resolves.toBe('done')
    expect(queues.isBusy('a')).toBe(true)
    expect(queues.isBusy('b')).toBe(false)
    stuck.finish('at last')
    await expect(running).resolves.toBe('at last')
  })

  it('tells a failure to the one who asked, and goes on with the tasks behind it', async () => {
    const queues = createQueues()
    const failing = heldTask()
    const running = queues.run('a', failing.task)
    const behind = queues.run('a', async () => 'still here')
    const throwing = queues.run('a', () => {
      throw new Error('at once')
    })
    const last = queues.run('a', async () => 'last')
    failing.fail(new Error('broken'))
    await expect(running).rejects.toThrow('broken')
    await expect(behind).resolves.toBe('still here')
    await expect(throwing).rejects.toThrow('at once')
    await expect(last).resolves.toBe('last')
  })

  it('forgets a key when its tasks are finished, also when they failed', async () => {
    const queues = createQueues()
    await queues.run('a', async () => 'done')
    await expect(queues.run('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await settle()
    expect(queues.isBusy('a') || queues.isBusy('b')).toBe(false)
  })
})
