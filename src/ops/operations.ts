import type { Channel, ChannelSink } from '../channel/port.ts'
import type { Memory, Moment } from '../conversation/turn.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/port.ts'
import { type HttpServer, openHttpServer } from './http-server.ts'
import { meteredChannel, meteredReminders, meteredSink, meteredTurns } from './metered.ts'
import { createMetrics } from './metrics.ts'
import { createWatch } from './readiness.ts'

/** What the house's parts are wrapped in, so that an operator can see how the bot is while the house knows nothing of it. */
export interface Operations {
  channel(channel: Channel): Channel
  sink(sink: ChannelSink): ChannelSink
  readonly turns: (takeBurst: Parameters<typeof meteredTurns>[0]) => Parameters<typeof meteredTurns>[0]
  /** The other side gave a sign of life. */
  readonly heartbeat: () => void
  /** So many replies were on their way when the process died. */
  readonly unknown: (count: number) => void
  /** The decision what to tell of what has fallen due. */
  reminders<Telling extends { readonly told: readonly string[] }>(
    tell: (memory: Memory, now: Moment) => Telling,
  ): (memory: Memory, now: Moment) => Telling
  /** A document could not be read and was put aside. */
  readonly setAside: () => void
  /** Somebody wrote so fast that a message was not looked at. */
  readonly turnedAway: () => void
  /** Answers on this port; null: nothing is opened. */
  serve(port: number | null): Promise<HttpServer | undefined>
}

export function createOperations(parts: {
  readonly store: Pick<Store, 'unsent' | 'due' | 'checkWritable'>
  readonly now: () => number
  readonly log: Log
}): Operations {
  const { store, now, log } = parts
  const metrics = createMetrics(store, now)
  const watch = createWatch(store, now)
  return {
    channel: (channel) => meteredChannel(channel, metrics),
    sink: (sink) => {
      const metered = meteredSink(sink, metrics, now)
      return {
        receive: (inbound) => metered.receive(inbound),
        status(status) {
          watch.status(status)
          metered.status(status)
        },
      }
    },
    turns: (takeBurst) => meteredTurns(takeBurst, metrics, now),
    heartbeat: watch.heartbeat,
    unknown: (count) => metrics.sent('unknown', count),
    reminders: (tell) => meteredReminders(tell, metrics),
    turnedAway: metrics.turnedAway,
    setAside: metrics.setAside,
    async serve(port) {
      if (port === null) return undefined
      const server = await openHttpServer(port, { metrics, look: watch.look, log })
      log.info({ port: server.port }, 'http server')
      return server
    },
  }
}
