import { ByteReader } from './byte-reader.ts'

/** What Snappy packed: a length, then pieces that stand there or were there before. Throws RangeError if it was not. */
export function unpackSnappy(packed: Buffer): Buffer {
  const reader = new ByteReader(packed)
  const unpacked = Buffer.alloc(reader.varint())
  let at = 0
  while (reader.left > 0) {
    const tag = reader.byte()
    const high = tag >>> 2
    if ((tag & 3) === 0) {
      const literal = reader.take((high < 60 ? high : little(reader.take(high - 59))) + 1)
      if (literal.copy(unpacked, at) !== literal.length) throw new RangeError('more than was said')
      at += literal.length
    } else {
      const isShort = (tag & 3) === 1
      const length = isShort ? (high & 7) + 4 : high + 1
      const back = isShort ? (tag >>> 5) * 256 + reader.byte() : little(reader.take((tag & 3) === 2 ? 2 : 4))
      if (back === 0 || back > at || at + length > unpacked.length) throw new RangeError('a copy of nothing')
      // A copy may run into what it makes: byte by byte.
      for (const end = at + length; at < end; at++) unpacked[at] = unpacked[at - back] as number
    }
  }
  if (at !== unpacked.length) throw new RangeError('less than was said')
  return unpacked
}

const little = (bytes: Buffer): number => bytes.readUIntLE(0, bytes.length)
