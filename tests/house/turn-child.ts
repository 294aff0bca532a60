import { createHash, randomUUID } from 'node:crypto'
import { appendFileSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { capabilitiesOf } from '../../src/channel/capabilities.ts'
import type { Alias, Channel, Inbound } from '../../src/channel/port.ts'
import { OPEN } from '../../src/house/admission.ts'
import { createHeldTexts } from '../../src/house/held-texts.ts'
import { createHouse } from '../../src/house/house.ts'
import { UNPACED } from '../../src/house/pacer.ts'
import type { Log } from '../../src/log.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { recoveryCodes } from '../../src/store/recovery-codes.ts'
import { changedStore } from './changed-store.ts'
import { createSteps, stepThroughDatabase } from './crash-steps.ts'
import { NO_FILES } from './no-files.ts'

/**
 * Store, house and outbox of a bot that is killed again and again. It is told on stdin what somebody says and what time
 * it is; each send is a line of the file SENDS and on the disk before it is acknowledged; each unknown outcome is a line
 * of UNKNOWN. What is decided and how it is said is asked on descriptor 3: both are pure, and reading the content takes
 * longer than this process lives.
 */
const { DIR = '', KEY = '', NOW = '', SENDS = '', UNKNOWN = '', DIES_AT = '' } = process.env

/** Something that the driver says, as a line on stdin. */
export type Order =
  | { readonly do: 'say'; readonly at: number; readonly inbounds: readonly Inbound[] }
  | { readonly do: 'tick'; readonly at: number }
  | { readonly do: 'arm'; readonly choice: string }
  | { readonly do: 'end' }

const steps = createSteps()
const { step } = steps
/** What the next write of an owner's document is. */
const writing = new Map<string, string>()
stepThroughDatabase(steps, (operations, sync) => {
  const keys = operations.map(({ key }) => key)
  if (keys.some((key) => key.startsWith('gone!'))) return 'erasure mark'
  const [change] = operations.filter(({ key }) => key.startsWith('doc!'))
  if (change?.type === 'del') return 'erasure'
  return (change && writing.get(change.key)) ?? (sync ? 'header' : 'other')
})

/** Waits for the answer, so that deciding stays what it is for the house: a call. */
function ask(question: unknown): unknown {
  writeSync(3, `${JSON.stringify(question)}\n`)
  const pieces: Buffer[] = []
  const piece = Buffer.alloc(65_536)
  for (;;) {
    const length = readSync(3, piece)
    if (length === 0) process.exit(1)
    pieces.push(Buffer.from(piece.subarray(0, length)))
    if (piece[length - 1] === 10) return JSON.parse(Buffer.concat(pieces).toString())
  }
}

function decide<Decided>(what: string, ...given: readonly unknown[]): Decided {
  step('before deciding')
  const decided = ask([what, ...given]) as Decided
  step('after deciding')
  return decided
}

const sends = openSync(SENDS, 'a')
function keep(to: Alias, text: string): void {
  step('before send')
  writeSync(sends, `${JSON.stringify([to.contactId, text])}\n`)
  fsyncSync(sends)
  step('after send')
}
const channel: Channel = {
  capabilities: capabilitiesOf('wechaty-puppet-service'),
  start: async () => {},
  stop: async () => {},
  send: async (to, text) => keep(to, text),
  sendFile: async (to, { name }) => keep(to, name),
}

const silent = (): void => {}
const log: Log = {
  debug: silent,
  info: silent,
  warn: (fields, message) => {
    if (message !== 'sends with unknown outcome') log.error(fields, message)
  },
  error: (fields, message) => process.stdout.write(`error ${message} ${JSON.stringify(fields)}\n`),
}

let now = Number(NOW)
steps.arm(DIES_AT)
const level = await openLevelStore({ dir: DIR, key: Buffer.from(KEY, 'hex'), now })
const store = changedStore(level, {
  async commit(document, options) {
    const isMark = options?.durable === false
    const isSending = document.outbox.some(({ state }) => state === 'sending')
    writing.set(`doc!${document.owner}`, isMark ? (isSending ? 'sending mark' : 'sent mark') : 'turn')
    await level.commit(document, options)
  },
})

const house = createHouse({
  store,
  channel,
  takeBurst: (memory, events, moment) => decide('takeBurst', memory, events, moment),
  tellReminders: (memory, moment) => decide('tellReminders', memory, moment),
  takeRoomTurn: () => [],
  render: (say) => ask(['render', say]) as string[],
  burstMs: 0,
  held: createHeldTexts(() => now),
  pauseMs: 60_000,
  admission: OPEN,
  retentionDays: null,
  codes: recoveryCodes,
  pacer: UNPACED,
  documents: {
    ...NO_FILES,
    make: async (recipe) => ({
      name: createHash('sha256').update(JSON.stringify(recipe)).digest('hex'),
      bytes: new Uint8Array(),
    }),
  },
  now: () => now,
  today: (at) => new Date(at).toISOString().slice(0, 10),
  hour: (at) => new Date(at).getUTCHours(),
  zone: 'UTC',
  newOwnerId: randomUUID,
  onUnknown: (count) => appendFileSync(UNKNOWN, `${count}\n`),
  log,
})

async function say(inbound: Inbound): Promise<void> {
  await house.receive(inbound)
  process.stdout.write(`taken ${inbound.id}\n`)
}

async function tick(): Promise<void> {
  await house.tick()
  await house.idle()
  const isOver = (await store.due(now, 1)).length + (await store.unsent(now, 1)).length === 0
  process.stdout.write(`ticked ${isOver ? 'over' : 'on'}\n`)
}

house.status('online')
await house.idle()
process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order
  if (order.do === 'end') break
  if (order.do === 'arm') {
    steps.arm(order.choice)
    continue
  }
  now = order.at
  if (order.do === 'tick') await tick()
  else await Promise.all(order.inbounds.map(say))
}
await store.close()
process.exit()
