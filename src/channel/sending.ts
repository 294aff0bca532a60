import { ChannelError } from '../errors.ts'
import { DeadlinePassed, withDeadline } from './deadline.ts'
import { retOutcome } from './ret-code.ts'

/** gRPC's status codes that say something about a send. */
const GRPC = { CANCELLED: 1, DEADLINE_EXCEEDED: 4, INTERNAL: 13, UNAVAILABLE: 14, UNAUTHENTICATED: 16 } as const

/** Details of UNAVAILABLE that mean that no connection was there, so that nothing can have gone out. */
const NOTHING_LEFT = /No connection established|Name resolution failed|ECONNREFUSED|EHOSTUNREACH|ENOTFOUND/

/**
 * Carries out one send, and tells a certain failure from a possible success.
 *
 * The foreign error is not kept as a cause: a gateway's may quote the text that was being sent.
 *
 * @throws ChannelError
 */
export async function sendWithin(ms: number, send: () => Promise<unknown>): Promise<void> {
  try {
    await withDeadline(send(), ms)
  } catch (error) {
    throw sendError(error)
  }
}

function sendError(error: unknown): ChannelError {
  if (error instanceof DeadlinePassed) return new ChannelError('unknown', `the send was not answered: ${error.message}`)
  const code = grpcCode(error)
  const message = error instanceof Error ? error.message : ''
  const byRet = retOutcome(message)
  if (byRet !== null)
    return new ChannelError(byRet, `the channel did not take the send: ${/ret=[\w-]+ \w+/.exec(message)}`)
  switch (code) {
    case GRPC.UNAVAILABLE:
      if (NOTHING_LEFT.test(message)) return new ChannelError('offline', 'the gateway cannot be reached (gRPC 14)')
      return new ChannelError('unknown', 'the line broke during the send (gRPC 14)')
    case GRPC.UNAUTHENTICATED:
      return new ChannelError('offline', 'the gateway refuses the token (gRPC 16)')
    case GRPC.CANCELLED:
    case GRPC.DEADLINE_EXCEEDED:
    case GRPC.INTERNAL:
      return new ChannelError('unknown', `the send was broken off (gRPC ${code})`)
    default:
      if (/not logged ?in|NO CLIENT|no grpc manager/i.test(message))
        return new ChannelError('offline', 'the account is not logged in')
      return new ChannelError('failed', `the channel refused the send (${code === null ? 'no code' : `gRPC ${code}`})`)
  }
}

/** The gRPC status of an error, also of one that was flattened into text on the way; null when it has none. */
export function grpcCode(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code === 'number') return code
  const flattened = typeof message === 'string' ? /^(?:\w*Error: )?(\d{1,2}) [A-Z_]+:/.exec(message) : null
  return flattened?.[1] === undefined ? null : Number(flattened[1])
}
