import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ChannelError } from '../errors.ts'
import type { Store } from '../store/port.ts'

const SECOND = 1_000
/** From hardly anything to a message that waits behind others, seconds. */
const LATENCIES = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
/** How late a reminder may be told, seconds: its minute, the quiet night, days offline. */
const LATENESS = [1, 10, 60, 300, 3_600, 43_200, 172_800]
/** Index entries that are counted at most when somebody asks for the metrics. */
const COUNTED = 10_000

/** What came of a send. */
export type SendOutcome = 'sent' | ChannelError['outcome']

/** What the bot counts of itself: numbers only. No label holds anything that came from a person, nor an owner's id. */
export interface Metrics {
  /** A turn was decided, in so many ms. */
  turn(kind: string, ms: number, understood: boolean): void
  /** From a message's arrival until its answer was handed over or put into the outbox, ms. */
  answered(ms: number): void
  /** A send, and what came of it. `unknown` also counts what was on its way when the process died. */
  sent(outcome: SendOutcome, count?: number): void
  /** Somebody wrote faster than anybody types, and a message of theirs was not looked at. */
  turnedAway(): void
  /** A document could not be read and was put aside. */
  setAside(): void
  /** A reminder was told, so late, ms. */
  reminded(latenessMs: number): void
  online(isOnline: boolean): void
  /** The text that Prometheus reads, and its type. */
  text(): Promise<{ readonly type: string; readonly body: string }>
}

/**
 * Counts in a registry of its own. What lies in the store is looked up when somebody asks: how many replies and
 * reminders wait, up to 10,000 of each, and since when the first of them could have gone out.
 */
export function createMetrics(store: Pick<Store, 'unsent' | 'due'>, now: () => number): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  const turns = new Counter({
    name: 'shoumi_turns_total',
    help: 'Turns that were decided, by the kind of the newest message.',
    labelNames: ['kind'],
    registers,
  })
  const missed = new Counter({
    name: 'shoumi_turns_not_understood_total',
    help: 'Turns in which the bot did not understand; divided by shoumi_turns_total it is the rate.',
    registers,
  })
  const deciding = new Histogram({
    name: 'shoumi_turn_seconds',
    help: 'How long deciding about a turn took.',
    buckets: LATENCIES,
    registers,
  })
  const answering = new Histogram({
    name: 'shoumi_message_seconds',
    help: 'From the arrival of a message until its answer was handed over or put into the outbox.',
    buckets: LATENCIES,
    registers,
  })
  const sends = new Counter({
    name: 'shoumi_sends_total',
    help: 'Sends by outcome; unknown: nobody can tell whether it arrived.',
    labelNames: ['outcome'],
    registers,
  })
  const away = new Counter({
    name: 'shoumi_messages_turned_away_total',
    help: 'Messages that were not looked at because their sender wrote too fast.',
    registers,
  })
  const aside = new Counter({
    name: 'shoumi_documents_set_aside_total',
    help: 'Documents that could not be read and were put aside; their owners were told.',
    registers,
  })
  const reminders = new Counter({
    name: 'shoumi_reminders_told_total',
    help: 'Reminders that were put into the outbox.',
    registers,
  })
  const lateness = new Histogram({
    name: 'shoumi_reminder_lateness_seconds',
    help: 'How long after it fell due a reminder was put into the outbox.',
    buckets: LATENESS,
    registers,
  })
  const connected = new Gauge({ name: 'shoumi_online', help: '1 while the account is logged in.', registers })
  const reconnects = new Counter({
    name: 'shoumi_reconnects_total',
    help: 'How often the account came back after it had been away.',
    registers,
  })
  const waiting = [
    ['shoumi_outbox_depth', 'shoumi_outbox_age_seconds', 'replies that are not sent yet', Number.MAX_SAFE_INTEGER],
    ['shoumi_reminders_due', 'shoumi_reminders_late_seconds', 'reminders that are due and not told yet', null],
  ] as const
  const gauges = waiting.map(([depth, age, what, until]) => ({
    depth: new Gauge({ name: depth, help: `How many ${what}.`, registers }),
    age: new Gauge({ name: age, help: `How long the first of the ${what} could have gone out, or 0.`, registers }),
    look: () => (until === null ? store.due(now(), COUNTED) : store.unsent(until, COUNTED)),
  }))
  for (const outcome of ['sent', 'offline', 'failed', 'held', 'unknown']) sends.inc({ outcome }, 0)
  let wasOnline = false

  return {
    turn(kind, ms, understood) {
      turns.inc({ kind })
      deciding.observe(ms / SECOND)
      if (!understood) missed.inc()
    },
    answered: (ms) => answering.observe(ms / SECOND),
    sent: (outcome, count = 1) => sends.inc({ outcome }, count),
    turnedAway: () => away.inc(),
    setAside: () => aside.inc(),
    reminded(latenessMs) {
      reminders.inc()
      lateness.observe(Math.max(0, latenessMs) / SECOND)
    },
    online(isOnline) {
      connected.set(isOnline ? 1 : 0)
      if (isOnline && wasOnline) reconnects.inc()
      wasOnline ||= isOnline
    },
    async text() {
      for (const { depth, age, look } of gauges) {
        const entries = await look()
        depth.set(entries.length)
        const [first] = entries
        age.set(first === undefined ? 0 : Math.max(0, now() - first.at) / SECOND)
      }
      return { type: registry.contentType, body: await registry.metrics() }
    },
  }
}
