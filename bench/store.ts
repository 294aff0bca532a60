import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newDocument, type OwnerDocument } from '../src/store/document.ts'
import { openLevelStore } from '../src/store/level-store.ts'
import type { Store } from '../src/store/port.ts'
import { openPostgresStore } from '../src/store/postgres-store.ts'
import { POSTGRES_BIN, type PostgresServer, startPostgres } from '../tests/store/postgres-server.ts'
import { median, quantile, report } from './result.ts'

/**
 * What a durable turn's reading and writing costs by how many people are stored, in LevelDB and, where there is one, in
 * PostgreSQL: an owner is found by their alias, loaded, and committed to the disk. `npx tsx bench/store.ts [people …]`.
 */
const given = process.argv.slice(2).map(Number).filter(Number.isFinite)
const PEOPLE = given.length > 0 ? given : [10, 1_000, 100_000]
const TURNS = 400
const AT_ONCE = 64
const KEY = Buffer.alloc(32, 7)
const NOW = Date.UTC(2026, 10, 30)
const MEGABYTE = 1024 * 1024

const aliasOf = (person: number) =>
  ({ channel: 'wechat', account: 'bot', contactId: `contact-${person}`, place: 'private' }) as const

function documentOf(person: number, turn: number): OwnerDocument {
  const entries = Array.from({ length: 8 }, (_, at) => ({
    questionId: `question-${at}`,
    value: { kind: 'text' as const, text: '首页设计稿、买家的手机号和地址，只有我能看' },
    messageId: `m${at}`,
    at: NOW,
  }))
  return {
    ...newDocument(`owner-${person}`, aliasOf(person), NOW),
    watermark: NOW + turn,
    cases: [
      {
        ...{ id: 'c1', client: '小鱼', project: '海报', flow: 'scope', flowVersion: 1, entries, notes: [] },
        ...{ filedAt: NOW, changedAt: NOW, closing: null },
      },
    ],
  }
}

async function fill(store: Store, people: number): Promise<void> {
  for (let first = 0; first < people; first += 1_000)
    await Promise.all(
      Array.from({ length: Math.min(1_000, people - first) }, (_, at) =>
        store.commit(documentOf(first + at, 0), { durable: false }),
      ),
    )
  await store.checkWritable()
}

/** Spread over all people, the same way each time. */
const personAt = (turn: number, people: number): number => (turn * 7_919) % people

async function turn(store: Store, at: number, people: number): Promise<void> {
  const owner = await store.ownerOf(aliasOf(personAt(at, people)))
  if (owner === undefined || (await store.load(owner)) === undefined) throw new Error('nobody is there')
  await store.commit(documentOf(personAt(at, people), at))
}

interface Row {
  readonly kind: string
  readonly people: number
  readonly p50: number
  readonly p99: number
  readonly perSecond: number
  readonly heap: number
}

async function measure(kind: string, people: number, open: () => Promise<Store>): Promise<Row> {
  const filling = await open()
  await fill(filling, people)
  await filling.close()
  const store = await open()
  const times: number[] = []
  for (let at = 0; at < TURNS; at++) {
    const start = performance.now()
    await turn(store, at, people)
    times.push((performance.now() - start) * 1_000)
  }
  const start = performance.now()
  let next = TURNS
  // Each line serves its own people: a store may count on one writer an owner.
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, people) }, async (_, line) => {
      for (let count = 0; count < (4 * TURNS) / AT_ONCE; count++) {
        const person = people <= AT_ONCE ? line : (line + AT_ONCE * next++) % people
        if (person % Math.min(AT_ONCE, people) === line) await turnOf(store, person, count)
        else await turnOf(store, line, count)
      }
    }),
  )
  const perSecond = (4 * TURNS) / ((performance.now() - start) / 1_000)
  const heap = process.memoryUsage().heapUsed / MEGABYTE
  await store.close()
  return { kind, people, p50: median(times), p99: quantile(times, 0.99), perSecond, heap }
}

async function turnOf(store: Store, person: number, count: number): Promise<void> {
  const owner = await store.ownerOf(aliasOf(person))
  if (owner === undefined || (await store.load(owner)) === undefined) throw new Error('nobody is there')
  await store.commit(documentOf(person, count))
}

const rows: Row[] = []
const root = await mkdtemp(join(tmpdir(), 'shoumi-bench-'))
const server: PostgresServer | undefined = POSTGRES_BIN === undefined ? undefined : await startPostgres()
try {
  for (const people of PEOPLE) {
    console.error(`${people} people…`)
    const dir = join(root, String(people))
    rows.push(await measure('LevelDB', people, () => openLevelStore({ dir, key: KEY, now: NOW })))
    if (server === undefined) continue
    const wishes = { account: String(people), waits: false, onWaiting: () => {}, onLost: () => {} }
    rows.push(
      await measure('PostgreSQL', people, () => openPostgresStore({ url: server.url, key: KEY, now: NOW, ...wishes })),
    )
  }
} finally {
  await server?.remove()
  await rm(root, { recursive: true, force: true })
}

const least = (kind: string): Row | undefined => rows.find((row) => row.kind === kind)
const ratio = (row: Row): number => row.p50 / (least(row.kind)?.p50 ?? row.p50)
report({
  name: 'store',
  what: `A durable turn (find, load, commit) by how many people are stored: one after the other, and ${AT_ONCE} at once.`,
  columns: ['store', 'people', 'p50 µs', 'p99 µs', 'turns/s at once', 'heap MB', 'p50 / p50 of the fewest'],
  rows: rows.map((row) => [
    row.kind,
    row.people,
    row.p50.toFixed(0),
    row.p99.toFixed(0),
    row.perSecond.toFixed(0),
    row.heap.toFixed(0),
    ratio(row).toFixed(2),
  ]),
  aims: [...new Set(rows.map(({ kind }) => kind))].map((kind) => {
    const last = rows.findLast((row) => row.kind === kind) as Row
    return {
      aim: `${kind}: flat (at most 1.15 times)`,
      found: `${ratio(last).toFixed(2)} times at ${last.people}`,
      met: ratio(last) <= 1.15,
    }
  }),
})
