import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
import { IlinkError, SESSION_TIMEOUT } from './ilink-error.ts'
import { parseLossless } from './lossless-json.ts'
import { APP_ID, type Outcome, PROTOCOL_VERSION, TRUSTED_SUFFIX } from './protocol.ts'

/** An answer longer than this is none, bytes. */
const LONGEST_ANSWER = 16 * 1024 * 1024

/** Where calls go and by what means. */
export interface Transport {
  readonly clock: Clock
  readonly fetch: typeof fetch
  /** May this host be called, when a login or a message names it? The constants themselves need no leave. */
  trusts(url: URL): boolean
}

/** Tencent's own hosts, encrypted. */
export const trustsTencent = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' && hostname.endsWith(TRUSTED_SUFFIX)

export interface Call {
  /** The last part of the path, for errors. */
  readonly what: string
  readonly url: string
  /** Sent by POST as JSON; absent: GET. */
  readonly body?: object
  readonly token?: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

const appHeaders = (): Record<string, string> => ({
  'iLink-App-Id': APP_ID,
  'iLink-App-ClientVersion': String(versionNumber(PROTOCOL_VERSION)),
})

function versionNumber(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return (major << 16) | (minor << 8) | patch
}

function headersOf({ body, token }: Call): Record<string, string> {
  if (body === undefined) return appHeaders()
  return {
    ...appHeaders(),
    'Content-Type': 'application/json',
    AuthorizationType: 'ilink_bot_token',
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    'X-WECHAT-UIN': Buffer.from(String(randomBytes(4).readUInt32BE())).toString('base64'),
  }
}

/**
 * Makes one call and resolves with its answer.
 *
 * @throws IlinkError also when the answer is a success by HTTP and carries a `ret` that is none
 */
export async function call<Answer extends Outcome>(transport: Transport, request: Call): Promise<Answer> {
  const { what, body } = request
  const text = await within(transport, request, async (signal) => {
    const response = await transport.fetch(request.url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: headersOf(request),
      redirect: 'error',
      signal,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw new IlinkError('http', what, { status: response.status })
    }
    return readText(response, what)
  })
  return accepted<Answer>(parsed(text, what), what)
}

async function readText(response: Response, what: string): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body ?? []) {
    length += piece.length
    if (length > LONGEST_ANSWER) throw new IlinkError('malformed', what)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function parsed(text: string, what: string): object {
  try {
    const value = parseLossless(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // What could not be parsed may hold a person's words: it is told of, not shown.
  }
  throw new IlinkError('malformed', what)
}

function accepted<Answer extends Outcome>(answer: object, what: string): Answer {
  const { ret, errcode } = answer as Outcome
  const codes = [ret, errcode].map(Number).filter((code) => Number.isInteger(code) && code !== 0)
  const code = codes.includes(SESSION_TIMEOUT) ? SESSION_TIMEOUT : codes[0]
  if (code !== undefined) throw new IlinkError('refused', what, { ret: code })
  return answer as Answer
}

/** Gives work its time limit, and tells apart how it failed. */
export async function within<T>(
  { clock }: Transport,
  { what, timeoutMs, signal }: Pick<Call, 'what' | 'timeoutMs' | 'signal'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timer = new AbortController()
  const late = new AbortController()
  void clock.wait(timeoutMs, timer.signal).then(() => {
    if (!timer.signal.aborted) late.abort()
  })
  try {
    return await work(signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]))
  } catch (error) {
    if (error instanceof IlinkError) throw error
    if (late.signal.aborted) throw new IlinkError('timeout', what)
    throw new IlinkError(isUnreachable(error) ? 'offline' : 'broken', what)
  } finally {
    timer.abort()
  }
}

/** No connection was made, so that nothing can have gone out. */
function isUnreachable(error: unknown): boolean {
  const code = (error as { cause?: { code?: unknown } }).cause?.code
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    String(code),
  )
}
