import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HttpServer, openHttpServer } from '../../src/ops/http-server.ts'

/** Short, so that nobody waits. */
const LIMITS = {
  headersTimeout: 100,
  requestTimeout: 200,
  keepAliveTimeout: 100,
  connectionsCheckingInterval: 20,
  maxHeaderSize: 8_192,
}
const SEED = { seed: 20261130, numRuns: 150 }

let server: HttpServer
let sockets: Socket[]

beforeEach(async () => {
  sockets = []
  const metrics = { text: async () => ({ type: 'text/plain', body: 'numbers\n' }) }
  const look = async () => ({ ready: true, loggedIn: true, storeWritable: true, heartbeat: 1 })
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  server = await openHttpServer(0, { metrics, look, log }, LIMITS)
})

afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await server.close()
})

function open(): Socket {
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => {})
  sockets.push(socket)
  return socket
}

/** Sends bytes, and resolves with all that came back once the server has closed. */
async function answerTo(bytes: string | Uint8Array): Promise<string> {
  const socket = open()
  let answer = ''
  socket.setEncoding('latin1').on('data', (text: string) => {
    answer += text
  })
  socket.write(bytes)
  await closed(socket)
  socket.destroy()
  return answer
}

const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()))

const isWell = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${server.port}/healthz`)).status === 200

describe('who does not speak as they should', () => {
  it.each([
    ['half a request', 'GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-A: '],
    ['a body that does not come', 'GET /metrics HTTP/1.1\r\nHost: other\r\nContent-Length: 1000\r\n\r\nx'],
    ['nothing but a line', '\r\n'],
    ['a header without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}`],
    ['another protocol', '\u0016\u0003\u0001\u0002\0\u0001\0'],
    ['two lengths', 'GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'a length and chunks',
      'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'another address in its path',
      'GET http://example.com/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    ],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['an upgrade', 'GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['two hosts', 'GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n'],
    ['a path that goes up', 'GET /../metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['a name of every object', 'GET __proto__ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    [
      'to change something',
      'POST /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    ],
  ])('%s: is closed, told nothing, and others are served', async (_, request) => {
    expect(await answerTo(request)).not.toMatch(/numbers| at |src\/|node:/)
    expect(await isWell()).toBe(true)
  })

  it('however many hold a connection and say nothing: they are closed, and the probe comes through', async () => {
    const slow = Array.from({ length: 60 }, open)
    for (const socket of slow) socket.resume().write('GET /metrics HTTP/1.1\r\n')
    await Promise.all(slow.map(closed))
    expect(await isWell()).toBe(true)
  })

  it('whatever comes: nothing of what the bot counts is told, and it goes on', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 40 }),
      fc.constantFrom('GET /metrics HTTP/1.1', 'Host: evil.example', 'Host:', 'GET /%6detrics HTTP/1.1', '', ' x'),
    )
    const request = fc.array(line, { maxLength: 6 }).map((lines) => `${lines.join('\r\n')}\r\n\r\n`)
    const bytes = fc.oneof(request, fc.uint8Array({ maxLength: 200 }))
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 12, maxLength: 12 }), async (all) => {
        for (const answer of await Promise.all(all.map(answerTo))) expect(answer).not.toContain('numbers')
      }),
      { ...SEED, numRuns: 12 },
    )
    expect(await isWell()).toBe(true)
  })
})

it('is not reached from another machine', async () => {
  const others = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter(({ internal }) => !internal))
  for (const { address, family } of others) {
    if (family !== 'IPv4') continue
    const socket = connect(server.port, address)
    sockets.push(socket)
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toMatch(/^E/)
  }
  expect(await isWell()).toBe(true)
})
