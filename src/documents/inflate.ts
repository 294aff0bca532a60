import type { Readable } from 'node:stream'

/**
 * All that comes out of an entry of a zip, counted as it comes: the size that a zip states is its maker's word.
 * Undefined when it is more than `most` bytes.
 */
export async function inflate(stream: Readable, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
