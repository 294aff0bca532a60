import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ByteReader } from './byte-reader.ts'
import { ioError } from './io-error.ts'
import { TABLE } from './level-files.ts'
import { readLog } from './level-logs.ts'
import { readTable } from './level-tables.ts'

/** The last eight bytes of a key in a table: the number of the write, and whether it wrote (1) or deleted (0). */
const TAG_BYTES = 8
/** A log's record: the number of its first write, how many there are, and then these. */
const BATCH_HEADER_BYTES = 12
const WROTE = 1

/** The newest of each key that can be read with a right checksum. */
export type Salvaged = ReadonlyMap<string, Buffer>

/**
 * Reads what can be read of a damaged database, and changes nothing. LevelDB's own repair looks at no checksum, and ends
 * the process at some damages, so it is not asked. All that was salvaged is held in memory. Rejects with STORE_IO.
 */
export async function salvage(folder: string): Promise<Salvaged> {
  const newest = new Map<string, { readonly number: bigint; readonly value: Buffer | undefined }>()
  const note = (key: string, number: bigint, value: Buffer | undefined): void => {
    const known = newest.get(key)
    if (known === undefined || known.number < number) newest.set(key, { number, value })
  }
  try {
    for (const name of await readdir(folder)) {
      const isLog = name.endsWith('.log')
      if (!isLog && !TABLE.test(name)) continue
      const bytes = await readFile(join(folder, name))
      if (isLog) for (const record of readLog(bytes).records) noteBatch(record, note)
      else {
        for (const [key, value] of readTable(bytes).entries()) {
          const tag = key.readBigUInt64LE(key.length - TAG_BYTES)
          const isThere = Number(tag & 0xffn) === WROTE
          note(key.toString('utf8', 0, key.length - TAG_BYTES), tag >> 8n, isThere ? Buffer.from(value) : undefined)
        }
      }
    }
  } catch (cause) {
    throw ioError(`从 ${folder} 往外救数据`, cause)
  }
  return new Map([...newest].flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value] as const])))
}

function noteBatch(record: Buffer, note: (key: string, number: bigint, value: Buffer | undefined) => void): void {
  let number = record.readBigUInt64LE(0)
  for (const reader = new ByteReader(record, BATCH_HEADER_BYTES); reader.left > 0; number++) {
    const isThere = reader.byte() === WROTE
    const key = reader.take(reader.varint()).toString()
    note(key, number, isThere ? Buffer.from(reader.take(reader.varint())) : undefined)
  }
}
