import type { Channel, ChannelSink } from '../channel/port.ts'
import type { Memory, Moment, Turn, TurnEvent } from '../conversation/turn.ts'
import { ChannelError } from '../errors.ts'
import type { Metrics } from './metrics.ts'

/** The channel, with its sends counted by outcome. */
export function meteredChannel(channel: Channel, metrics: Metrics): Channel {
  async function counted(send: Promise<void>): Promise<void> {
    try {
      await send
      metrics.sent('sent')
    } catch (error) {
      metrics.sent(error instanceof ChannelError ? error.outcome : 'failed')
      throw error
    }
  }
  return {
    get capabilities() {
      return channel.capabilities
    },
    start: (sink) => channel.start(sink),
    send: (to, text) => counted(channel.send(to, text)),
    sendFile: (to, file) => counted(channel.sendFile(to, file)),
    stop: () => channel.stop(),
  }
}

/** What the channel tells, with the time taken that a message had to wait for its answer. */
export function meteredSink(sink: ChannelSink, metrics: Metrics, now: () => number): ChannelSink {
  return {
    async receive(inbound) {
      const from = now()
      await sink.receive(inbound)
      metrics.answered(now() - from)
    },
    status(status) {
      metrics.online(status === 'online')
      sink.status(status)
    },
  }
}

type TakeBurst = (memory: Memory, events: readonly TurnEvent[], now: Moment) => Turn

/** The decision, counted: of what kind the newest message was, how long it took and whether it was understood. */
export function meteredTurns(takeBurst: TakeBurst, metrics: Metrics, now: () => number): TakeBurst {
  return (memory, events, moment) => {
    const from = now()
    const turn = takeBurst(memory, events, moment)
    metrics.turn(events.at(-1)?.kind ?? 'none', now() - from, isUnderstood(memory, turn))
    return turn
  }
}

/** Outside every flow a page says that nothing was understood; inside one the question counts its misses. */
function isUnderstood({ session }: Memory, turn: Turn): boolean {
  if (turn.say.some(({ page }) => page.startsWith('repair/off-topic'))) return false
  const [before, after] = [session, turn.session].map(({ frames }) => frames.at(-1)?.misses ?? 0) as [number, number]
  return after <= before
}

type Tell<Telling> = (memory: Memory, now: Moment) => Telling

/** What is told of what has fallen due, counted, with how long after its time. */
export function meteredReminders<Telling extends { readonly told: readonly string[] }>(
  tell: Tell<Telling>,
  metrics: Metrics,
): Tell<Telling> {
  return (memory, moment) => {
    const telling = tell(memory, moment)
    for (const { id, nextAt } of memory.reminders) {
      if (telling.told.includes(id)) metrics.reminded(moment.at - (nextAt ?? moment.at))
    }
    return telling
  }
}
