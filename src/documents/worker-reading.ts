import { memoryUsage } from 'node:process'
import { Worker } from 'node:worker_threads'
import { ShoumiError } from '../errors.ts'
import { type DocumentReading, type PackagedKind, unreadable } from './reading.ts'
import type { Work } from './work.ts'

/** Reading files does not work at all: a package is missing, or a worker cannot be started. */
export class DocumentError extends ShoumiError {
  readonly code = 'DOCUMENTS'
}

export interface Reading {
  readonly kind: PackagedKind
  readonly bytes: Uint8Array
  readonly maxCharacters: number
  readonly timeoutMs: number
  readonly memoryMb: number
}

/** How often the process is weighed while a file is read, ms. */
const WEIGHING = 50
const MEGABYTE = 1024 * 1024
/** What a worker takes before it has read anything, in megabytes: a JavaScript engine, the parser, the loader. */
const WORKER_ITSELF = 128

/**
 * Reads one file in a worker of its own and ends it, on an answer, at the deadline, or when it takes too much memory.
 *
 * The engine limits a worker's objects, but not its buffers, and it is a buffer that a bomb inside a PDF unfolds into.
 * So the whole process is weighed too; a worker under which it grows beyond the limit is ended.
 *
 * @throws DocumentError if the worker fails before it has begun
 */
export async function startReading(reading: Reading, cancelled: AbortSignal): Promise<DocumentReading> {
  if (cancelled.aborted) return unreadable('tooSlow')
  const bytes = Uint8Array.from(reading.bytes)
  const work: Work = { kind: reading.kind, bytes, maxCharacters: reading.maxCharacters }
  const mostMemory = memoryUsage.rss() + (WORKER_ITSELF + reading.memoryMb) * MEGABYTE
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    workerData: work,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: reading.memoryMb },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()

  const { promise, resolve, reject } = withResolvers<DocumentReading>()
  const deadline = setTimeout(() => resolve(unreadable('tooSlow')), reading.timeoutMs)
  const scales = setInterval(() => {
    if (memoryUsage.rss() > mostMemory) resolve(unreadable('tooLarge'))
  }, WEIGHING)
  const cancel = (): void => resolve(unreadable('tooSlow'))
  cancelled.addEventListener('abort', cancel)
  let hasBegun = false
  worker.on('message', (message: 'ready' | DocumentReading) => {
    if (message === 'ready') hasBegun = true
    else resolve(message)
  })
  const fail = (error?: unknown): void => {
    if (isOutOfMemory(error)) resolve(unreadable('tooLarge'))
    else if (hasBegun) resolve(unreadable('damaged'))
    else reject(new DocumentError('the worker that reads files does not start', error))
  }
  worker.on('error', fail)
  worker.on('exit', () => fail())
  try {
    return await promise
  } finally {
    clearTimeout(deadline)
    clearInterval(scales)
    cancelled.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

function withResolvers<T>(): {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (error: Error) => void
} {
  let resolve: (value: T) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<T>((settle, fail) => {
    resolve = settle
    reject = fail
  })
  return { promise, resolve, reject }
}
