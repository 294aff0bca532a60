import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decrypt, encrypt, encryptedSize, keyOf, writtenKey } from '../../../src/channel/puppets/ilink/cipher.ts'

const SEED = { seed: 20261130, numRuns: 60 }
const KEY = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

describe('a file', () => {
  it('comes back as it was, in whatever pieces it travels, and has the size that was announced', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 70 }), async (bytes, size) => {
        const sealed = encrypt(KEY, bytes)
        expect(sealed.length).toBe(encryptedSize(bytes.length))
        expect(await whole(decrypt(KEY, cut(sealed, size)))).toEqual(Buffer.from(bytes))
      }),
      SEED,
    )
  })

  it('is encrypted as the standard says', () => {
    // FIPS 197, appendix C.1: one block, without its padding.
    const plain = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
    expect(encrypt(KEY, plain).subarray(0, 16).toString('hex')).toBe('69c4e0d86a7b0430d8cdb78070b4c55a')
  })

  it('that was cut short, or has another key, is an error and not a wrong file', async () => {
    const sealed = encrypt(KEY, createHash('sha512').update('x').digest())
    await expect(whole(decrypt(KEY, cut(sealed.subarray(0, -5), 16)))).rejects.toThrow()
    await expect(whole(decrypt(Buffer.alloc(16, 1), cut(sealed, 16)))).rejects.toThrow()
  })
})

describe('the key of a received file', () => {
  it.each([
    ['16 bytes in base64', { aes_key: KEY.toString('base64') }, undefined],
    ['hex digits in base64', { aes_key: writtenKey(KEY) }, undefined],
    ["a picture's own, in hex, which wins", { aes_key: Buffer.alloc(16).toString('base64') }, KEY.toString('hex')],
  ])('is read from %s', (_, media, hex) => {
    expect(keyOf(media, hex)).toEqual(KEY)
  })

  it('may be none, and anything else is an error that does not show it', () => {
    expect(keyOf({})).toBeUndefined()
    expect(() => keyOf({ aes_key: 'c2VjcmV0' })).toThrow(/^the key of a received file is neither/)
  })
})
