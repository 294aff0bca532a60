/**
 * iLink as Tencent's server behaves by all reports, on the loopback: real HTTP, a clock that is handed in, polls that are
 * held, opaque cursors, bare 64-bit ids, errors in bodies of status 200, the whole life of a QR code, the limits of
 * sending, and faults on demand.
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../../src/channel/puppets/ilink/clock.ts'
import type { MessageItem, WeixinMessage } from '../../../src/channel/puppets/ilink/protocol.ts'
import { Watchers } from '../watchers.ts'
import { FakeBot, OLDER_DIES_MS, type Person, textOf } from './fake-bot.ts'
import { FakeCdn } from './fake-cdn.ts'
import { FakeQr } from './fake-qr.ts'

const WAIT_MS = 40_000

/** What a bot got through to somebody. */
export interface Delivered {
  readonly to: string
  readonly text?: string
  readonly file?: { readonly kind: number; readonly name: string; readonly bytes: Buffer }
  readonly at: number
}

/** How the next calls of an endpoint go wrong. */
export type Fault =
  | { readonly status: number }
  | { readonly body: string }
  | { readonly ret: number }
  | 'hang'
  | 'break'

interface Request {
  readonly what: string
  readonly at: number
  readonly body: Record<string, unknown>
}

export class FakeIlink {
  readonly base: string
  readonly cdn = new FakeCdn()
  readonly qr: FakeQr
  readonly requests: Request[] = []
  readonly delivered: Delivered[] = []
  readonly typing: { readonly to: string; readonly status: number; readonly at: number }[] = []
  /** What a well-behaved client never does. */
  readonly violations: string[] = []
  /** Where a login says that calls go, when that is not where this server is. */
  publicBase: string | undefined
  /** How long new bots' polls are held, ms. */
  holdMs = 35_000
  readonly people = new Map<string, Person>()
  readonly bots: FakeBot[] = []
  readonly #clock: Clock
  readonly #server: Server
  readonly #faults = new Map<string, Fault[]>()
  readonly #watchers = new Watchers(WAIT_MS)
  readonly #uins = new Set<string>()
  #nextId = 2n ** 60n
  #hanging = 0

  private constructor(clock: Clock, server: Server) {
    this.#clock = clock
    this.#server = server
    this.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    this.qr = new FakeQr(
      clock,
      (userId) => this.bind(userId),
      (token) => this.bots.find((bot) => bot.token === token)?.person.userId,
    )
    server.on('request', (request, response) => void this.#serve(request, response))
  }

  static async start(clock: Clock): Promise<FakeIlink> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new FakeIlink(clock, server)
  }

