import { randomBytes } from 'node:crypto'
import type { Clock } from '../../../src/channel/puppets/ilink/clock.ts'

/** How long a code can be scanned, and a question for its state is held, ms. */
const TTL_MS = 300_000
const HOLD_MS = 35_000

export type QrStatus =
  | 'wait'
  | 'scaned'
  | 'confirmed'
  | 'expired'
  | 'need_verifycode'
  | 'verify_code_blocked'
  | 'scaned_but_redirect'
  | 'binded_redirect'

interface Code {
  readonly handle: string
  readonly madeAt: number
  readonly localTokens: readonly string[]
  status: QrStatus
  userId?: string
  verifyCode?: string
  wrongCodes: number
  redirect?: string
  changed: AbortController
}

/** The codes that the fake has handed out, and what people with phones do with them. */
export class FakeQr {
  readonly codes: Code[] = []
  /** Questions that are held. */
  held = 0
  /** The number that the phone shows to whoever scans; undefined: none is asked for. */
  verifyCode: string | undefined
  /** Where whoever scans is sent first. */
  redirect: string | undefined
  /** What was last said of each. */
  readonly #told = new Map<Code, QrStatus>()
  readonly #clock: Clock
  readonly #login: (userId: string) => object
  readonly #boundUserOf: (token: string) => string | undefined

  constructor(clock: Clock, login: (userId: string) => object, boundUserOf: (token: string) => string | undefined) {
    this.#clock = clock
    this.#login = login
    this.#boundUserOf = boundUserOf
  }

  make(localTokens: readonly string[]): object {
    const handle = randomBytes(12).toString('hex')
    this.codes.push({
      handle,
      madeAt: this.#clock.now(),
      localTokens,
      status: 'wait',
      wrongCodes: 0,
      changed: new AbortController(),
    })
    return { ret: 0, qrcode: handle, qrcode_img_content: `https://liteapp.weixin.qq.com/q/${handle}` }
  }

  /** The code that was made last. */
  get last(): Code {
    const code = this.codes.at(-1)
    if (code === undefined) throw new Error('no code was asked for')
    return code
  }

  /** Somebody holds the phone before a code: the last, or one by what was drawn. */
  scan(userId: string, drawn?: string): void {
    const code = this.codes.find(({ handle }) => drawn?.endsWith(handle)) ?? this.last
    code.userId = userId
    if (this.verifyCode !== undefined) code.verifyCode = this.verifyCode
    if (code.localTokens.some((token) => this.#boundUserOf(token) === userId)) this.#set(code, 'binded_redirect')
    else if (this.redirect !== undefined) {
      code.redirect = this.redirect
      this.#set(code, 'scaned_but_redirect')
    } else this.#set(code, code.verifyCode === undefined ? 'scaned' : 'need_verifycode')
  }

  /** They press the button. */
  confirm(userId: string): void {
    const code = this.codes.findLast((one) => one.userId === userId)
    if (code === undefined) throw new Error(`${userId} has scanned nothing`)
    this.#set(code, 'confirmed')
  }

  expire(): void {
    this.#set(this.last, 'expired')
  }

  async state(handle: string, typed: string | undefined, gone: AbortSignal): Promise<object> {
    const code = this.codes.find((one) => one.handle === handle)
    if (code === undefined) return { ret: -1, errmsg: 'no such qrcode' }
    if (typed !== undefined && code.status === 'need_verifycode') this.#check(code, typed)
    else if ((this.#told.get(code) ?? 'wait') === code.status && ['wait', 'scaned'].includes(code.status)) {
      const left = code.status === 'wait' ? Math.max(0, code.madeAt + TTL_MS - this.#clock.now()) : HOLD_MS
      this.held++
      await this.#clock.wait(Math.min(HOLD_MS, left), AbortSignal.any([code.changed.signal, gone]))
      this.held--
    }
    if (code.status === 'wait' && this.#clock.now() >= code.madeAt + TTL_MS) code.status = 'expired'
    this.#told.set(code, code.status)
    const answer = { ret: 0, status: code.status, ...this.#more(code) }
    if (code.status === 'scaned_but_redirect') code.status = 'scaned'
    return answer
  }

  #check(code: Code, typed: string): void {
    if (typed === code.verifyCode) this.#set(code, 'scaned')
    else if (++code.wrongCodes >= 3) this.#set(code, 'verify_code_blocked')
  }

  #more(code: Code): object {
    if (code.status === 'scaned_but_redirect') return { redirect_host: code.redirect }
    return code.status === 'confirmed' && code.userId !== undefined ? this.#login(code.userId) : {}
  }

  #set(code: Code, status: QrStatus): void {
    code.status = status
    code.changed.abort()
    code.changed = new AbortController()
  }
}
