import { unsealed } from './document-adapter.ts'
import { ASIDE, parseAsideKey, prefixRange } from './keyspace.ts'
import { LevelDatabase } from './level-database.ts'
import { Sealer } from './seal.ts'
import { bornAtOf, keyFits, ROTATING_KEY } from './store-header.ts'

const DOCUMENTS = 'doc!'

/** What can be said of a database without changing anything in it. */
export interface Inspection {
  /** Undefined: nobody ever opened it. */
  readonly keyFits: boolean | undefined
  /** A change of the key was begun and not finished. */
  readonly isRotating: boolean
  /** Epoch ms; 0 if nobody ever opened it. */
  readonly bornAt: number
  readonly documents: number
  /** Documents that cannot be read. */
  readonly damaged: number
  /** Documents that were put aside because they could not be read, and when, epoch ms. */
  readonly aside: readonly { readonly owner: string; readonly at: number }[]
}

/**
 * Looks through a whole database: does the key fit, and does every document open? Rejects with STORE_LOCKED while a bot
 * is running, which notices nothing of it, and with STORE_DAMAGED or STORE_IO.
 */
export async function inspectStore(dir: string, key: Buffer): Promise<Inspection> {
  const database = await LevelDatabase.open(dir)
  try {
    const sealer = new Sealer(key)
    const fits = await keyFits(database, sealer)
    const isRotating = (await database.get(ROTATING_KEY)) !== undefined
    let documents = 0
    let damaged = 0
    for await (const entries of database.snapshot(prefixRange(DOCUMENTS))) {
      documents += entries.length
      if (fits === true) damaged += entries.filter(([entry, value]) => isDamaged(entry, value, sealer)).length
    }
    const aside = (await database.entries(prefixRange(ASIDE))).map(([entry]) => parseAsideKey(entry))
    return { keyFits: fits, isRotating, bornAt: await bornAtOf(database), documents, damaged, aside }
  } finally {
    await database.close()
  }
}

/** Does a document's entry not open, or not come into today's shape? */
export function isDamaged(key: string, value: Buffer, sealer: Sealer): boolean {
  if (!key.startsWith(DOCUMENTS)) return false
  try {
    unsealed(sealer, key.slice(DOCUMENTS.length), value)
    return false
  } catch {
    return true
  }
}
