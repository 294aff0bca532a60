/** A file as a channel hands it over, in pieces of `length` bytes. */
export async function* piecesOf(bytes: Uint8Array, length = 64 * 1024): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

/** A file whose transfer breaks off after its first pieces. */
export async function* broken(
  error: Error,
  ...pieces: readonly Uint8Array[]
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* pieces
  throw error
}

/** All of a file. */
export async function bytesOf(pieces: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces ?? []) all.push(piece)
  return Buffer.concat(all)
}
