import { StoreError } from '../errors.ts'
import { GroupedWrites } from './grouped-writes.ts'
import type { KeyRange, Operation, OrderedDatabase } from './ordered-database.ts'
import { isAway, postgresError } from './postgres-errors.ts'
import type { Lease } from './postgres-lease.ts'
import type { Backend, Line, PostgresLink } from './postgres-link.ts'

/** Read at once while a snapshot is gone through. */
const SNAPSHOT_ENTRIES = 200
/** Behind every key: they are ASCII. */
const AFTER_ALL = '~~'

const GET = 'SELECT value FROM shoumi.entries WHERE account = $1 AND key = $2'
const KEYS = 'SELECT key FROM shoumi.entries WHERE account = $1 AND key >= $2 AND key < $3 ORDER BY key LIMIT $4'
const ENTRIES = 'SELECT key, value FROM shoumi.entries WHERE account = $1 AND key >= $2 AND key < $3 ORDER BY key'
/**
 * All in one statement, which is all or nothing by itself. The lease is held for its length: whoever takes the account
 * over waits until it has happened, or it does not happen any more.
 */
const WRITE = `
  WITH held AS MATERIALIZED (
    SELECT 1 FROM shoumi.leases WHERE account = $1 AND token = $2 FOR SHARE
  ), gone AS (
    DELETE FROM shoumi.entries WHERE account = $1 AND key = ANY($5::text[]) AND EXISTS (SELECT 1 FROM held)
  ), kept AS (
    INSERT INTO shoumi.entries (account, key, value)
    SELECT $1, one.key, one.value FROM unnest($3::text[], $4::bytea[]) AS one (key, value)
    WHERE EXISTS (SELECT 1 FROM held)
    ON CONFLICT (account, key) DO UPDATE SET value = excluded.value
  )
  SELECT count(*)::int AS held FROM held`

/**
 * One account's keys in a PostgreSQL that several bots share, for as long as its lease is held.
 *
 * Every error is a StoreError: STORE_AWAY while the database does not answer, STORE_LEASE when another process serves the
 * account, STORE_IO for the rest.
 */
export class PostgresDatabase implements OrderedDatabase {
  onReopen = (): void => {}
  readonly #link: PostgresLink
  readonly #lease: Lease
  readonly #writes = new GroupedWrites<Operation>((operations, sync) => this.#writeAll(operations, sync), sizeOf)
  #closed = false
  #writer: (Line & { waitsForDisk: boolean }) | undefined
  /** A broken line at whose other end the last write may not have happened yet. */
  #doubtful: Backend | undefined

  constructor(link: PostgresLink, lease: Lease) {
    this.#link = link
    this.#lease = lease
  }

  async get(key: string): Promise<Buffer | undefined> {
    const [row] = await this.#read<{ value: Buffer }>('读数据', GET, [key])
    return row?.value
  }

  async keys({ gte, lt }: KeyRange, limit: number): Promise<string[]> {
    return (await this.#read<{ key: string }>('读索引', KEYS, [gte, lt, limit])).map(({ key }) => key)
  }

  async entries({ gte, lt }: KeyRange): Promise<[string, Buffer][]> {
    const rows = await this.#read<{ key: string; value: Buffer }>('读索引', ENTRIES, [gte, lt])
    return rows.map(({ key, value }) => [key, value])
  }

  async *snapshot({ gte = '', lt = AFTER_ALL }: Partial<KeyRange> = {}): AsyncGenerator<readonly [string, Buffer][]> {
    this.#refuseLost()
    const { client } = await this.#link.patiently('读数据', () => this.#link.line())
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      await client.query(`DECLARE entries NO SCROLL CURSOR FOR ${ENTRIES}`, [this.#lease.account, gte, lt])
      for (;;) {
        const { rows } = await client.query<{ key: string; value: Buffer }>(`FETCH ${SNAPSHOT_ENTRIES} FROM entries`)
        if (rows.length === 0) return
        yield rows.map(({ key, value }) => [key, value] as [string, Buffer])
      }
    } catch (error) {
      throw postgresError('读数据', this.#link.at, error)
    } finally {
      await client.end().catch(() => {})
    }
  }

  write(operations: readonly Operation[], sync: boolean): Promise<void> {
    return this.#writes.add(operations, sync)
  }

  /** Rows are not overwritten in place: what was deleted goes when the database cleans up, see docs/scaling.md. */
  async compact(): Promise<void> {}

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#writes.settled()
    await this.#writer?.client.end().catch(() => {})
    await this.#lease.giveBack()
    await this.#link.close()
  }

  #read<Row extends object>(doing: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    this.#refuseLost()
    return this.#link.read<Row>(doing, text, [this.#lease.account, ...values])
  }

  #refuseLost(): void {
    if (this.#lease.isLost) throw leaseLost(this.#lease.account)
  }

  /** Writing the same again changes nothing, as long as nothing else was written in between. */
  async #writeAll(operations: readonly Operation[], sync: boolean): Promise<void> {
    this.#refuseLost()
    const last = new Map(operations.map((operation) => [operation.key, operation]))
    const puts = [...last.values()].filter((one) => one.type === 'put')
    const gone = [...last.values()].filter((one) => one.type === 'del').map(({ key }) => key)
    const { account, token } = this.#lease
    const values = [account, token, puts.map(({ key }) => key), puts.map(({ value }) => value), gone]
    try {
      await this.#link.patiently('写数据', async () => {
        const { client } = await this.#writerThatWaits(sync)
        try {
          const { rows } = await client.query<{ held: number }>(WRITE, values)
          if (rows[0]?.held !== 1) throw leaseLost(account)
        } catch (error) {
          if (!(error instanceof StoreError)) await this.#dropWriter()
          throw error
        }
      })
    } catch (error) {
      if (error instanceof StoreError && error.code === 'STORE_LEASE') this.#lease.noteLost()
      // What was written last is not known any more, so that it must be read again.
      this.onReopen()
      throw error
    }
  }

  async #dropWriter(): Promise<void> {
    this.#doubtful = this.#writer?.backend
    const { client } = this.#writer ?? {}
    this.#writer = undefined
    await client?.end().catch(() => {})
  }

  /** The line that writes. Before a new one does, the old one's other end must be gone, or its write might come later. */
  async #writerThatWaits(waitsForDisk: boolean): Promise<Line> {
    if (this.#doubtful !== undefined) {
      await this.#link.endBackend(this.#doubtful)
      this.#doubtful = undefined
    }
    this.#writer ??= { ...(await this.#link.line()), waitsForDisk: true }
    const writer = this.#writer
    if (writer.waitsForDisk !== waitsForDisk) {
      try {
        await writer.client.query(`SET synchronous_commit TO ${waitsForDisk ? 'on' : 'off'}`)
      } catch (error) {
        if (isAway(error)) await this.#dropWriter()
        throw error
      }
      writer.waitsForDisk = waitsForDisk
    }
    return writer
  }
}

function leaseLost(account: string): StoreError {
  return new StoreError(
    'STORE_LEASE',
    `账号 ${account} 已经由另一个守密进程接手，这一个不再写任何东西。数据库停得太久或者这个进程卡住过，就会这样；重新启动它就在旁边等着。`,
  )
}

function sizeOf(operation: Operation): number {
  return operation.key.length + (operation.type === 'put' ? operation.value.length : 0)
}
