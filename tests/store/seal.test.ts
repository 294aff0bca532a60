import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deriveKey, Sealer } from '../../src/store/seal.ts'

const sealer = new Sealer(randomBytes(32))

describe('sealing', () => {
  it('opens to what was sealed, and never looks the same twice', () => {
    for (const plain of ['', '{"a":"守密 🙂"}', 'x'.repeat(100_000)]) {
      const sealed = sealer.seal('a', plain)
      expect(sealer.open('a', sealed)).toBe(plain)
      expect(sealer.seal('a', plain).equals(sealed)).toBe(false)
    }
  })

  it('opens for its owner and under its key only', () => {
    const sealed = sealer.seal('a', 'secret')
    expect(() => sealer.open('b', sealed)).toThrow(expect.objectContaining({ code: 'STORE_DOCUMENT' }))
    expect(() => new Sealer(randomBytes(32)).open('a', sealed)).toThrow(
      expect.objectContaining({ code: 'STORE_DOCUMENT' }),
    )
  })

  it('notices a change of any byte', () => {
    const sealed = sealer.seal('a', 'secret')
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed)
      changed[index] = (changed[index] ?? 0) ^ 0x80
      expect(() => sealer.open('a', changed)).toThrow(expect.objectContaining({ code: 'STORE_DOCUMENT' }))
    }
  })

  it('derives a different key for each purpose', () => {
    const master = randomBytes(32)
    expect(deriveKey(master, 'alias')).not.toEqual(deriveKey(master, 'owner/alias'))
    expect(deriveKey(master, 'alias')).toEqual(deriveKey(master, 'alias'))
  })
})
