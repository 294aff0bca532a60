import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ConfigError } from '../errors.ts'
import { describeError, type Log } from '../log.ts'
import type { Metrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'

/** Never another: what is answered here is nobody's business but the machine's own. */
const HOST = '127.0.0.1'

/** So many at once; one more is closed. */
const CONNECTIONS = 50

/**
 * How long a request may take to arrive, how long a connection may do nothing, and how often both are looked at, ms. Without
 * the last, Node looks every thirty seconds, and fifty slow connections would keep the probes out for that long.
 */
const LIMITS = {
  headersTimeout: 2_000,
  requestTimeout: 5_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8_192,
} as const

/** The small server that tells a service manager and Prometheus how the bot is. */
export interface HttpServer {
  readonly port: number
  close(): Promise<void>
}

interface Answer {
  readonly code: number
  readonly type: string
  readonly body: string
}

/**
 * Listens on 127.0.0.1 and answers GET /healthz, /readyz and /metrics. Port 0 takes any that is free.
 *
 * A web page that somebody opens on this machine can make the browser ask here under a name of its own; so a request
 * for another host is refused.
 *
 * @throws ConfigError when the port is taken or not allowed
 */
export async function openHttpServer(
  port: number,
  parts: { readonly metrics: Pick<Metrics, 'text'>; readonly look: () => Promise<Readiness>; readonly log: Log },
  limits: Readonly<Record<keyof typeof LIMITS, number>> = LIMITS,
): Promise<HttpServer> {
  const answers: Readonly<Record<string, () => Promise<Answer>>> = {
    '/healthz': async () => plain(200, 'ok\n'),
    '/readyz': async () => {
      const readiness = await parts.look()
      return { code: readiness.ready ? 200 : 503, type: 'application/json', body: `${JSON.stringify(readiness)}\n` }
    },
    '/metrics': async () => ({ code: 200, ...(await parts.metrics.text()) }),
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const [host = '', ...more] = request.headersDistinct.host ?? []
    if (more.length > 0 || !/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host)) return plain(403, 'forbidden\n')
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'method not allowed\n')
    const path = request.url?.split('?', 1)[0] ?? ''
    if (!Object.hasOwn(answers, path)) return plain(404, 'not found\n')
    try {
      return (await answers[path]?.()) ?? plain(404, 'not found\n')
    } catch (error) {
      parts.log.error({ path, ...describeError(error) }, 'http request failed')
      return plain(500, 'error\n')
    }
  }

  const server = createServer(limits, (request, response) => {
    request.resume()
    void answer(request).then((given) => write(response, given, request.method === 'HEAD'))
  })
  server.maxConnections = CONNECTIONS
  await listen(server, port)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const plain = (code: number, body: string): Answer => ({ code, type: 'text/plain; charset=utf-8', body })

function write(response: ServerResponse, { code, type, body }: Answer, isHead: boolean): void {
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(isHead ? undefined : body)
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, HOST, resolve)
    })
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? ''
    throw new ConfigError(`HTTP_PORT=${port}:这个端口用不了(${code})。换一个没人用的,比如 9464;不要就留空。`, cause)
  }
}
