import type { Readable } from 'node:stream'
import { type FileBoxInterface, FileBoxType } from 'file-box'
import { withDeadline } from './deadline.ts'

/**
 * A file in pieces, in order; throws when it breaks off, or when `left` (ms) comes to nothing before its end. Whoever
 * stops asking stops the transfer.
 */
export async function* boxPieces(
  box: FileBoxInterface,
  left: () => number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = await withDeadline<Readable>(box.toStream(), left())
  const source = box.type === FileBoxType.Uuid ? sourceOf(stream) : undefined
  source?.on('error', (error: Error) => stream.destroy(error))
  try {
    const pieces: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]()
    for (;;) {
      const next = await withDeadline(pieces.next(), left())
      if (next.done === true) return
      yield next.value
    }
  } finally {
    stream.destroy()
    source?.cancel?.()
  }
}

/** A gRPC stream can be cancelled; destroying it would leave the other side sending. */
type Source = Readable & { cancel?(): void }

/**
 * What is piped into a stream. A gateway's download comes as such a pair, and nobody listens for errors of the first,
 * so that a gateway that goes away in the middle would end the process. A stream tells its source only when it is
 * unpiped: that is what it does when it closes.
 */
function sourceOf(stream: Readable): Source | undefined {
  let source: Source | undefined
  stream.once('unpipe', (from: Source) => {
    source = from
  })
  stream.emit('close')
  stream.removeAllListeners('unpipe')
  source?.pipe(stream as unknown as NodeJS.WritableStream)
  return source
}
