import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Schedule } from '../flows/shared/schedule.ts'
import { capabilitiesOf } from '../src/channel/capabilities.ts'
import { takeBurst } from '../src/conversation/take-burst.ts'
import { takeRoomTurn } from '../src/conversation/take-room-turn.ts'
import { tellReminders } from '../src/conversation/tell-reminders.ts'
import { loadLibrary } from '../src/guidance/library.ts'
import { renderTurn } from '../src/guidance/render.ts'
import { OPEN } from '../src/house/admission.ts'
import { createHeldTexts } from '../src/house/held-texts.ts'
import { createHouse } from '../src/house/house.ts'
import { UNPACED } from '../src/house/pacer.ts'
import type { Reminder } from '../src/reminders/reminder.ts'
import { newDocument } from '../src/store/document.ts'
import { openLevelStore } from '../src/store/level-store.ts'
import type { Store } from '../src/store/port.ts'
import { recoveryCodes } from '../src/store/recovery-codes.ts'
import { NO_FILES } from '../tests/house/no-files.ts'

/**
 * What reminders cost that are not due, and how late those are that are: 10,000 people with 10 reminders each beside
 * 100,000 people with 10 each, and 10,000 that fall due within a minute, then at one moment.
 * `npx tsx bench/reminders.ts [people] [people]`; takes some minutes, and 2 GB of the temporary folder.
 */
const [FEW = 10_000, MANY = 100_000] = process.argv.slice(2, 4).map(Number).filter(Number.isFinite)
const EACH = 10
const DUE = Math.min(10_000, FEW)
const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
const KEY = Buffer.alloc(32, 7)
/** The clock begins here; it is eight in the morning in Beijing. */
const START = Date.UTC(2026, 10, 30)
const schedule: Schedule = { start: '2026-11-30T08:00:00', zone: 'Asia/Shanghai', rules: ['FREQ=WEEKLY'] }

const opened = process.argv[2] === 'open' ? process.argv[3] : undefined
if (opened === undefined) await compare()
else await measureOpening(opened)

async function compare(): Promise<void> {
  const folders: string[] = []
  const rows: number[][] = []
  for (const people of [FEW, MANY]) {
    const dir = await mkdtemp(join(tmpdir(), 'shoumi-bench-'))
    folders.push(dir)
    const filled = await fill(dir, people)
    rows.push([people * EACH, filled, ...openings(dir)])
  }
  console.log(['pending', 'commit µs', 'start-up ms', 'look µs', 'heap MB', 'resident MB'].join('\t'))
  for (const row of rows) console.log(row.map((value) => value.toFixed(0)).join('\t'))
  console.log(
    [
      'ratio',
      ...(rows[1]?.slice(1).map((value, index) => (value / (rows[0]?.[index + 1] ?? 1)).toFixed(2)) ?? []),
    ].join('\t'),
  )
  for (const [index, dir] of folders.entries()) {
    for (const [name, spread] of [
      ['in a minute', MINUTE],
      ['at one moment', 0],
    ] as const)
      console.log(`${[FEW, MANY][index]} people, ${DUE} due ${name}: ${await lateness(dir, spread)}`)
    await rm(dir, { recursive: true })
  }
}

/** People whose reminders are due in a month or later. Returns the time of one commit, µs. */
async function fill(dir: string, people: number): Promise<number> {
  const store = await openLevelStore({ dir, key: KEY, now: START })
  const begun = performance.now()
  for (let from = 0; from < people; from += 100)
    await Promise.all(Array.from({ length: 100 }, (_, index) => put(store, from + index, START + 30 * DAY)))
  const took = performance.now() - begun
  await store.close()
  return (took / people) * 1000
}

/** One person, whose first reminder is due at some moment. */
async function put(store: Store, person: number, first: number): Promise<void> {
  const to = { channel: 'bench', account: 'bot', contactId: `c${person}`, place: 'private' as const }
  const reminders = Array.from({ length: EACH }, (_, index): Reminder => {
    const dueAt = index === 0 ? first : START + 30 * DAY + ((person * 31 + index * 7) % 10_000) * MINUTE
    return {
      id: `m${index}`,
      subject: { kind: 'own', text: '备份聊天记录' },
      caseId: null,
      schedule,
      createdAt: START,
      paused: false,
      dueAt,
      nextAt: dueAt,
      told: null,
      snoozedUntil: null,
      settled: null,
      pressing: false,
    }
  })
  const document = newDocument(`o${person}`, to, START)
  await store.commit({ ...document, contact: { to, at: START, sent: 0 }, reminders }, { durable: false })
}

