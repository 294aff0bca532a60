import { appendFileSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { setImmediate as breath } from 'node:timers/promises'
import { capabilitiesOf } from '../../src/channel/capabilities.ts'
import type { Channel } from '../../src/channel/port.ts'
import { tellReminders } from '../../src/conversation/tell-reminders.ts'
import type { Memory, Moment, Turn, TurnEvent } from '../../src/conversation/turn.ts'
import { OPEN } from '../../src/house/admission.ts'
import { createHeldTexts } from '../../src/house/held-texts.ts'
import { createHouse } from '../../src/house/house.ts'
import { UNPACED } from '../../src/house/pacer.ts'
import type { Log } from '../../src/log.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import { recoveryCodes } from '../../src/store/recovery-codes.ts'
import { aliasOf } from '../store/documents.ts'
import { changedStore } from './changed-store.ts'
import { NO_FILES } from './no-files.ts'
import { MINUTE, OWNERS, remindedPerson, START, saying } from './reminded-people.ts'

/**
 * Store, house and ticker on a clock of their own: from FROM on, two and a half minutes a tick, for ever or until UNTIL.
 * Each send is a line of the file SENDS and on the disk before it is acknowledged; each unknown outcome is a line of
 * UNKNOWN. Says "t <clock>" with each tick. Kills itself at the nth step (a commit or a send, before or after) if DIES_AT
 * says so.
 */
const { DIR = '', KEY = '', FROM = '', UNTIL = 'Infinity', SENDS = '', UNKNOWN = '', DIES_AT = '0' } = process.env
const STEP = 2.5 * MINUTE
/** Every so many ticks somebody asks for a further reminder. */
const ASKS = 7

let steps = 0
function step(): void {
  steps++
  if (steps === Number(DIES_AT)) process.kill(process.pid, 'SIGKILL')
}

const sends = openSync(SENDS, 'a')
const channel: Channel = {
  capabilities: capabilitiesOf('wechaty-puppet-service'),
  start: async () => {},
  stop: async () => {},
  sendFile: async () => {},
  async send(_to, text) {
    await breath()
    step()
    writeSync(sends, `${text}\n`)
    fsyncSync(sends)
    step()
    await breath()
  },
}

let now = Number(FROM)
const level = await openLevelStore({ dir: DIR, key: Buffer.from(KEY, 'hex'), now: START })
const store = changedStore(level, {
  async commit(document, options) {
    step()
    const committed = level.commit(document, options)
    step()
    await committed
    step()
  },
})
for (const owner of OWNERS) {
  if ((await store.load(owner)) === undefined) await store.commit(remindedPerson(owner))
}

/** Asks for a reminder in seven minutes, which is stored with the answer. */
function takeBurst({ session }: Memory, events: readonly TurnEvent[], { at }: Moment): Turn {
  const asked = events.map(({ id }) =>
    saying(id, { start: new Date(at + 7 * MINUTE).toISOString().slice(0, 19), zone: 'UTC', rules: [] }, at),
  )
  return {
    session,
    say: asked.map(({ id }) => ({ page: 'asked', with: { text: `asked ${id}` } })),
    effects: asked.map((reminder) => ({ type: 'putReminder', reminder })),
  }
}

/** What is told really, in words that name each occurrence and the moment at which it was put into the outbox. */
function tell(memory: Memory, moment: Moment): ReturnType<typeof tellReminders> {
  const telling = tellReminders(memory, moment)
  const occurrences = telling.effects.flatMap((effect) =>
    effect.type === 'putReminder' && telling.told.includes(effect.reminder.id)
      ? [`${effect.reminder.id}@${effect.reminder.told?.dueAt}`]
      : [],
  )
  if (telling.say.length === 0) return telling
  return { ...telling, say: [{ page: 'told', with: { text: `told ${moment.at} ${occurrences.join(' ')}` } }] }
}

const silent = (): void => {}
const log: Log = {
  debug: silent,
  info: silent,
  warn: ({ count }, message) => {
    if (message === 'sends with unknown outcome') appendFileSync(UNKNOWN, `${count}\n`)
  },
  error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
}

const house = createHouse({
  store,
  channel,
  takeBurst,
  tellReminders: tell,
  takeRoomTurn: () => [],
  burstMs: 0,
  held: createHeldTexts(() => now),
  pauseMs: MINUTE,
  admission: OPEN,
  pacer: UNPACED,
  documents: NO_FILES,
  render: (say) =>
    say.map((saying) => (typeof saying.with?.text === 'string' ? saying.with.text : `lost ${JSON.stringify(saying)}`)),
  now: () => now,
  today: (at) => new Date(at).toISOString().slice(0, 10),
  hour: (at) => new Date(at).getUTCHours(),
  zone: 'UTC',
  retentionDays: null,
  codes: recoveryCodes,
  newOwnerId: () => 'nobody',
  log,
})

house.status('online')
for (;;) {
  process.stdout.write(`t ${now}\n`)
  const tick = (now - START) / STEP
  const asks =
    tick % ASKS === 0 ? OWNERS.map((owner) => ({ id: `${owner}-${tick}`, at: now, from: aliasOf(owner) })) : []
  await Promise.all([house.tick(), ...asks.map((ask) => house.receive({ ...ask, kind: 'text', text: '提醒我' }))])
  await house.idle()
  if (now >= Number(UNTIL) && (await store.due(now, 1)).length + (await store.unsent(now, 1)).length === 0) break
  now += now < Number(UNTIL) ? STEP : 10_000
}
await store.close()
