import type { ChannelError } from '../errors.ts'

/** What an iLink puppet puts into the message of an error, because nothing else of it gets through a gateway. */
const RET = /\bilink ([\w/ ]+): ret=(-?\d+|none) (\w+)/

/** Codes that a message of the person's lifts, and nothing else: too much or too late, and a login that is over. */
const LIFTED_BY_THEM: ReadonlySet<string> = new Set(['-2', '-14'])

/** How a send ended whose error holds a `ret=`; null when it holds none. */
export function retOutcome(message: string): ChannelError['outcome'] | null {
  const [, what, ret = '', kind] = RET.exec(message) ?? []
  if (kind === undefined) return null
  if (kind === 'dropped' || LIFTED_BY_THEM.has(ret)) return 'held'
  if (kind === 'offline') return 'offline'
  // Whatever went wrong before the message itself was sent, it has not gone out.
  if (what !== 'sendmessage' || ret !== 'none') return 'failed'
  return 'unknown'
}
