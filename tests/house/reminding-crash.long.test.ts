import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { occurrences } from '../../src/reminders/recur.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { startCompiled } from '../store/child.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { compiled } from './compiled.ts'
import { MINUTE, OWNERS, START } from './reminded-people.ts'

const KILLS = 200
const LANES = 2
/** How long after the last kill the clock goes on. */
const REST = 60 * MINUTE

it(`reminders survive kill -9 around the moment they fall due, ${KILLS} times`, { timeout: 1_800_000 }, async () => {
  const script = await compiled('tests/house/reminding-child.ts', await temporaryFolder())
  const lanes = Array.from({ length: LANES }, (_, lane) => runLane(script, lane))
  const found = await Promise.all(lanes)
  console.log(`reminders, ${KILLS} kills:`, JSON.stringify(found))
})

/** Lets one store live through its share of the kills, half of them at a certain step, half of them at any moment. */
async function runLane(script: string, lane: number) {
  const dir = await temporaryFolder()
  const key = randomBytes(32)
  const files = { SENDS: join(dir, 'sends'), UNKNOWN: join(dir, 'unknown') }
  const env = { DIR: dir, KEY: key.toString('hex'), ...files }
  let clock = START
  for (let round = 0; round < KILLS / LANES; round++) {
    const diesAt = round % 2 === 0 ? 0 : 1 + ((round * 7 + lane) % 61)
    const child = startCompiled(script, { ...env, FROM: String(clock), DIES_AT: String(diesAt) })
    const enough = (round * 37 + lane * 11) % 13
    for (let seen = 0; ; seen++) {
      const line = await child.line()
      if (line === undefined) break
      clock = Number(line.slice(2))
      if (diesAt === 0 && seen === enough) {
        await wait((round % 7) / 2)
        child.kill()
      }
    }
    await child.ended
  }
  const end = clock + REST
  const last = startCompiled(script, { ...env, FROM: String(clock), UNTIL: String(end) })
  for (let line = await last.line(); line !== undefined; line = await last.line()) clock = Number(line.slice(2))
  await last.ended
  return judge(dir, key, files, clock)
}

/** An occurrence and when it was put into the outbox, as a text says it. */
interface Told {
  readonly occurrence: string
  readonly at: number
}

/** "told <at> <reminder>@<due> ...": one for each reminder in it. */
function toldIn(text: string): Told[] {
  const [kind, at, ...occurrences] = text.split(' ')
  return kind === 'told' ? occurrences.map((occurrence) => ({ occurrence, at: Number(at) })) : []
}

/** Each occurrence is queued once, not early, and sent; what was sent again had an unknown outcome, and each is counted. */
async function judge(dir: string, key: Buffer, files: { SENDS: string; UNKNOWN: string }, end: number) {
  const lines = (await readFile(files.SENDS, 'utf8')).trimEnd().split('\n')
  const unknown = (await readFile(files.UNKNOWN, 'utf8')).trimEnd().split('\n').map(Number)
  const unknowns = unknown.reduce((sum, count) => sum + count, 0)
  const texts = [...new Set(lines)]
  const told = texts.flatMap(toldIn)

  const store = await openLevelStore({ dir, key, now: 0 })
  const documents = await Promise.all(OWNERS.map((owner) => store.load(owner)))
  await store.close()
  const reminders = documents.flatMap((document) => document?.reminders ?? [])
  const due = reminders.flatMap(({ id, schedule }) =>
    occurrences(schedule, START, 10_000).flatMap((at) => (at <= end ? [`${id}@${at}`] : [])),
  )
  const asked = reminders.flatMap(({ id }) => (id.includes('-') ? [`asked ${id}`] : []))
  const queued = documents.reduce((sum, document) => sum + (document?.nextSeq ?? 0) - 1, 0)
  const repeats = lines.length - texts.length

  expect(due.length).toBeGreaterThan(KILLS)
  expect(told.map(({ occurrence }) => occurrence).sort()).toEqual(due.sort())
  expect(told.filter(({ occurrence, at }) => Number(occurrence.split('@')[1]) > at)).toEqual([])
  expect(texts.filter((text) => text.startsWith('asked ')).sort()).toEqual(asked.sort())
  expect(queued).toBe(texts.length)
  expect(repeats).toBeGreaterThan(0)
  expect(repeats).toBeLessThanOrEqual(unknowns)
  return { occurrences: due.length, asked: asked.length, queued, sends: lines.length, repeats, unknowns }
}
