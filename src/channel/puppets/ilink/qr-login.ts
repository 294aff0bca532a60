import type { QrClient } from './client.ts'
import type { Clock } from './clock.ts'
import { IlinkError } from './ilink-error.ts'
import type { QrState } from './protocol.ts'

/** Between two questions for the state, ms. */
const AGAIN_MS = 1_000
/** How many codes are drawn before nobody seems to be there. */
const CODES = 3
/** How often in a row a question may be refused before the code is given up. */
const REFUSALS = 5

/** What to show whoever holds the phone. `url` is what is drawn. */
export interface ScanStep {
  readonly step: 'waiting' | 'scanned' | 'verify' | 'confirmed' | 'expired'
  readonly url: string
}

export interface Login {
  readonly userId: string
  readonly botId: string
  readonly token: string
  readonly base: string
}

export interface QrLoginParts {
  readonly client: QrClient
  readonly clock: Clock
  /** The tokens that are there already: who is bound by one of them is told so, and keeps it. */
  readonly tokens: readonly string[]
  /** May a login's own host be called? */
  trusts(url: URL): boolean
  show(step: ScanStep): void
  /** Asks for the number that the phone shows; undefined: nobody can be asked. */
  verifyCode?: ((signal: AbortSignal) => Promise<string | undefined>) | undefined
  readonly signal: AbortSignal
}

/** How asking for a login ended. `known`: whoever scanned is bound already. */
export type LoginEnd =
  | { readonly end: 'login'; readonly login: Login }
  | { readonly end: 'known' | 'nobody' | 'stopped' }

/** Draws a code and waits until somebody has scanned it and said yes; three times, if it has to be. */
export async function logInByQr(parts: QrLoginParts): Promise<LoginEnd> {
  for (let codes = 0; codes < CODES; codes++) {
    const code = await parts.client.code(parts.tokens, parts.signal)
    if (parts.signal.aborted) return { end: 'stopped' }
    if (!code.qrcode || !code.qrcode_img_content) throw new IlinkError('malformed', 'get_bot_qrcode')
    const end = await follow(parts, code.qrcode, code.qrcode_img_content)
    if (end !== 'again') return end
  }
  return { end: 'nobody' }
}

async function follow(parts: QrLoginParts, handle: string, url: string): Promise<LoginEnd | 'again'> {
  const { client, clock, signal, show } = parts
  let host: string | undefined
  let typed: string | undefined
  let refusals = 0
  show({ step: 'waiting', url })
  while (!signal.aborted) {
    const state = await client.state(handle, typed, host, signal).catch((error: unknown): QrState => {
      const isRefused = error instanceof IlinkError && error.kind === 'refused'
      refusals = isRefused ? refusals + 1 : 0
      return { status: refusals < REFUSALS ? 'wait' : 'expired' }
    })
    if (signal.aborted) break
    typed = undefined
    switch (state.status) {
      case 'confirmed':
        show({ step: 'confirmed', url })
        return { end: 'login', login: loginOf(state, parts) }
      case 'binded_redirect':
        show({ step: 'confirmed', url })
        return { end: 'known' }
      case 'expired':
      case 'verify_code_blocked':
        show({ step: 'expired', url })
        return 'again'
      case 'scaned_but_redirect':
        host = trusted(hostUrl(state.redirect_host), parts)
        break
      case 'scaned':
        show({ step: 'scanned', url })
        break
      case 'need_verifycode':
        show({ step: 'verify', url })
        typed = await parts.verifyCode?.(signal)
        if (typed !== undefined) continue
        break
    }
    await clock.wait(AGAIN_MS, signal)
  }
  return { end: 'stopped' }
}

function loginOf({ bot_token, ilink_bot_id, ilink_user_id, baseurl }: QrState, parts: QrLoginParts): Login {
  if (!bot_token || !ilink_bot_id || !ilink_user_id || !baseurl) throw new IlinkError('malformed', 'get_qrcode_status')
  return { token: bot_token, botId: ilink_bot_id, userId: ilink_user_id, base: trusted(baseurl, parts) }
}

const hostUrl = (host = ''): string => (host.includes('://') ? host : `https://${host}`)

function trusted(url: string, { trusts }: QrLoginParts): string {
  if (!URL.canParse(url) || !trusts(new URL(url))) throw new IlinkError('malformed', 'get_qrcode_status')
  return url.replace(/\/+$/, '')
}
