const POLYNOMIAL = 0x82f63b78
const MASK_DELTA = 0xa282ead8

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
  return crc
})

/** CRC-32C, as LevelDB stores it, of bytes that come one after the other. */
export class Crc32c {
  #crc = 0xffffffff

  add(byte: number): void {
    this.#crc = (this.#crc >>> 8) ^ (TABLE[(this.#crc ^ byte) & 0xff] as number)
  }

  get masked(): number {
    return masked(this.#crc)
  }
}

/** The same of bytes that are all there. */
export function maskedCrc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let index = 0; index < bytes.length; index++) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[index] as number)) & 0xff] as number)
  }
  return masked(crc)
}

/** Rotated and shifted, so that a checksum of checksums is no special case. */
function masked(state: number): number {
  const crc = ~state >>> 0
  return (((crc >>> 15) | (crc << 17)) + MASK_DELTA) >>> 0
}
