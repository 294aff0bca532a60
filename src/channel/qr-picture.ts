import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/** Pixels of one module, and the white modules around that scanners need. */
const SCALE = 8
const BORDER = 4
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/** A code as a PNG: a picture that can be passed on in a chat. Black and white, one bit a pixel. */
export function qrPicture(url: string): Buffer {
  const { data, size } = encode(url, { border: BORDER })
  const width = size * SCALE
  const lines = data.flatMap((row) => {
    const line = Buffer.concat([Buffer.of(0), bits(row, width)])
    return Array.from({ length: SCALE }, () => line)
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(width, 4)
  // One bit of grey; the rest is deflate, no filter and no interlace.
  header[8] = 1
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** One line of pixels, white where nothing is set. */
function bits(row: readonly boolean[], width: number): Buffer {
  const line = Buffer.alloc(Math.ceil(width / 8))
  for (let x = 0; x < width; x++) {
    if (!row[Math.floor(x / SCALE)]) line[x >> 3] = (line[x >> 3] ?? 0) | (0x80 >> (x & 7))
  }
  return line
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
