import { parseArgs } from 'node:util'
import { quantile } from './result.ts'

/**
 * A day of a bot's people, played through: what they write over the day, the reminders of nine o'clock sharp, and a process that is
 * down for a while. Nothing is measured here: the costs of a turn and of a commit are given, and come from the benchmarks.
 * `npx tsx bench/day.ts [--accounts 4] [--people 2000] [--messages 6] [--reminded 0.3] [--turn-ms 2] [--commit-ms 2] [--pacing 40]
 * [--down-seconds 25]`; the same figures give the same day.
 */
const { values } = parseArgs({
  options: Object.fromEntries(
    Object.entries({
      accounts: '4',
      people: '2000',
      messages: '6',
      reminded: '0.3',
      'turn-ms': '2',
      'commit-ms': '2',
      pacing: '40',
      'down-seconds': '25',
    }).map(([name, preset]) => [name, { type: 'string' as const, default: preset }]),
  ),
})
const given = (name: string): number => Number(values[name])
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** How much of a day's messages comes in each hour; people write in the evening. */
const HOURS = [2, 1, 1, 0, 0, 0, 1, 2, 4, 6, 7, 6, 5, 5, 6, 6, 5, 5, 6, 8, 9, 8, 5, 3]
const NINE = 9 * HOUR
/** The process falls at the worst moment: a second before the reminders. */
const DOWN_AT = NINE - 1_000
const DOWN_MS = given('down-seconds') * 1_000
/** A reply has a bubble or two. */
const BUBBLES = 1.4

/** A generator of numbers from 0 to 1 (mulberry32): the same day for the same figures. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Job {
  readonly at: number
  readonly kind: 'message' | 'reminder'
}

/** What comes to one account in a day, by time. */
function dayOf(account: number): Job[] {
  const random = generator(account + 1)
  const people = Math.ceil(given('people') / given('accounts'))
  const all = HOURS.reduce((sum, share) => sum + share, 0)
  const messages = HOURS.flatMap((share, hour) => {
    const count = Math.round((people * given('messages') * share) / all)
    return Array.from({ length: count }, (): Job => ({ at: (hour + random()) * HOUR, kind: 'message' }))
  })
  const reminded = Math.round(people * given('reminded'))
  const reminders = Array.from({ length: reminded }, (): Job => ({ at: NINE, kind: 'reminder' }))
  return [...messages, ...reminders].sort((one, other) => one.at - other.at)
}

/** One process serves one account: a turn, a commit, then the sends at the account's pace, replies before reminders. */
function play(account: number, isDown: boolean): { replies: number[]; reminders: number[]; busy: number } {
  const cost = given('turn-ms') + given('commit-ms')
  const gap = 60_000 / given('pacing')
  const waiting: { readonly ready: number; readonly job: Job }[] = []
  let free = 0
  for (const job of dayOf(account)) {
    const isHeldUp = isDown && job.at >= DOWN_AT && job.at < DOWN_AT + DOWN_MS
    const start = Math.max(free, isHeldUp ? DOWN_AT + DOWN_MS : job.at)
    free = start + cost
    waiting.push({ ready: free, job })
  }
  const busy = (waiting.length * cost) / DAY
  const found = { replies: [] as number[], reminders: [] as number[] }
  const queues = { message: [] as typeof waiting, reminder: [] as typeof waiting }
  let now = 0
  for (let next = 0; next < waiting.length || queues.message.length + queues.reminder.length > 0; ) {
    while (next < waiting.length && (waiting[next]?.ready ?? 0) <= now) {
      const one = waiting[next++]
      if (one !== undefined) queues[one.job.kind].push(one)
    }
    const one = queues.message.shift() ?? queues.reminder.shift()
    if (one === undefined) {
      now = waiting[next]?.ready ?? now
      continue
    }
    found[one.job.kind === 'message' ? 'replies' : 'reminders'].push(now - one.job.at)
    now += gap * BUBBLES
  }
  return { ...found, busy }
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1)
console.log(['process down', 'what', 'count', 'p50 s', 'p99 s', 'worst s', 'processor busy'].join('\t'))
for (const isDown of [false, true]) {
  const accounts = Array.from({ length: given('accounts') }, (_, account) => play(account, isDown))
  const busy = Math.max(...accounts.map((one) => one.busy))
  for (const what of ['replies', 'reminders'] as const) {
    const waits = accounts.flatMap((one) => one[what])
    const figures = [quantile(waits, 0.5), quantile(waits, 0.99), quantile(waits, 1)].map(seconds)
    console.log(
      [isDown ? `${DOWN_MS / 1_000} s` : 'no', what, waits.length, ...figures, `${(100 * busy).toFixed(2)} %`].join(
        '\t',
      ),
    )
  }
}
