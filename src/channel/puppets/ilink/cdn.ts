import { createHash, randomBytes } from 'node:crypto'
import { decrypt, encrypt, encryptedSize, keyOf, writtenKey } from './cipher.ts'
import type { BotClient } from './client.ts'
import { IlinkError } from './ilink-error.ts'
import type { CdnMedia } from './protocol.ts'
import { type Transport, within } from './transport.ts'

const UPLOAD_MS = 120_000
/** How long the CDN may take to begin, ms; how long the whole may take is for whoever reads to say. */
const DOWNLOAD_MS = 30_000
/** The server's faults may pass; ours do not. */
const TRIES = 3
const RETRY_MS = 1_000

/** A file that lies on the CDN. */
export interface Uploaded {
  readonly media: CdnMedia
  readonly key: Buffer
  readonly rawSize: number
  readonly encryptedSize: number
  /** MD5 of the plain file, hex. */
  readonly md5: string
}

/** Leaves files on the CDN, encrypted, and fetches them from there. */
export class Cdn {
  readonly #transport: Transport
  readonly #base: string

  constructor(transport: Transport, base: string) {
    this.#transport = transport
    this.#base = base
  }

  /** Encrypts a file and leaves it there for a user. In one piece: its hash and size are asked before. */
  async upload(client: BotClient, to: string, mediaType: number, bytes: Uint8Array): Promise<Uploaded> {
    const key = randomBytes(16)
    const fileKey = randomBytes(16).toString('hex')
    const md5 = createHash('md5').update(bytes).digest('hex')
    const size = encryptedSize(bytes.length)
    const place = await client.uploadPlace({
      filekey: fileKey,
      media_type: mediaType,
      to_user_id: to,
      rawsize: bytes.length,
      rawfilemd5: md5,
      filesize: size,
      no_need_thumb: true,
      aeskey: key.toString('hex'),
    })
    const url = this.#uploadUrl(place.upload_full_url, place.upload_param, fileKey)
    const param = await this.#post(url, encrypt(key, bytes))
    const media = { encrypt_query_param: param, aes_key: writtenKey(key), encrypt_type: 1 }
    return { media, key, rawSize: bytes.length, encryptedSize: size, md5 }
  }

  /** A file in pieces, decrypted. Nothing is fetched before the first is asked for; who stops asking stops the transfer. */
  async *download(media: CdnMedia, hexKey?: string): AsyncGenerator<Uint8Array, void, undefined> {
    const what = 'cdn download'
    const key = keyOf(media, hexKey)
    const query = new URLSearchParams({ encrypted_query_param: media.encrypt_query_param ?? '' })
    const url = this.#trusted(media.full_url, what) ?? `${this.#base}/download?${query}`
    const given = new AbortController()
    const body = await within(this.#transport, { what, timeoutMs: DOWNLOAD_MS }, async (late) => {
      const stop = (): void => given.abort()
      late.addEventListener('abort', stop)
      const response = await this.#transport.fetch(url, { signal: given.signal })
      late.removeEventListener('abort', stop)
      if (!response.ok || response.body === null) throw new IlinkError('http', what, { status: response.status })
      return response.body
    })
    try {
      const pieces = body as unknown as AsyncIterable<Uint8Array>
      yield* key === undefined ? pieces : decrypt(key, pieces)
    } finally {
      given.abort()
    }
  }

  #uploadUrl(fullUrl: string | undefined, param: string | undefined, fileKey: string): string {
    const url = this.#trusted(fullUrl, 'getuploadurl')
    if (url !== undefined) return url
    if (!param) throw new IlinkError('malformed', 'getuploadurl')
    return `${this.#base}/upload?${new URLSearchParams({ encrypted_query_param: param, filekey: fileKey })}`
  }

  #trusted(url: string | undefined, what: string): string | undefined {
    if (!url) return undefined
    if (URL.canParse(url) && this.#transport.trusts(new URL(url))) return url
    throw new IlinkError('malformed', what)
  }

  async #post(url: string, body: Buffer): Promise<string> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#postOnce(url, body)
      } catch (error) {
        const status = error instanceof IlinkError ? error.status : null
        if (status === null || status < 500 || tries === TRIES) throw error
        await this.#transport.clock.wait(RETRY_MS * tries)
      }
    }
  }

  #postOnce(url: string, body: Buffer): Promise<string> {
    const what = 'cdn upload'
    return within(this.#transport, { what, timeoutMs: UPLOAD_MS }, async (signal) => {
      const headers = { 'Content-Type': 'application/octet-stream' }
      const response = await this.#transport.fetch(url, { method: 'POST', headers, body, redirect: 'error', signal })
      await response.body?.cancel()
      const param = response.headers.get('x-encrypted-param')
      if (!response.ok) throw new IlinkError('http', what, { status: response.status })
      if (!param) throw new IlinkError('malformed', what)
      return param
    })
  }
}
