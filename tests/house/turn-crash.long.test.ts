import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import type { Inbound } from '../../src/channel/port.ts'
import { takeBurst } from '../../src/conversation/take-burst.ts'
import { tellReminders } from '../../src/conversation/tell-reminders.ts'
import { type Library, loadLibrary } from '../../src/guidance/library.ts'
import { renderTurn } from '../../src/guidance/render.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { TALK } from '../e2e/marked-talk.ts'
import { strayEntries } from '../store/audit.ts'
import { type ServedChild, startServed } from '../store/child.ts'
import { aliasOf, NOW } from '../store/documents.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { compiled } from './compiled.ts'
import { CrashLedger } from './crash-ledger.ts'
import type { Order } from './turn-child.ts'

const KILLS = 520
const LANES = 2
const MINUTE = 60_000
const GLOBALS = {
  operator: '守密小组',
  contact: 'shoumi@example.com',
  who: { page: 'welcome-public' },
  way: { page: 'way-public' },
  'who-human': { page: 'human-public' },
  'who-maker': { page: 'maker-public' },
  'who-mends': { page: 'mends-public' },
  'who-carries': { page: 'carries-public' },
}

/** A process lives for at most so many messages of each person. */
const LIFE = 5
/**
 * Every so many lives one is left alone until nothing is waiting. Before that, no send can have been cut short more than
 * four times in a row; a reply is given up after the sixth, so that no chance can make the test fail.
 */
const CALM = 5
/** The steps of a turn, and those of an erasure. */
const TURN = ['deciding', 'turn', 'sending mark', 'send', 'sent mark']
const ERASURE = ['erasure mark', 'compact', 'erasure']

/** The files of an export are made anew at each send, so one of them cannot be told from the next. */
const UNTRACEABLE = /导出我的数据/u
const EVERYTHING = Object.values(TALK)
  .flatMap(({ lines }) => lines)
  .filter((line) => !line.startsWith('/') && !UNTRACEABLE.test(line))
const ERASE = ['删除我的数据', '确定删除']
const rotated = (by: number): string[] => [...EVERYTHING.slice(by), ...EVERYTHING.slice(0, by)]
/** What three people say, over and over: everything, in another order, and little, with an erasure each time. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  all: [...EVERYTHING, ...ERASE],
  odd: rotated(60),
  brief: ['你好', '1', '白鹭客户', '半小时后提醒我发报价', '名单发错群了', ...ERASE],
}

let library: Library
beforeAll(async () => {
  library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
}, 120_000)

it(`a conversation survives kill -9 at any step, ${KILLS} times`, { timeout: 1_800_000 }, async () => {
  const script = await compiled('tests/house/turn-child.ts', await temporaryFolder())
  const found = await Promise.all(Array.from({ length: LANES }, (_, lane) => runLane(script, lane)))
  console.log(`turns, ${KILLS} kills:`, JSON.stringify(found))
})

/** A number that is the same in each run. */
const dice = (seed: number, sides: number): number => (Math.imul(seed + 1, 2_654_435_761) >>> 8) % sides

class Lane {
  readonly ledger: CrashLedger
  readonly key = randomBytes(32)
  readonly files: { readonly SENDS: string; readonly UNKNOWN: string }
  readonly killedAt: Record<string, number> = {}
  now = NOW
  kills = 0
  messages = 0
  readonly dir: string
  readonly #script: string
  readonly #lane: number

  constructor(script: string, lane: number, dir: string) {
    this.#script = script
    this.#lane = lane
    this.dir = dir
    this.files = { SENDS: join(dir, 'sends'), UNKNOWN: join(dir, 'unknown') }
    const { knowledge, pages, globals } = library
    this.ledger = new CrashLedger({
      takeBurst: (memory, events, moment) => takeBurst(memory, events, moment, knowledge),
      tellReminders,
      render: (say) => renderTurn(say, { page: (id) => pages.get(id), globals: { ...globals, ...GLOBALS } }),
    })
  }

  /** What each person says in a round; the same again until it was acknowledged. */
  inboundsOf(round: number): Inbound[] {
    return Object.entries(SCRIPTS).map(([contact, lines]) => ({
      id: `${contact}-${round}`,
      at: this.now,
      from: aliasOf(contact),
      kind: 'text',
      text: lines[round % lines.length] ?? '',
    }))
  }

