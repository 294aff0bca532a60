import { StoreError } from '../errors.ts'
import { ASIDE, prefixRange } from './keyspace.ts'
import { LevelDatabase } from './level-database.ts'
import type { Operation } from './ordered-database.ts'
import { Sealer } from './seal.ts'
import { aliasSecretOf, fits, keyed, keyFits, ROTATING_KEY, wrongKey } from './store-header.ts'

const DOCUMENTS = 'doc!'

export interface RotateOptions {
  /** STATE_DIR. */
  readonly dir: string
  readonly from: Buffer
  readonly to: Buffer
  /** Seals anew what lies beside the database under the same key; while it does, no bot opens the database. */
  readonly beside?: () => Promise<void>
  /** Aborted: stop where it can be taken up again. */
  readonly signal?: AbortSignal
  /** So many documents have been gone through. */
  readonly onProgress?: (documents: number) => void
}

/** What came of a rotation. */
export interface Rotated {
  /** False: it was stopped, and has to be run again with the same two keys. */
  readonly finished: boolean
  /** Documents that this run sealed anew. */
  readonly resealed: number
  /** Documents that neither key opens; they are left as they are. */
  readonly unreadable: number
}

/**
 * Seals every document with another key.
 *
 * It can be cut short at any moment and run again: a mark is written first, and while it stands no bot opens the
 * database; each document is under one of the two keys; the mark goes together with the old key's proof. In the end all
 * files are rewritten, so that nothing is left on the disk that the old key opens.
 *
 * Rejects with STORE_KEY, having changed nothing, if neither key is the database's, or if the last run was with another
 * new key; with STORE_LOCKED while a bot is running.
 */
export async function rotateKey(options: RotateOptions): Promise<Rotated> {
  const database = await LevelDatabase.open(options.dir)
  try {
    const [from, to] = [new Sealer(options.from), new Sealer(options.to)]
    if ((await keyFits(database, to)) === true) {
      await options.beside?.()
      await database.compactAll()
      return { finished: true, resealed: 0, unreadable: 0 }
    }
    if ((await keyFits(database, from)) !== true) throw wrongKey()
    await mark(database, to)
    const aliasSecret = await aliasSecretOf(database, options.from)
    const done = await reseal(database, from, to, options)
    if (!done.finished) return done
    await options.beside?.()
    await database.write([...keyed(to, aliasSecret), { type: 'del', key: ROTATING_KEY }], true)
    await database.compactAll()
    return done
  } finally {
    await database.close()
  }
}

async function mark(database: LevelDatabase, to: Sealer): Promise<void> {
  const before = await database.get(ROTATING_KEY)
  if (before && !fits(to, before, ROTATING_KEY)) {
    throw new StoreError(
      'STORE_KEY',
      '上次换到一半的，不是这把新钥匙（数据没动）。请用上次那把新钥匙接着换；它在 SHOUMI_NEW_KEY 或 STATE_DIR 的 key.new 里。',
    )
  }
  if (!before) {
    await database.write([{ type: 'put', key: ROTATING_KEY, value: to.seal(ROTATING_KEY, '') }], true)
  }
}

/** The documents, and those that were put aside: some of these are sealed well. */
async function* sealedEntries(database: LevelDatabase): AsyncGenerator<readonly [string, Buffer][]> {
  yield* database.snapshot(prefixRange(DOCUMENTS))
  yield* database.snapshot(prefixRange(ASIDE))
}

async function reseal(
  database: LevelDatabase,
  from: Sealer,
  to: Sealer,
  { signal, onProgress }: RotateOptions,
): Promise<Rotated> {
  let seen = 0
  let resealed = 0
  let unreadable = 0
  for await (const entries of sealedEntries(database)) {
    if (signal?.aborted) return { finished: false, resealed, unreadable }
    const operations: Operation[] = []
    for (const [key, value] of entries) {
      const [, owner = ''] = key.split('!', 2)
      if (fits(to, value, owner)) continue
      if (fits(from, value, owner))
        operations.push({ type: 'put', key, value: to.seal(owner, from.open(owner, value)) })
      else unreadable++
    }
    if (operations.length > 0) await database.write(operations, true)
    resealed += operations.length
    seen += entries.length
    onProgress?.(seen)
  }
  return { finished: true, resealed, unreadable }
}
