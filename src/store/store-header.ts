import { StoreError } from '../errors.ts'
import { SCHEMA } from './document.ts'
import { newerSchema } from './migrations.ts'
import type { Operation, OrderedDatabase } from './ordered-database.ts'
import { deriveKey, Sealer } from './seal.ts'

const SCHEMA_KEY = 'meta!schema'
const BORN_KEY = 'meta!bornAt'
export const PROOF_KEY = 'meta!key'
const ALIAS_KEY = 'meta!alias'
/** When the database was built anew out of a damaged one: then what was written last may be missing. */
const MENDED_KEY = 'meta!mendedAt'
/** There while documents are sealed anew: some are under the old key, some under the next one. */
export const ROTATING_KEY = 'meta!rotating'

/** There while everything is being moved here from another database; and where it was moved away from. */
export const MOVING_KEY = 'meta!moving'
export const MOVED_KEY = 'meta!moved'

/** What every open store has to know about itself. */
export interface Header {
  /** When it was first opened, epoch ms. */
  readonly bornAt: number
  /** When it was mended last, epoch ms; 0: never. */
  readonly mendedAt: number
  /**
   * What aliases are hashed with. It stays when the key changes, or nobody would be found any more whose alias is kept
   * as a hash only: those who were erased.
   */
  readonly aliasSecret: Buffer
}

/**
 * Writes the header of a new database or checks that of an old one.
 *
 * Rejects with STORE_SCHEMA or STORE_KEY before anything is written: a document sealed with a second key would be
 * lost as soon as the first key is back.
 */
export async function settleHeader(database: OrderedDatabase, master: Buffer, now: number): Promise<Header> {
  if (await database.get(MOVING_KEY))
    throw new StoreError('STORE_IO', '数据搬到一半（没丢）。请再运行一次 npm run migrate-store，把它搬完。')
  if (await database.get(MOVED_KEY))
    throw new StoreError(
      'STORE_IO',
      '这里的数据已经搬走了，再用会变成两份。请检查 DATABASE_URL：搬去 PostgreSQL 的要填着，搬回来的要清空。',
    )
  const sealer = new Sealer(master)
  const [schema, bornAt, proof] = await Promise.all([SCHEMA_KEY, BORN_KEY, PROOF_KEY].map((key) => database.get(key)))
  if (!schema || !bornAt || !proof) {
    const aliasSecret = deriveKey(master, 'alias')
    await database.write(newHeader(master, aliasSecret, now), true)
    return { bornAt: now, mendedAt: 0, aliasSecret }
  }
  const found = Number(schema)
  if (found > SCHEMA) throw newerSchema(found, SCHEMA)
  if (await database.get(ROTATING_KEY))
    throw new StoreError('STORE_KEY', '换钥匙只换了一半（数据没动）。请再运行一次 npm run rotate-key，把它换完。')
  if (!fits(sealer, proof)) throw wrongKey()
  const aliasSecret = await aliasSecretOf(database, master)
  const changes = [
    ...(found < SCHEMA ? [number(SCHEMA_KEY, SCHEMA)] : []),
    ...((await database.get(ALIAS_KEY)) ? [] : keyed(sealer, aliasSecret)),
  ]
  if (changes.length > 0) await database.write(changes, true)
  return { bornAt: Number(bornAt), mendedAt: Number((await database.get(MENDED_KEY)) ?? 0), aliasSecret }
}

/** When the database was first opened, epoch ms; 0 if it never was. */
export async function bornAtOf(database: OrderedDatabase): Promise<number> {
  return Number((await database.get(BORN_KEY)) ?? 0)
}

/** Is the database sealed with this key? Undefined: it has no header, so nobody ever opened it. */
export async function keyFits(database: OrderedDatabase, sealer: Sealer): Promise<boolean | undefined> {
  const proof = await database.get(PROOF_KEY)
  return proof && fits(sealer, proof)
}