  /** Where the nth process is to die; undefined: at any moment. */
  #choice(life: number, round: number): string | undefined {
    if (life % 2 === 1) return undefined
    const brief = SCRIPTS.brief ?? []
    const isErasing = brief[round % brief.length] === ERASE[1]
    const names = isErasing && life % 4 === 0 ? ERASURE : TURN
    const turn = life / 2 + this.#lane * 7
    const when = ['before', 'within', 'after'][turn % 3]
    const name = names[Math.floor(turn / 3) % names.length] ?? ''
    const nth = isErasing ? 1 : 1 + dice(life, 5)
    const hasWithin = name !== 'deciding' && name !== 'send'
    return `${when === 'within' && !hasWithin ? 'after' : when} ${name} ${nth}`
  }

  /** Lets a process live, from this round on, until it is dead; returns the first round that is not over. */
  async live(life: number, from: number): Promise<number> {
    const choice = this.#choice(life, from)
    const isCalm = life % CALM === 0
    const child = this.start(isCalm || choice === undefined ? '' : choice)
    const read = async (): Promise<string | undefined> => {
      const line = await child.line()
      if (line?.startsWith('error')) this.ledger.faults.push(line)
      if (line === 'ready' || line?.startsWith('ticked')) this.ledger.rest()
      return line
    }
    let round = from
    const [meantToDie, inAMoment] = [from + dice(life, LIFE), dice(life * 31 + this.#lane, 40)]
    const mayDieEarly = choice === undefined && !isCalm && life % 3 === 0
    if (mayDieEarly) void wait(60 + inAMoment * 3).then(() => child.kill())
    let line = await read()
    if (line === 'ready' && isCalm && choice !== undefined) order(child, { do: 'arm', choice })
    while (line !== undefined && round < from + LIFE) {
      if (choice === undefined && round === meantToDie) void wait(inAMoment).then(() => child.kill())
      const open = new Set(this.inboundsOf(round).map(({ id }) => id))
      order(child, { do: 'say', at: this.now, inbounds: this.inboundsOf(round) })
      order(child, { do: 'tick', at: this.now })
      for (line = await read(); line !== undefined && !line.startsWith('ticked'); line = await read()) {
        const id = line.slice('taken '.length)
        this.ledger.acknowledge(id, id.replace(/-\d+$/, ''))
        open.delete(id)
        this.messages++
      }
      if (open.size > 0) break
      round++
      this.now += 7 * MINUTE
    }
    const atStep = line === undefined && choice !== undefined
    if (!atStep) child.kill()
    while ((await read()) !== undefined);
    await child.ended
    this.kills++
    const name = atStep ? choice.replace(/ \d+$/, '') : 'at any moment'
    this.killedAt[name] = (this.killedAt[name] ?? 0) + 1
    return round
  }

  /** Lets a last process finish what is left: all that is due, until nothing is. */
  async finish(): Promise<void> {
    const child = this.start('')
    await child.line()
    this.ledger.rest()
    for (let line: string | undefined = ''; line !== undefined && line !== 'ticked over'; this.now += MINUTE) {
      order(child, { do: 'tick', at: this.now })
      line = await child.line()
      if (line?.startsWith('error')) this.ledger.faults.push(line)
    }
    this.ledger.rest()
    order(child, { do: 'end' })
    await child.ended
  }

  start(diesAt: string): ServedChild {
    this.ledger.begin()
    const { dir, key, files, now } = this
    const env = { DIR: dir, KEY: key.toString('hex'), ...files, NOW: String(now), DIES_AT: diesAt }
    return startServed(this.#script, env, (question) => this.ledger.answer(question))
  }
}

function order(child: ServedChild, what: Order): void {
  child.tell(JSON.stringify(what))
}

async function runLane(script: string, number: number) {
  const lane = new Lane(script, number, await temporaryFolder())
  for (const file of Object.values(lane.files)) await writeFile(file, '')
  let round = 0
  for (let life = 0; life < KILLS / LANES; life++) round = await lane.live(life, round)
  await lane.finish()
  return judge(lane, round)
}

/** Nothing acknowledged is lost, each reply that was kept was sent, and a repeat is one whose outcome was counted as unknown. */
async function judge({ ledger, dir, key, files, killedAt, kills, messages, now }: Lane, rounds: number) {
  const linesOf = async (file: string) => (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  const sends = (await linesOf(files.SENDS)).map((line) => JSON.parse(line) as [string, string])
  const unknowns = (await linesOf(files.UNKNOWN)).reduce((sum, count) => sum + Number(count), 0)
  const replies = sends.filter(([, text]) => !ledger.farewells.has(text))
  const sent = new Set(replies.map(([, text]) => text))
  const repeats = replies.length - sent.size

  const store = await openLevelStore({ dir, key, now })
  const left = await Promise.all(
    Object.keys(SCRIPTS).map(async (contact) => {
      const owner = await store.ownerOf(aliasOf(contact))
      return { contact, document: owner === undefined ? undefined : await store.load(owner) }
    }),
  )
  await store.close()
  const owners = new Map(ledger.owners)
  for (const { document } of left) if (document !== undefined) owners.set(document.owner, { ...document, held: null })
  const queued = [...owners.values()].reduce((sum, { nextSeq, outbox }) => sum + nextSeq - 1 - outbox.length, 0)

  expect(ledger.faults).toEqual([])
  for (const { contact, document } of left)
    expect([contact, ledger.isWhole(contact, document)]).toEqual([contact, true])
  expect(await strayEntries(dir, key)).toEqual([])
  expect(left.flatMap(({ document }) => document?.outbox ?? [])).toEqual([])
  expect(sent.size).toBe(queued)
  expect(repeats).toBeGreaterThan(0)
  expect(repeats).toBeLessThanOrEqual(unknowns)
  expect(kills).toBe(KILLS / LANES)
  const erased = owners.size - left.filter(({ document }) => document !== undefined).length
  return { kills, killedAt, rounds, messages, lost: 0, queued, sends: sends.length, repeats, unknowns, erased }
}
