import { postgresError } from './postgres-errors.ts'
import { PostgresLink, postgresPlace } from './postgres-link.ts'
import { versionOf } from './postgres-schema.ts'
import { Sealer } from './seal.ts'
import { fits, PROOF_KEY } from './store-header.ts'

/** What can be seen of an account in a PostgreSQL without taking it. */
export interface PostgresInspection {
  /** Host, port and database. */
  readonly at: string
  /** The machine and process that serves the account now; null: none. */
  readonly holder: string | null
  readonly documents: number
  /** Undefined: nobody ever opened it. */
  readonly keyFits: boolean | undefined
}

const HOLDER = 'SELECT holder FROM shoumi.leases WHERE account = $1 AND until > now()'
const PROOF = 'SELECT value FROM shoumi.entries WHERE account = $1 AND key = $2'
const DOCUMENTS =
  "SELECT count(*)::int AS documents FROM shoumi.entries WHERE account = $1 AND key >= 'doc!' AND key < 'doc\"'"

/** Looks, and changes nothing: neither are tables made, nor is the account taken. Rejects like opening does. */
export async function inspectPostgres(url: string, account: string, key: Buffer): Promise<PostgresInspection> {
  const link = new PostgresLink(postgresPlace(url))
  try {
    const { client } = await link.patiently('连接', () => link.line())
    try {
      if ((await versionOf(client)) === 0) return { at: link.at, holder: null, documents: 0, keyFits: undefined }
      const [held, proof, counted] = [
        await client.query<{ holder: string }>(HOLDER, [account]),
        await client.query<{ value: Buffer }>(PROOF, [account, PROOF_KEY]),
        await client.query<{ documents: number }>(DOCUMENTS, [account]),
      ]
      const sealed = proof.rows[0]?.value
      return {
        at: link.at,
        holder: held.rows[0]?.holder ?? null,
        documents: counted.rows[0]?.documents ?? 0,
        keyFits: sealed && fits(new Sealer(key), sealed),
      }
    } catch (error) {
      throw postgresError('读数据', link.at, error)
    } finally {
      await client.end().catch(() => {})
    }
  } finally {
    await link.close()
  }
}
