import type { Store } from './port.ts'
import { PostgresDatabase } from './postgres-database.ts'
import { Lease, type LeaseWishes } from './postgres-lease.ts'
import { PostgresLink, postgresPlace } from './postgres-link.ts'
import { settleSchema } from './postgres-schema.ts'
import { openSealedStore, type SealedStoreOptions } from './sealed-store.ts'

export interface PostgresStoreOptions extends SealedStoreOptions, LeaseWishes {
  /** postgres://…, as DATABASE_URL has it. */
  readonly url: string
}

/**
 * Opens an account's store in a PostgreSQL, which several bots may share, one account each. Waits while another process
 * serves the account, and takes it over when that one falls silent.
 *
 * Rejects with STORE_AWAY, STORE_KEY, STORE_SCHEMA, STORE_LOCKED or STORE_IO, and then holds nothing open.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  return openSealedStore(await openPostgresDatabase(options.url, options), options)
}

/** The same without a store around it: for moving what is in it as it is. */
export async function openPostgresDatabase(url: string, wishes: LeaseWishes): Promise<PostgresDatabase> {
  const link = new PostgresLink(postgresPlace(url))
  try {
    await settleSchema(link)
    return new PostgresDatabase(link, await Lease.take(link, wishes))
  } catch (error) {
    await link.close()
    throw error
  }
}
