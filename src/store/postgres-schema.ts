import type { Client } from 'pg'
import { StoreError } from '../errors.ts'
import type { PostgresLink } from './postgres-link.ts'

/**
 * What each version of the tables adds, the first first. An entry is a key of an account's with its sealed value; keys
 * are compared by their bytes. What is sealed does not shrink, so that nobody should try.
 */
const STEPS: readonly string[] = [
  `CREATE TABLE shoumi.entries (
     account text COLLATE "C" NOT NULL,
     key text COLLATE "C" NOT NULL,
     value bytea NOT NULL,
     PRIMARY KEY (account, key)
   ) WITH (fillfactor = 80);
   ALTER TABLE shoumi.entries ALTER COLUMN value SET STORAGE EXTERNAL;
   CREATE TABLE shoumi.leases (
     account text COLLATE "C" PRIMARY KEY,
     token bigint NOT NULL,
     holder text NOT NULL,
     until timestamptz NOT NULL
   ) WITH (fillfactor = 50);`,
]

/** Any number, the same in every release: several bots that start at once make the tables one after the other. */
const LOCK = 7_406_115_204_631

/**
 * Makes the tables, or brings older ones up to date. Rejects with STORE_SCHEMA if a newer release made them, and then
 * nothing was changed.
 */
export async function settleSchema(link: PostgresLink): Promise<void> {
  await link.patiently('准备数据库', async () => {
    const { client } = await link.line()
    try {
      if ((await versionOf(client)) !== STEPS.length) await bringUpToDate(client)
    } finally {
      await client.end().catch(() => {})
    }
  })
}

async function bringUpToDate(client: Client): Promise<void> {
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
  const found = await versionOf(client)
  if (found > STEPS.length) {
    throw new StoreError(
      'STORE_SCHEMA',
      `数据库里的表是第 ${found} 版，这个程序只认到第 ${STEPS.length} 版（数据没动）。请换回新的程序。`,
    )
  }
  if (found === 0) {
    await client.query('CREATE SCHEMA IF NOT EXISTS shoumi')
    await client.query('CREATE TABLE shoumi.version (version integer NOT NULL)')
    await client.query('INSERT INTO shoumi.version VALUES (0)')
  }
  for (const step of STEPS.slice(found)) await client.query(step)
  await client.query('UPDATE shoumi.version SET version = $1', [STEPS.length])
  await client.query('COMMIT')
}

/** Which version of the tables is there; 0: none. */
export async function versionOf(client: Client): Promise<number> {
  // to_regclass would answer out of a memory that does not know yet what another has just made.
  const { rows: tables } = await client.query(
    "SELECT FROM information_schema.tables WHERE table_schema = 'shoumi' AND table_name = 'version'",
  )
  if (tables.length === 0) return 0
  const { rows } = await client.query<{ version: number }>('SELECT version FROM shoumi.version')
  return rows[0]?.version ?? 0
}
