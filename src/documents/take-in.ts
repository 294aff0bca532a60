import { createHash } from 'node:crypto'

/** A file that went by: what identifies it, and the file itself if it was short enough to be kept for reading. */
export interface TakenIn {
  /** Bytes. */
  readonly size: number
  /** SHA-256, in hexadecimal. */
  readonly sha256: string
  readonly bytes: Uint8Array | null
}

/**
 * Looks at a file piece by piece. Nothing is written, and no more than `keepBytes` are ever in memory, so that a film
 * can be identified, and a hostile file is given up after `maxBytes`.
 *
 * @throws whatever the pieces throw
 */
export async function takeIn(
  pieces: AsyncIterable<Uint8Array>,
  { maxBytes, keepBytes }: { readonly maxBytes: number; readonly keepBytes: number },
): Promise<TakenIn | 'tooLarge'> {
  const hash = createHash('sha256')
  let kept: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > maxBytes) return 'tooLarge'
    hash.update(piece)
    if (size <= keepBytes) kept.push(piece)
    else kept = []
  }
  return { size, sha256: hash.digest('hex'), bytes: size <= keepBytes ? Buffer.concat(kept) : null }
}
