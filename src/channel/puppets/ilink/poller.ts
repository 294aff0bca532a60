import { type BotClient, POLL_MS } from './client.ts'
import type { Clock } from './clock.ts'
import { IlinkError } from './ilink-error.ts'
import type { Updates, WeixinMessage } from './protocol.ts'

/** What the server may ask for as the length of a poll, ms. */
const SHORTEST_POLL_MS = 5_000
const LONGEST_POLL_MS = 120_000
/** The first and the longest wait after a failure, ms. */
const BACKOFF_MS = [1_000, 60_000] as const
/** An empty answer that comes sooner than this would make us ask without a pause, ms. */
const TOO_SOON_MS = 1_000

export interface PollerParts {
  readonly client: BotClient
  readonly clock: Clock
  readonly cursor: string
  /** New messages, and the cursor behind them. Must not throw. */
  take(messages: readonly WeixinMessage[], cursor: string): void
  readonly signal: AbortSignal
}

/**
 * Asks one bot's server for messages until it is told to stop or the login is over; says which.
 *
 * Nothing but the end of the login stops it: a malformed answer, a fault of the server or of the line is waited out.
 * A login that seems to be over is tried once more, because some only doze.
 */
export async function poll({ client, clock, cursor: from, take, signal }: PollerParts): Promise<'stopped' | 'ended'> {
  let cursor = from
  let waitMs = POLL_MS
  let failures = 0
  let isDoubted = false
  await client.notify('notifystart', signal).catch(() => {})
  while (!signal.aborted) {
    const askedAt = clock.now()
    try {
      const updates = await client.updates(cursor, waitMs, signal)
      const messages = messagesOf(updates)
      failures = 0
      isDoubted = false
      cursor = typeof updates.get_updates_buf === 'string' ? updates.get_updates_buf : cursor
      waitMs = pollOf(updates, waitMs)
      take(messages, cursor)
      if (messages.length === 0 && clock.now() - askedAt < TOO_SOON_MS) await clock.wait(TOO_SOON_MS, signal)
    } catch (error) {
      if (signal.aborted) break
      if (error instanceof IlinkError && error.endsSession) {
        if (isDoubted) return 'ended'
        isDoubted = true
        await client.notify('notifystart', signal).catch(() => {})
      } else if (!(error instanceof IlinkError && error.kind === 'timeout')) {
        await clock.wait(Math.min(BACKOFF_MS[1], BACKOFF_MS[0] * 2 ** Math.min(failures++, 10)), signal)
      }
    }
  }
  return 'stopped'
}

const messagesOf = ({ msgs }: Updates): readonly WeixinMessage[] =>
  Array.isArray(msgs) ? msgs.filter((one: unknown) => typeof one === 'object' && one !== null) : []

function pollOf({ longpolling_timeout_ms: asked }: Updates, before: number): number {
  if (typeof asked !== 'number' || !Number.isFinite(asked)) return before
  return Math.min(LONGEST_POLL_MS, Math.max(SHORTEST_POLL_MS, asked))
}
