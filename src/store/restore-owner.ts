import { StoreError } from '../errors.ts'
import type { OwnerDocument } from './document.ts'
import { serialize, unsealed } from './document-adapter.ts'
import {
  asideKey,
  asideRange,
  documentKey,
  ENTRY_PREFIXES,
  entryKeys,
  erasedOwnerKey,
  prefixRange,
} from './keyspace.ts'
import { LevelDatabase } from './level-database.ts'
import type { Operation } from './ordered-database.ts'
import { readBackup } from './read-backup.ts'
import { Sealer } from './seal.ts'
import { settleHeader } from './store-header.ts'

export interface RestoreOwnerOptions {
  readonly file: string
  /** STATE_DIR. */
  readonly dir: string
  readonly key: Buffer
  readonly owner: string
  readonly now: number
}

/** What came of it. */
export interface RestoredOwner {
  /** When the backup was made, epoch ms. */
  readonly madeAt: number
  /** What the owner had since was put aside, as it is. */
  readonly replaced: boolean
}

/**
 * Brings one owner's document back from a backup, with all that leads to it, in one batch. What they have now is put
 * aside; what had been put aside before, because it could not be read, is dropped. Messages taken since stay taken, and
 * replies that waited when the backup was made are not said again.
 *
 * Rejects, having changed nothing, with STORE_IO if the backup has no such document or the owner was erased, with
 * STORE_DOCUMENT if it cannot be read there either, and as opening a database and reading a backup do.
 */
export async function restoreOwner({ file, dir, key, owner, now }: RestoreOwnerOptions): Promise<RestoredOwner> {
  const place = documentKey(owner)
  let sealed: Buffer | undefined
  const { madeAt } = await readBackup(file, key, async (entries) => {
    sealed = entries.find(([entry]) => entry === place)?.[1] ?? sealed
  })
  if (sealed === undefined)
    throw new StoreError('STORE_IO', `备份里没有 ${owner} 的记录。编号写全了吗？或者换一份备份。`)
  const sealer = new Sealer(key)
  const kept: OwnerDocument = JSON.parse(unsealed(sealer, owner, sealed).json)

  const database = await LevelDatabase.open(dir)
  try {
    const { aliasSecret } = await settleHeader(database, key, now)
    if ((await database.get(erasedOwnerKey(aliasSecret, owner))) !== undefined)
      throw new StoreError('STORE_IO', `${owner} 在那以后删过数据，不能拿回来。`)
    const current = await database.get(place)
    const since = current && readable(sealer, owner, current)
    const document: OwnerDocument = {
      ...kept,
      taken: [...new Set([...kept.taken, ...(since?.taken ?? [])])],
      watermark: Math.max(kept.watermark, since?.watermark ?? 0),
      nextSeq: Math.max(kept.nextSeq, since?.nextSeq ?? 0),
      outbox: [],
    }
    const keys = entryKeys(document, aliasSecret)
    const ranges = await Promise.all(ENTRY_PREFIXES.map((prefix) => database.entries(prefixRange(prefix))))
    const gone = ranges.flat().flatMap(([entry, leadsTo]) => (String(leadsTo) === owner ? [entry] : []))
    const before = (await database.entries(asideRange(owner))).map(([entry]) => entry)
    const json = serialize({ keys, json: JSON.stringify(document) })
    await database.write(
      [
        ...[...gone, ...before].map((entry): Operation => ({ type: 'del', key: entry })),
        ...(current === undefined ? [] : [put(asideKey(owner, now), current)]),
        put(place, sealer.seal(owner, json)),
        ...keys.map((entry) => put(entry, Buffer.from(owner))),
      ],
      true,
    )
    return { madeAt, replaced: current !== undefined }
  } finally {
    await database.close()
  }
}

function readable(sealer: Sealer, owner: string, sealed: Buffer): OwnerDocument | undefined {
  try {
    return JSON.parse(unsealed(sealer, owner, sealed).json)
  } catch {
    return undefined
  }
}

const put = (key: string, value: Buffer): Operation => ({ type: 'put', key, value })
