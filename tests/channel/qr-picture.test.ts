import { crc32, inflateSync } from 'node:zlib'
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrPicture } from '../../src/channel/qr-picture.ts'

const URL = 'https://liteapp.weixin.qq.com/q/7GiQu1?qrcode=5b2f&bot_type=3'

function chunks(png: Buffer): readonly { type: string; body: Buffer; isWhole: boolean }[] {
  const found = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const named = png.subarray(at + 4, at + 8 + length)
    const isWhole = png.readUInt32BE(at + 8 + length) === crc32(named)
    found.push({ type: named.toString('latin1', 0, 4), body: named.subarray(4), isWhole })
    at += 12 + length
  }
  return found
}

test('a code is a whole PNG whose modules are those of the code, with a white border', () => {
  const png = qrPicture(URL)
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  const parts = chunks(png)
  expect(parts.map(({ type, isWhole }) => [type, isWhole])).toEqual([
    ['IHDR', true],
    ['IDAT', true],
    ['IEND', true],
  ])
  const [header, pixels] = parts.map(({ body }) => body)
  const width = header?.readUInt32BE(0) ?? 0
  expect(header?.subarray(8)).toEqual(Buffer.from([1, 0, 0, 0, 0]))
  const { data, size } = encode(URL, { border: 4 })
  const scale = width / size
  expect(scale).toBeGreaterThanOrEqual(6)
  const lines = inflateSync(pixels ?? Buffer.alloc(0))
  const lineBytes = 1 + Math.ceil(width / 8)
  expect(lines.length).toBe(width * lineBytes)
  const isBlack = (x: number, y: number) => (((lines[y * lineBytes + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 0
  for (let y = 0; y < width; y++) {
    expect(lines[y * lineBytes]).toBe(0)
    for (let x = 0; x < width; x++) {
      const meant = data[Math.floor(y / scale)]?.[Math.floor(x / scale)]
      if (isBlack(x, y) !== meant) expect([x, y, isBlack(x, y)]).toEqual([x, y, meant])
    }
  }
  expect(isBlack(0, 0)).toBe(false)
})