/** Opening the store and looking what is due, in a process of its own: ms, µs, MB. */
function openings(dir: string): number[] {
  const runs = Array.from({ length: 5 }, () => {
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), 'open', dir])
    return JSON.parse(stdout.toString()) as number[]
  })
  return (runs[0] ?? []).map((_, index) => runs.map((run) => run[index] ?? 0).sort((a, b) => a - b)[2] ?? 0)
}

async function measureOpening(dir: string): Promise<void> {
  const begun = performance.now()
  const store = await openLevelStore({ dir, key: KEY, now: START })
  await store.due(START, 200)
  await store.unsent(START, 200)
  const startUp = performance.now() - begun
  const looks = 1_000
  const before = performance.now()
  for (let look = 0; look < looks; look++) await store.due(START, 200)
  const look = ((performance.now() - before) / looks) * 1000
  const { heapUsed, rss } = process.memoryUsage()
  await store.close()
  console.log(JSON.stringify([startUp, look, heapUsed / 2 ** 20, rss / 2 ** 20]))
}

/** MB in use once what nobody needs is gone. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** Lets reminders fall due over some time, with the ticker of main.ts; how long after it each is in the outbox. */
async function lateness(dir: string, spread: number): Promise<string> {
  const level = await openLevelStore({ dir, key: KEY, now: START })
  const first = START + 5 * SECOND
  for (let from = 0; from < DUE; from += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => put(level, from + index, first + ((from + index) / DUE) * spread)),
    )
  const library = await loadLibrary(fileURLToPath(new URL('../data', import.meta.url)))
  const source = { page: (id: string) => library.pages.get(id), globals: library.globals }
  let sent = 0
  const late: number[] = []
  const silent = (): void => {}
  const began = performance.now()
  const now = (): number => Math.floor(START + performance.now() - began)
  const house = createHouse({
    store: level,
    channel: {
      capabilities: capabilitiesOf('wechaty-puppet-service'),
      start: async () => {},
      stop: async () => {},
      sendFile: async () => {},
      send: async () => {
        sent++
      },
    },
    takeBurst: (memory, events, moment) => takeBurst(memory, events, moment, library.knowledge),
    tellReminders,
    takeRoomTurn: (text, hour) => takeRoomTurn(text, hour, library.knowledge),
    burstMs: 0,
    held: createHeldTexts(now),
    pauseMs: MINUTE,
    admission: OPEN,
    pacer: UNPACED,
    documents: NO_FILES,
    render: (say) => renderTurn(say, source),
    now,
    today: () => '2026-11-30',
    hour: () => 8,
    zone: 'Asia/Shanghai',
    retentionDays: null,
    codes: recoveryCodes,
    newOwnerId: () => 'nobody',
    log: {
      debug: silent,
      warn: silent,
      error: (fields, message) => console.error(message, fields),
      info: ({ lateness }, message) => {
        if (message === 'reminders told') late.push(Number(lateness))
      },
    },
  })
  const heapBefore = heapInUse()
  house.status('online')
  const ticker = setInterval(() => void house.tick(), SECOND)
  const before = process.cpuUsage()
  while (sent < DUE && now() < first + spread + 5 * MINUTE) await wait(100)
  const took = now() - first
  const { user, system } = process.cpuUsage(before)
  clearInterval(ticker)
  await house.idle()
  await level.close()
  late.sort((a, b) => a - b)
  const at = (share: number): string =>
    `${((late[Math.floor((late.length - 1) * share)] ?? Number.NaN) / SECOND).toFixed(2)} s`
  return [
    `${late.length} in the outbox, late p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)}`,
    `all sent after ${(took / SECOND).toFixed(1)} s`,
    `processor ${((user + system) / 1e6).toFixed(1)} s`,
    `heap in use ${heapBefore.toFixed(0)} MB before, ${heapInUse().toFixed(0)} MB after`,
  ].join('; ')
}
