import { ByteReader } from './byte-reader.ts'
import { Crc32c, maskedCrc32c } from './crc32c.ts'
import { unpackSnappy } from './snappy.ts'

const FOOTER_BYTES = 48
const MAGIC = Buffer.from('57fb808b247547db', 'hex')
const SNAPPY = 1
/** What stands behind each block: its type, and the checksum of both. */
const TRAILER_BYTES = 5

/** One key of a table as LevelDB has it: with the number of the write, and whether that wrote or deleted. */
export type Entry = readonly [internalKey: Buffer, value: Buffer]

/** What can be read of a table. */
export interface TableContents {
  /** Every block is as it was written. */
  readonly isWhole: boolean
  /** The entries of the blocks that are. */
  entries(): Generator<Entry>
}

/**
 * Reads a table of LevelDB and looks at all its checksums. LevelDB itself does not when it reads: a key in which a bit was
 * turned is simply not found, which looks like somebody who never was there, and some damages end the whole process.
 */
export function readTable(bytes: Buffer): TableContents {
  const index = indexOf(bytes)
  const found = index?.handles.map((handle) => checked(bytes, handle)) ?? blocksInOrder(bytes)
  const blocks = found.filter((block) => block !== undefined)
  return {
    isWhole: index?.isMetaWhole === true && blocks.length === found.length,
    *entries() {
      for (const block of blocks) yield* attempt(() => [...entriesOf(unpacked(block))]) ?? []
    },
  }
}

interface Index {
  /** Where each block of entries is. */
  readonly handles: readonly Buffer[]
  /** What helps to find keys is as it was written, too. */
  readonly isMetaWhole: boolean
}

/** Undefined if the table does not end as it should, so that nobody knows where its blocks are. */
function indexOf(bytes: Buffer): Index | undefined {
  return attempt(() => {
    if (!bytes.subarray(-MAGIC.length).equals(MAGIC)) return undefined
    const footer = new ByteReader(bytes.subarray(-FOOTER_BYTES))
    const places = [0, 1].map(() => [footer.varint(), footer.varint()] as const)
    const [meta, index] = places.map((place) => blockAt(bytes, ...place))
    if (index === undefined) return undefined
    const handles = [...entriesOf(unpacked(index))].map(([, handle]) => handle)
    const metaHandles = meta && [...entriesOf(unpacked(meta))].map(([, handle]) => handle)
    return { handles, isMetaWhole: metaHandles?.every((handle) => checked(bytes, handle) !== undefined) ?? false }
  })
}

/** The block that a handle leads to, with its type; undefined if its checksum is another. */
function checked(bytes: Buffer, handle: Buffer): Buffer | undefined {
  return attempt(() => {
    const reader = new ByteReader(handle)
    return blockAt(bytes, reader.varint(), reader.varint())
  })
}

function blockAt(bytes: Buffer, offset: number, size: number): Buffer | undefined {
  const withType = new ByteReader(bytes, offset).take(size + 1)
  return bytes.readUInt32LE(offset + size + 1) === maskedCrc32c(withType) ? withType : undefined
}

/** Blocks from the beginning on, each found by its checksum, as far as they can be read. */
function blocksInOrder(bytes: Buffer): Buffer[] {
  const blocks: Buffer[] = []
  for (let start = 0; ; ) {
    const crc = new Crc32c()
    let end = start
    do {
      if (end + TRAILER_BYTES > bytes.length) return blocks
      crc.add(bytes[end++] as number)
    } while ((bytes[end - 1] as number) > SNAPPY || bytes.readUInt32LE(end) !== crc.masked)
    blocks.push(bytes.subarray(start, end))
    start = end + TRAILER_BYTES - 1
  }
}

function unpacked(withType: Buffer): Buffer {
  const content = withType.subarray(0, -1)
  return withType.at(-1) === SNAPPY ? unpackSnappy(content) : content
}

/** Each key is shortened by what it shares with the one before. */
function* entriesOf(content: Buffer): Generator<Entry> {
  const restarts = content.readUInt32LE(content.length - 4)
  const reader = new ByteReader(content.subarray(0, content.length - 4 * (restarts + 1)))
  let key: Buffer = Buffer.alloc(0)
  while (reader.left > 0) {
    const [shared, own, length] = [reader.varint(), reader.varint(), reader.varint()]
    key = Buffer.concat([key.subarray(0, shared), reader.take(own)])
    yield [key, reader.take(length)]
  }
}

/** Undefined where the bytes end before that. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