/** The secret of the aliases of a database that `master` fits. */
export async function aliasSecretOf(database: OrderedDatabase, master: Buffer): Promise<Buffer> {
  return unsealAliasSecret(await database.get(ALIAS_KEY), master)
}

/** The same, of a header that stands in a backup. Throws STORE_KEY if `master` does not fit. */
export function aliasSecretIn(header: ReadonlyMap<string, Buffer>, master: Buffer): Buffer {
  const proof = header.get(PROOF_KEY)
  if (!proof || !fits(new Sealer(master), proof)) throw wrongKey()
  return unsealAliasSecret(header.get(ALIAS_KEY), master)
}

/** What a header says of which not everything may be there, or right. */
export interface SalvagedHeader {
  readonly aliasSecret: Buffer
  /** Epoch ms; undefined: it is not there. */
  readonly bornAt: number | undefined
  /** `master` is proved to be the key; otherwise it may be the wrong one, or the proof is lost. */
  readonly fits: boolean
}

/** What can be had of the header of a damaged database. Throws STORE_SCHEMA or STORE_DAMAGED if it cannot be mended. */
export function headerIn(found: ReadonlyMap<string, Buffer>, master: Buffer): SalvagedHeader {
  const schema = Number(found.get(SCHEMA_KEY) ?? SCHEMA)
  if (schema > SCHEMA) throw newerSchema(schema, SCHEMA)
  if (found.has(ROTATING_KEY))
    throw new StoreError('STORE_DAMAGED', '换钥匙只换了一半，文件又坏了，修不了（数据没动）。请从备份恢复。')
  const proof = found.get(PROOF_KEY)
  const sealer = new Sealer(master)
  const secret = found.get(ALIAS_KEY)
  const bornAt = Number(found.get(BORN_KEY))
  return {
    aliasSecret: unsealAliasSecret(secret && fits(sealer, secret, ALIAS_KEY) ? secret : undefined, master),
    bornAt: Number.isSafeInteger(bornAt) ? bornAt : undefined,
    fits: proof !== undefined && fits(sealer, proof),
  }
}

/** A whole header for a new database. */
export function newHeader(master: Buffer, aliasSecret: Buffer, bornAt: number): Operation[] {
  return [number(SCHEMA_KEY, SCHEMA), number(BORN_KEY, bornAt), ...keyed(new Sealer(master), aliasSecret)]
}

/** Notes that the database was built out of a damaged one. */
export const mended = (now: number): Operation => number(MENDED_KEY, now)

/** Before it was kept, it was derived from the key. */
function unsealAliasSecret(sealed: Buffer | undefined, master: Buffer): Buffer {
  return sealed ? Buffer.from(new Sealer(master).open(ALIAS_KEY, sealed), 'hex') : deriveKey(master, 'alias')
}

/** What of the header is sealed, so that it has to be written anew with another key. No owner has such an id: theirs hold no `!`. */
export function keyed(sealer: Sealer, aliasSecret: Buffer): Operation[] {
  return [
    { type: 'put', key: PROOF_KEY, value: sealer.seal(PROOF_KEY, '') },
    { type: 'put', key: ALIAS_KEY, value: sealer.seal(ALIAS_KEY, aliasSecret.toString('hex')) },
  ]
}

export function wrongKey(): StoreError {
  return new StoreError(
    'STORE_KEY',
    '密钥不对，打不开这份数据（数据没动）。请换回当初的 SHOUMI_KEY 或密钥文件；上次换钥匙没换完的，请运行 npm run rotate-key。',
  )
}

/** Does this key open what was sealed to prove it? */
export function fits(sealer: Sealer, proof: Buffer, owner: string = PROOF_KEY): boolean {
  try {
    sealer.open(owner, proof)
    return true
  } catch {
    return false
  }
}

function number(key: string, value: number): Operation {
  return { type: 'put', key, value: Buffer.from(String(value)) }
}
