import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { CODE_LENGTH, CODE_SIGNS, checkSign, isCode, selectorOf } from '../conversation/recovery-code.ts'
import type { StoredCode } from './document.ts'

/** scrypt's cost: about 32 MB and a tenth of a second for each try. */
const COST = 2 ** 15
const BLOCK = 8
const HASH_BYTES = 32
const SALT_BYTES = 16

/** Makes recovery codes and tells whether one is right; of a code nothing is kept but a slow, salted hash. */
export interface RecoveryCodes {
  make(now: number): Promise<{ readonly code: string; readonly stored: StoredCode }>
  /** Takes as long where there is nothing to compare with. */
  matches(code: string, stored: StoredCode | undefined): Promise<boolean>
}

export const recoveryCodes: RecoveryCodes = {
  async make(now) {
    const code = newCode()
    const salt = randomBytes(SALT_BYTES)
    const hash = await hashOf(code, salt, COST)
    const stored = { salt: salt.toString('base64'), hash: hash.toString('base64'), cost: COST }
    return { code, stored: { selector: selectorOf(code), ...stored, at: now } }
  },
  async matches(code, stored) {
    const salt = stored === undefined ? randomBytes(SALT_BYTES) : Buffer.from(stored.salt, 'base64')
    const hash = await hashOf(code, salt, stored?.cost ?? COST)
    return stored !== undefined && timingSafeEqual(hash, Buffer.from(stored.hash, 'base64'))
  },
}

function newCode(): string {
  for (;;) {
    const signs = Array.from({ length: CODE_LENGTH - 1 }, () => CODE_SIGNS.charAt(randomInt(CODE_SIGNS.length))).join(
      '',
    )
    const code = signs + checkSign(signs)
    if (isCode(code)) return code
  }
}

function hashOf(code: string, salt: Buffer, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: cost, r: BLOCK, p: 1, maxmem: 256 * cost * BLOCK }
    scrypt(code, salt, HASH_BYTES, options, (error, hash) => (error === null ? resolve(hash) : reject(error)))
  })
}
