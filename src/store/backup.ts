import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StoreError } from '../errors.ts'
import { frameOwner, HEADLINE, type Piece } from './backup-format.ts'
import { ioError } from './io-error.ts'
import type { OrderedDatabase } from './ordered-database.ts'
import { isThere, syncFolder } from './private-folder.ts'
import { Sealer } from './seal.ts'

/**
 * Writes the whole database, as it is at one moment, into one new file, mode 0600, and resolves with the number of
 * documents.
 *
 * The keys are sealed, too, and each piece at its place, so that nothing can be read, cut out or swapped without the
 * key. The file has its name only when it is whole. Rejects with STORE_IO.
 */
export async function writeBackup(
  database: OrderedDatabase,
  { file, key, now }: { readonly file: string; readonly key: Buffer; readonly now: number },
): Promise<number> {
  if (await isThere(file)) throw new StoreError('STORE_IO', `${file} 已经有了，不覆盖。请换个名字。`)
  const part = `${file}.part`
  try {
    await rm(part, { force: true })
    const handle = await open(part, 'wx', 0o600)
    let documents: number
    try {
      documents = await write(handle, database, new Sealer(key), now)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, file)
    await syncFolder(dirname(file))
    return documents
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {})
    throw cause instanceof StoreError ? cause : ioError(`写备份 ${file} `, cause)
  }
}

async function write(handle: FileHandle, database: OrderedDatabase, sealer: Sealer, now: number): Promise<number> {
  const id = randomBytes(16).toString('hex')
  let index = 0
  let documents = 0
  const add = async (piece: Piece): Promise<void> => {
    const sealed = sealer.seal(frameOwner(id, index++), JSON.stringify(piece))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length)
    await handle.write(Buffer.concat([length, sealed]))
  }
  await handle.write(`${HEADLINE}${id}\n`)
  await add({ kind: 'begin', madeAt: now })
  for await (const entries of database.snapshot()) {
    documents += entries.filter(([key]) => key.startsWith('doc!')).length
    await add({ kind: 'entries', entries: entries.map(([key, value]) => [key, value.toString('base64')]) })
  }
  await add({ kind: 'end', documents })
  return documents
}
