/** Reads little-endian numbers and lengths one after the other. Throws RangeError at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Buffer
  #at: number

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    const value = this.#bytes.readUInt8(this.#at)
    this.#at++
    return value
  }

  /** A number in groups of seven bits; what does not fit into 53 bits is not exact. */
  varint(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }

  take(length: number): Buffer {
    if (length > this.left) throw new RangeError('the bytes end before that')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }
}
