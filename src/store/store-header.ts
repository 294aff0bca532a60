import { StoreError } from '../errors.ts'
import { SCHEMA } from './document.ts'
import type { LevelDatabase, Operation } from './level-database.ts'
import { newerSchema } from './migrations.ts'
import type { Sealer } from './seal.ts'

const SCHEMA_KEY = 'meta!schema'
const BORN_KEY = 'meta!bornAt'
const PROOF_KEY = 'meta!key'
/** No owner has this id: owner ids hold no `!`. */
const PROOF_OWNER = 'meta!key'

/**
 * Writes the header of a new database or checks that of an old one, and returns when it was born, epoch ms.
 *
 * Rejects with STORE_SCHEMA or STORE_KEY before anything is written: a document sealed with a second key would be
 * lost as soon as the first key is back.
 */
export async function settleHeader(database: LevelDatabase, sealer: Sealer, now: number): Promise<number> {
  const [schema, bornAt, proof] = await Promise.all([SCHEMA_KEY, BORN_KEY, PROOF_KEY].map((key) => database.get(key)))
  if (!schema || !bornAt || !proof) {
    await database.write(
      [
        put(SCHEMA_KEY, SCHEMA),
        put(BORN_KEY, now),
        { type: 'put', key: PROOF_KEY, value: sealer.seal(PROOF_OWNER, '') },
      ],
      true,
    )
    return now
  }
  const found = Number(schema)
  if (found > SCHEMA) throw newerSchema(found, SCHEMA)
  try {
    sealer.open(PROOF_OWNER, proof)
  } catch (cause) {
    throw new StoreError(
      'STORE_KEY',
      '密钥不对，打不开这份数据（数据没动）。请换回当初的 SHOUMI_KEY 或密钥文件。',
      cause,
    )
  }
  if (found < SCHEMA) await database.write([put(SCHEMA_KEY, SCHEMA)], true)
  return Number(bornAt)
}

function put(key: string, value: number): Operation {
  return { type: 'put', key, value: Buffer.from(String(value)) }
}
