import { createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { encrypt } from '../../../src/channel/puppets/ilink/cipher.ts'
import type { CdnMedia } from '../../../src/channel/puppets/ilink/protocol.ts'

interface Announced {
  readonly key: Buffer
  readonly rawSize: number
  readonly md5: string
  readonly encryptedSize: number
}

/** The file store of the fake: it takes only what was announced, and checks size, cipher and hash. */
export class FakeCdn {
  /** Statuses that the next requests get instead of what they want. */
  readonly faults: number[] = []
  /** The next downloads break off in the middle. */
  cuts = 0
  readonly #announced = new Map<string, Announced>()
  readonly #blobs = new Map<string, Buffer>()
  readonly #uploads = new Map<string, { readonly bytes: Buffer; readonly key: Buffer }>()

  announce(body: Record<string, unknown>): object {
    const { filekey, aeskey, rawsize, rawfilemd5, filesize } = body
    if (!/^[\da-f]{32}$/.test(String(aeskey)) || !/^[\da-f]{32}$/.test(String(filekey))) return { ret: -2 }
    this.#announced.set(String(filekey), {
      key: Buffer.from(String(aeskey), 'hex'),
      rawSize: Number(rawsize),
      md5: String(rawfilemd5),
      encryptedSize: Number(filesize),
    })
    return { ret: 0, upload_param: `place-${filekey}` }
  }

  upload(query: URLSearchParams, body: Buffer, response: ServerResponse): void {
    const fault = this.faults.shift()
    const wrong = fault === undefined ? this.#faultOf(query, body) : 'fault'
    if (wrong !== undefined) {
      response.writeHead(fault ?? 400, { 'x-error-message': wrong }).end()
      return
    }
    const announced = this.#announced.get(query.get('filekey') ?? '') as Announced
    const param = randomBytes(8).toString('hex')
    this.#uploads.set(param, { bytes: opened(announced.key, body), key: announced.key })
    response.writeHead(200, { 'x-encrypted-param': param }).end()
  }

  #faultOf(query: URLSearchParams, body: Buffer): string | undefined {
    const announced = this.#announced.get(query.get('filekey') ?? '')
    if (announced === undefined || query.get('encrypted_query_param') !== `place-${query.get('filekey')}`)
      return 'nothing announced'
    if (body.length !== announced.encryptedSize) return 'another size'
    const plain = opened(announced.key, body)
    if (plain.length !== announced.rawSize) return 'another plain size'
    return createHash('md5').update(plain).digest('hex') === announced.md5 ? undefined : 'another hash'
  }

  /** What a sent message's media is, if it was left here and its key opens it. */
  sentFile({ encrypt_query_param = '', aes_key = '' }: CdnMedia): Buffer | undefined {
    const upload = this.#uploads.get(encrypt_query_param)
    const key = Buffer.from(Buffer.from(aes_key, 'base64').toString('latin1'), 'hex')
    return upload?.key.equals(key) ? upload.bytes : undefined
  }

  /** Puts a file there that somebody sends; without a key it lies there as it is. */
  put(bytes: Buffer, key: Buffer | undefined): string {
    const param = randomBytes(8).toString('hex')
    this.#blobs.set(param, key === undefined ? bytes : encrypt(key, bytes))
    return param
  }

  download(query: URLSearchParams, response: ServerResponse): void {
    const blob = this.#blobs.get(query.get('encrypted_query_param') ?? '')
    const fault = this.faults.shift() ?? (blob === undefined ? 404 : undefined)
    if (fault !== undefined || blob === undefined) {
      response.writeHead(fault ?? 404).end()
      return
    }
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': blob.length })
    if (this.cuts > 0) {
      this.cuts--
      response.write(blob.subarray(0, Math.floor(blob.length / 2)), () => response.destroy())
    } else response.end(blob)
  }
}

function opened(key: Buffer, body: Buffer): Buffer {
  const decipher = createDecipheriv('aes-128-ecb', key, null)
  return Buffer.concat([decipher.update(body), decipher.final()])
}