  get cdnBase(): string {
    return `${this.base}/c2c`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** How many calls will be answered only when time passes or somebody does something. */
  get held(): number {
    return this.bots.reduce((sum, { held }) => sum + held, this.qr.held + this.#hanging)
  }

  /** Lets the next calls of an endpoint go wrong. */
  fail(what: string, ...faults: readonly Fault[]): void {
    this.#faults.set(what, [...(this.#faults.get(what) ?? []), ...faults])
  }

  until<T>(pick: () => T | undefined, what = 'something'): Promise<T> {
    return this.#watchers.until(
      pick,
      () => `${what}; ${this.requests.length} requests, ${this.delivered.length} delivered`,
    )
  }

  /** Resolves when this many texts or files have been delivered to somebody. */
  deliveredTo(userId: string, count: number): Promise<readonly Delivered[]> {
    const found = () => this.delivered.filter(({ to }) => to === userId)
    return this.until(() => (found().length >= count ? found() : undefined), `${count} for ${userId}`)
  }

  /** Resolves when the newest bots of so many people have a poll held, so that nothing is under way. */
  listening(count = 1): Promise<true> {
    return this.until(
      () => (this.bots.filter(({ held }) => held > 0).length >= count ? true : undefined),
      `${count} polls`,
    )
  }

  personOf(userId: string): Person {
    const known = this.people.get(userId)
    if (known !== undefined) return known
    const person = { userId, lastWroteAt: Number.NEGATIVE_INFINITY, sentSince: 0, drops: false }
    this.people.set(userId, person)
    return person
  }

  botOf(userId: string): FakeBot {
    const bot = this.bots.findLast(({ person }) => person.userId === userId)
    if (bot === undefined) throw new Error(`${userId} has no bot`)
    return bot
  }

  /** Somebody writes; resolves with the id. */
  say(userId: string, item: string | MessageItem, changes: WeixinMessage = {}): string {
    const person = this.personOf(userId)
    person.lastWroteAt = this.#clock.now()
    person.sentSince = 0
    const message: WeixinMessage = {
      message_id: String(this.#nextId++),
      from_user_id: userId,
      to_user_id: this.botOf(userId).botId,
      create_time_ms: this.#clock.now(),
      message_type: 1,
      message_state: 2,
      context_token: randomBytes(12).toString('base64'),
      item_list: [typeof item === 'string' ? { type: 1, text_item: { text: item } } : item],
      ...changes,
    }
    this.botOf(userId).push(message)
    return String(message.message_id)
  }

  /** The session of somebody's bot ends: for good, or until the bot says that it is there. */
  endSession(userId: string, how: 'for good' | 'for a moment' = 'for good'): void {
    const bot = this.botOf(userId)
    if (how === 'for good') bot.diesAt = this.#clock.now()
    else bot.dozing = true
    bot.wake()
  }

  /** What a scan by somebody makes. */
  bind(userId: string) {
    const person = this.personOf(userId)
    const known = this.bots.findLast((one) => one.person === person)
    const isTold = known !== undefined && known.diesAt === Number.POSITIVE_INFINITY
    if (isTold) known.diesAt = this.#clock.now() + OLDER_DIES_MS
    const bot = new FakeBot(this.#clock, person, this.holdMs)
    this.bots.push(bot)
    return {
      bot_token: bot.token,
      ilink_bot_id: bot.botId,
      ilink_user_id: userId,
      baseurl: this.publicBase ?? this.base,
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.base)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    request.on('error', () => {})
    const pieces: Uint8Array[] = []
    for await (const piece of request) pieces.push(piece)
    const raw = Buffer.concat(pieces)
    if (url.pathname === '/c2c/upload') this.cdn.upload(url.searchParams, raw, response)
    else if (url.pathname === '/c2c/download') this.cdn.download(url.searchParams, response)
    else await this.#serveApi(url, request, raw, response, gone.signal)
    this.#watchers.check()
  }

  async #serveApi(
    url: URL,
    request: IncomingMessage,
    raw: Buffer,
    response: ServerResponse,
    gone: AbortSignal,
  ): Promise<void> {
    const what = url.pathname.replace(/^\/ilink\/bot\//, '')
    const body = raw.length === 0 ? {} : (JSON.parse(raw.toString('utf8')) as Record<string, unknown>)
    this.requests.push({ what, at: this.#clock.now(), body })
    this.#watchers.check()
    this.#look(what, request, body)
    const fault = this.#faults.get(what)?.shift()
    if (fault === 'hang') {
      this.#hanging++
      response.on('close', () => this.#hanging--)
      return
    }
    if (fault === 'break') return void response.destroy()
    if (fault !== undefined && 'status' in fault) return void response.writeHead(fault.status).end()
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '')
    const answer =
      fault === undefined
        ? JSON.stringify(await this.#answer(what, url, body, token, gone))
        : 'body' in fault
          ? fault.body
          : JSON.stringify({ ret: fault.ret })
    // The server writes its 64-bit ids as bare numbers.
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(answer.replace(/"(message_id|msg_id|svr_id)":"(\d+)"/g, '"$1":$2'))
  }

  async #answer(
    what: string,
    url: URL,
    body: Record<string, unknown>,
    token: string,
    gone: AbortSignal,
  ): Promise<object> {
    if (what === 'get_bot_qrcode') return this.qr.make((body.local_token_list ?? []) as string[])
    if (what === 'get_qrcode_status') {
      const { searchParams: query } = url
      return this.qr.state(query.get('qrcode') ?? '', query.get('verify_code') ?? undefined, gone)
    }
    const bot = this.bots.find((one) => one.token === token)
    if (bot === undefined) return { ret: -14, errmsg: 'session timeout' }
    switch (what) {
      case 'msg/notifystart':
        bot.dozing = false
        return { ret: 0 }
      case 'msg/notifystop':
        return { ret: 0 }
      case 'getupdates':
        return bot.updates(String(body.get_updates_buf), gone, () => this.#watchers.check())
      case 'sendmessage':
        return this.#send(bot, body.msg as WeixinMessage)
      case 'getconfig':
        return { ret: 0, typing_ticket: bot.ticket }
      case 'sendtyping':
        if (body.typing_ticket !== bot.ticket) return { ret: -1 }
        this.typing.push({ to: String(body.ilink_user_id), status: Number(body.status), at: this.#clock.now() })
        return { ret: 0 }
      case 'getuploadurl':
        return this.cdn.announce(body)
      default:
        return { ret: -1, errmsg: 'no such call' }
    }
  }

  #send(bot: FakeBot, message: WeixinMessage): object {
    const refusal = bot.refusal(message)
    if (refusal !== undefined) return refusal
    if (message.to_user_id !== bot.person.userId) return { ret: -3 }
    if (bot.person.drops) return { ret: 0 }
    const [item = {}] = message.item_list ?? []
    const text = textOf(item)
    const file = this.#fileOf(item)
    if (text === undefined && file === undefined) return { ret: -2, errmsg: 'invalid arguments' }
    this.delivered.push({
      to: bot.person.userId,
      at: this.#clock.now(),
      ...(text !== undefined && { text }),
      ...(file !== undefined && { file }),
    })
    return { ret: 0, message_id: String(this.#nextId++) }
  }

  #fileOf({ type = 0, file_item, image_item, video_item }: MessageItem): Delivered['file'] {
    const media = file_item?.media ?? image_item?.media ?? video_item?.media
    const bytes = media === undefined ? undefined : this.cdn.sentFile(media)
    return bytes === undefined ? undefined : { kind: type, name: file_item?.file_name ?? '', bytes }
  }

  /** Is a call as Tencent's own client would make it? */
  #look(what: string, { method, headers }: IncomingMessage, body: Record<string, unknown>): void {
    const isQr = what.startsWith('get_')
    const fault = (found: string) => this.violations.push(`${what}: ${found}`)
    if (headers['ilink-app-id'] !== 'bot' || headers['ilink-app-clientversion'] !== '132105') fault('no app headers')
    if (method === 'GET') return
    const uin = String(headers['x-wechat-uin'])
    if (!/^\d{1,10}$/.test(Buffer.from(uin, 'base64').toString()) || this.#uins.has(uin)) fault('no new uin')
    this.#uins.add(uin)
    if (isQr !== (headers.authorization === undefined)) fault('authorization')
    const info = body.base_info as { channel_version?: string; bot_agent?: string } | undefined
    if (!isQr && (!info?.channel_version || !info.bot_agent)) fault('no base_info')
  }
}
