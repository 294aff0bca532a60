import { setImmediate as breath } from 'node:timers/promises'
import { openLevelStore } from '../../src/store/level-store.ts'
import { documentOf, reminderOf, replyOf } from './documents.ts'

/**
 * Commits for ever, or COUNT times, from number FROM on, in four lanes of their own owners. Each commit that was
 * acknowledged is a line "owner number", each that failed a line "owner failed".
 */
const { DIR = '', KEY = '', FROM = '0', COUNT = 'Infinity', PADDING = '0' } = process.env
const store = await openLevelStore({ dir: DIR, key: Buffer.from(KEY, 'hex'), now: 0 })
const text = 'x'.repeat(Number(PADDING))

async function lane(owner: string): Promise<void> {
  const end = Number(FROM) + Number(COUNT)
  for (let number = Number(FROM); number < end; number++) {
    const outbox = [replyOf(`r${number}`, { notBefore: number, text })]
    const reminders = number % 3 === 0 ? [] : [reminderOf('m', number)]
    const durable = number % 2 === 0
    const done = await store.commit(documentOf(owner, { watermark: number, outbox, reminders }), { durable }).then(
      () => number,
      () => 'failed',
    )
    process.stdout.write(`${owner} ${done}\n`)
    await breath()
  }
}

await Promise.all(['a', 'b', 'c', 'd'].map(lane))
await store.close()
