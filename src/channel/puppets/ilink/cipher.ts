import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { CdnMedia } from './protocol.ts'

/** Prescribed by the protocol. It hides a file from whoever has only the CDN; it proves nothing about it. */
const CIPHER = 'aes-128-ecb'
const BLOCK = 16

/** How many bytes a file of `raw` bytes has when it is encrypted: PKCS#7 always adds at least one. */
export const encryptedSize = (raw: number): number => (Math.floor(raw / BLOCK) + 1) * BLOCK

export function encrypt(key: Buffer, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, null)
  return Buffer.concat([cipher.update(plain), cipher.final()])
}

/** The plain text in pieces as they come. Throws at the end if the ciphertext was cut or the key is another one. */
export async function* decrypt(
  key: Buffer,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decipher = createDecipheriv(CIPHER, key, null)
  for await (const piece of pieces) {
    const plain = decipher.update(piece)
    if (plain.length > 0) yield plain
  }
  const rest = decipher.final()
  if (rest.length > 0) yield rest
}

/** How a key is sent: base64 of its hex digits, which is what Tencent's own client sends. */
export const writtenKey = (key: Buffer): string => Buffer.from(key.toString('hex')).toString('base64')

/**
 * The key of a received file; undefined when it lies unencrypted on the CDN.
 *
 * @param hex a picture's own key, which wins
 * @throws Error for something that is no key
 */
export function keyOf(media: CdnMedia, hex?: string): Buffer | undefined {
  if (hex) return ofHex(hex)
  if (!media.aes_key) return undefined
  const bytes = Buffer.from(media.aes_key, 'base64')
  return bytes.length === BLOCK ? bytes : ofHex(bytes.toString('latin1'))
}

function ofHex(text: string): Buffer {
  if (!/^[\da-f]{32}$/i.test(text)) throw new Error('the key of a received file is neither 16 bytes nor 32 hex digits')
  return Buffer.from(text, 'hex')
}
