import { StoreError } from '../errors.ts'
import type { Operation, OrderedDatabase } from './ordered-database.ts'
import { Sealer } from './seal.ts'
import { keyFits, MOVED_KEY, MOVING_KEY } from './store-header.ts'

/** Written at once. */
const BATCH = 200

/** What came of moving a store. */
export interface MovedStore {
  readonly entries: number
  readonly documents: number
  /** False: it was told to stop; it goes on where it was when it is asked again. */
  readonly isDone: boolean
}

export interface MoveOptions {
  /** Opens what is moved: what it was sealed with stays as it is. */
  readonly key: Buffer
  readonly signal: AbortSignal
  /** Called now and then with the number of entries gone through. */
  readonly onProgress: (entries: number) => void
}

type Entry = readonly [string, Buffer]

/**
 * Moves everything from one database to another, as it is sealed, and compares both in the end. What was moved before is
 * not moved again, so that it may be killed at any time and asked for anew. Then the old one says that it was moved, and
 * is not opened any more, or two bots would go on with one past.
 *
 * Rejects with STORE_KEY if the key does not fit, with STORE_IO if there is something else in the target.
 */
export async function moveStore(
  from: OrderedDatabase,
  to: OrderedDatabase,
  { key, signal, onProgress }: MoveOptions,
): Promise<MovedStore> {
  const fits = await keyFits(from, new Sealer(key))
  if (fits !== true)
    throw new StoreError(
      'STORE_KEY',
      fits === false ? '密钥不对，打不开要搬的数据。请换回当初的钥匙。' : '没有可搬的数据。',
    )
  await refuseAnother(from, to)
  await to.write([{ type: 'put', key: MOVING_KEY, value: Buffer.alloc(0) }], true)
  for (;;) {
    const { changes, entries, documents } = await makeAlike(from, to, signal, onProgress)
    if (signal.aborted) return { entries, documents, isDone: false }
    if (changes > 0) continue
    await from.write([{ type: 'put', key: MOVED_KEY, value: Buffer.alloc(0) }], true)
    await to.write(
      [MOVING_KEY, MOVED_KEY].map((note) => ({ type: 'del', key: note })),
      true,
    )
    return { entries, documents, isDone: true }
  }
}

/** The target must be empty, or a store that was moved away or half moved here. */
async function refuseAnother(from: OrderedDatabase, to: OrderedDatabase): Promise<void> {
  if (await from.get(MOVED_KEY)) throw new StoreError('STORE_IO', '这里的数据已经搬走了，没有可搬的。')
  if (await from.get(MOVING_KEY)) throw new StoreError('STORE_IO', '这里的数据自己还没搬完，请先把那一次搬完。')
  if ((await to.get(MOVING_KEY)) || (await to.get(MOVED_KEY))) return
  const something = await to.keys({ gte: '', lt: '~' }, 1)
  if (something.length > 0) throw new StoreError('STORE_IO', '要搬去的地方已经有别的数据了，不覆盖。请换一个空的。')
}

/** Goes through both in the order of their keys, and mends the target where it differs. */
async function makeAlike(
  from: OrderedDatabase,
  to: OrderedDatabase,
  signal: AbortSignal,
  onProgress: (entries: number) => void,
): Promise<{ changes: number; entries: number; documents: number }> {
  const [there, here] = [oneByOne(from), oneByOne(to)]
  const counted = { changes: 0, entries: 0, documents: 0 }
  let waiting: Operation[] = []
  const write = async (): Promise<void> => {
    counted.changes += waiting.length
    if (waiting.length > 0) await to.write(waiting, true)
    waiting = []
  }
  try {
    let [source, target] = [await there.next(), await here.next()]
    while (!(source.done && target.done) && !signal.aborted) {
      const order = compare(source.done ? undefined : source.value[0], target.done ? undefined : target.value[0])
      if (order <= 0 && !source.done) {
        const [key, value] = source.value
        if (order < 0 || (!target.done && !value.equals(target.value[1]))) waiting.push({ type: 'put', key, value })
        counted.entries++
        if (key.startsWith('doc!')) counted.documents++
        source = await there.next()
      }
      if (order > 0 && !target.done) waiting.push({ type: 'del', key: target.value[0] })
      if (order >= 0) target = await here.next()
      if (waiting.length >= BATCH) await write()
      if (counted.entries % 10_000 === 0) onProgress(counted.entries)
    }
    await write()
  } finally {
    await there.return(undefined)
    await here.return(undefined)
  }
  return counted
}

/** Below zero: the first comes first; nothing comes last. */
function compare(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0
  if (one === undefined) return 1
  if (other === undefined) return -1
  return one < other ? -1 : 1
}

/** The entries that are moved: not the notes about moving. */
async function* oneByOne(database: OrderedDatabase): AsyncGenerator<Entry> {
  for await (const entries of database.snapshot())
    for (const entry of entries) if (entry[0] !== MOVING_KEY && entry[0] !== MOVED_KEY) yield entry
}
