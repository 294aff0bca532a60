import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { StoreError } from '../errors.ts'
import { LruCache } from './lru.ts'

/** The first byte of a sealed value: how the rest is to be read. Another cipher or a second key gets another number. */
const FORMAT = 1
const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES
const KEPT_KEYS = 2_000

/** A 32-byte key for one purpose, so that no two purposes ever share key material. */
export function deriveKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `shoumi/${purpose}`, 32))
}

/**
 * Seals and opens the values of owners with AES-256-GCM: format byte, nonce, tag, ciphertext.
 *
 * Each owner has a derived key, and the owner's id is authenticated with the value, so that a value which was moved
 * to another owner's place does not open there.
 */
export class Sealer {
  readonly #master: Buffer
  readonly #keys = new LruCache<string, Buffer>(KEPT_KEYS)

  constructor(master: Buffer) {
    this.#master = master
  }

  seal(owner: string, plain: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, this.#keyOf(owner), nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(authenticated(owner))
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body])
  }

  /** Throws STORE_DOCUMENT if the value was changed, cut short, moved, or sealed with another key. */
  open(owner: string, sealed: Buffer): string {
    if (sealed.length < HEADER_BYTES || sealed[0] !== FORMAT) throw damaged(owner)
    const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
    const decipher = createDecipheriv(CIPHER, this.#keyOf(owner), nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(authenticated(owner))
    decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES))
    try {
      return decipher.update(sealed.subarray(HEADER_BYTES), undefined, 'utf8') + decipher.final('utf8')
    } catch (cause) {
      throw damaged(owner, cause)
    }
  }

  #keyOf(owner: string): Buffer {
    const known = this.#keys.get(owner)
    if (known) return known
    const key = deriveKey(this.#master, `owner/${owner}`)
    this.#keys.set(owner, key)
    return key
  }
}

/** The error for a value of this owner's that cannot be read; other owners are not concerned. */
export function damaged(owner: string, cause?: unknown): StoreError {
  return new StoreError(
    'STORE_DOCUMENT',
    `用户 ${owner} 的记录损坏了，读不出来，别人的不受影响。有备份就从备份恢复。`,
    cause,
  )
}

function authenticated(owner: string): Buffer {
  return Buffer.concat([Buffer.of(FORMAT), Buffer.from(owner, 'utf8')])
}
