import { LevelDatabase } from './level-database.ts'
import type { Store } from './port.ts'
import { refuseHalfRestored } from './restore-folders.ts'
import { openSealedStore, type SealedStoreOptions } from './sealed-store.ts'

export interface LevelStoreOptions extends SealedStoreOptions {
  /** STATE_DIR; the database is the folder `db` in it. */
  readonly dir: string
}

/**
 * Opens the store of this STATE_DIR, a LevelDB.
 *
 * Rejects with STORE_LOCKED, STORE_KEY, STORE_SCHEMA, STORE_DAMAGED or STORE_IO, and then holds nothing open.
 */
export async function openLevelStore(options: LevelStoreOptions): Promise<Store> {
  await refuseHalfRestored(options.dir)
  return openSealedStore(await LevelDatabase.open(options.dir), options)
}
