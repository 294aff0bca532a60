import {
  BOT_TYPE,
  PROTOCOL_VERSION,
  type QrCode,
  type QrState,
  type Sent,
  type Updates,
  type UploadPlace,
  type WeixinMessage,
} from './protocol.ts'
import { call, type Transport } from './transport.ts'

/** How long a call may take, ms. A long poll is given what the server asks for, and a little to answer in. */
const CONFIG_MS = 10_000
const SEND_MS = 15_000
export const POLL_MS = 35_000
const POLL_GRACE_MS = 5_000
/** How many tokens a QR call may carry. */
const TOKENS = 10

/** Who calls, for the server's statistics: ASCII, at most 256 bytes. */
const BOT_AGENT = 'wechaty-puppet-ilink/0.1.0'

/** What a login gives. */
export interface Credentials {
  readonly token: string
  /** Where the calls of this login go. */
  readonly base: string
}

/** The calls by which somebody logs in. They all go to the same host, but for a redirected one. */
export class QrClient {
  readonly #transport: Transport
  readonly #base: string

  constructor(transport: Transport, base: string) {
    this.#transport = transport
    this.#base = base
  }

  /** Asks for a QR code. `tokens` are those of logins that are there already, so that a second scan can be told. */
  code(tokens: readonly string[], signal?: AbortSignal): Promise<QrCode> {
    return call(this.#transport, {
      what: 'get_bot_qrcode',
      url: `${this.#base}/ilink/bot/get_bot_qrcode?bot_type=${BOT_TYPE}`,
      body: { local_token_list: tokens.slice(0, TOKENS) },
      timeoutMs: SEND_MS,
      signal,
    })
  }

  /** Asks how far a scan is, and is answered when that changes, or after half a minute. */
  state(
    handle: string,
    verifyCode: string | undefined,
    host: string | undefined,
    signal?: AbortSignal,
  ): Promise<QrState> {
    const query = new URLSearchParams({ qrcode: handle, ...(verifyCode !== undefined && { verify_code: verifyCode }) })
    return call(this.#transport, {
      what: 'get_qrcode_status',
      url: `${host ?? this.#base}/ilink/bot/get_qrcode_status?${query}`,
      timeoutMs: POLL_MS,
      signal,
    })
  }
}

/** The calls of one login. Every method throws an IlinkError; none logs anything. */
export class BotClient {
  readonly #transport: Transport
  readonly #credentials: Credentials

  constructor(transport: Transport, credentials: Credentials) {
    this.#transport = transport
    this.#credentials = credentials
  }

  /** Tells the server that the bot is there, or goes. */
  notify(what: 'notifystart' | 'notifystop', signal?: AbortSignal): Promise<object> {
    return this.#call(`msg/${what}`, {}, CONFIG_MS, signal)
  }

  /** New messages; waits for some as long as the server likes. `cursor` is empty the first time. */
  updates(cursor: string, waitMs: number, signal?: AbortSignal): Promise<Updates> {
    return this.#call('getupdates', { get_updates_buf: cursor }, waitMs + POLL_GRACE_MS, signal)
  }

  send(msg: WeixinMessage): Promise<Sent> {
    return this.#call('sendmessage', { msg }, SEND_MS)
  }

  /** The ticket with which typing is shown to a user. */
  config(userId: string, contextToken: string | undefined): Promise<{ typing_ticket?: string }> {
    const body = { ilink_user_id: userId, ...(contextToken !== undefined && { context_token: contextToken }) }
    return this.#call('getconfig', body, CONFIG_MS)
  }

  typing(userId: string, ticket: string, status: number): Promise<object> {
    return this.#call('sendtyping', { ilink_user_id: userId, typing_ticket: ticket, status }, CONFIG_MS)
  }

  /** A place on the CDN for a file. */
  uploadPlace(file: object): Promise<UploadPlace> {
    return this.#call('getuploadurl', file, SEND_MS)
  }

  #call<Answer extends object>(path: string, body: object, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
    const { token, base } = this.#credentials
    return call(this.#transport, {
      what: path,
      url: `${base}/ilink/bot/${path}`,
      body: { ...body, base_info: { channel_version: PROTOCOL_VERSION, bot_agent: BOT_AGENT } },
      token,
      timeoutMs,
      signal,
    })
  }
}
