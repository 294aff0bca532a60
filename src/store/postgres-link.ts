import { setTimeout as pause } from 'node:timers/promises'
import { Client, type ClientConfig, Pool, type QueryResultRow } from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { StoreError } from '../errors.ts'
import { isAway, postgresError } from './postgres-errors.ts'

/** Connections that read side by side; one more writes, and one keeps the lease. */
const READERS = 4
const CONNECT_MS = 5_000
/** No statement of ours takes longer while all is well, ms; what takes longer is taken for a line that is dead. */
const STATEMENT_MS = 10_000
/** A turn waits for so long for a database that restarts before its person is told, ms, beside what the tries take. */
const PATIENCE_MS = 3_000
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 500

/** How a database is reached, and what may be said of it. */
export interface PostgresPlace {
  readonly config: ClientConfig
  /** Host, port and name of the database, for messages: never the user or the password. */
  readonly at: string
}

/** Reads DATABASE_URL. Throws STORE_IO if it is none. */
export function postgresPlace(url: string): PostgresPlace {
  if (!/^postgres(?:ql)?:\/\/\S+$/.test(url)) throw wrongUrl()
  try {
    const parsed = parse(url)
    const at = `${parsed.host ?? 'localhost'}:${parsed.port || 5432}/${parsed.database ?? ''}`
    const config: ClientConfig = {
      ...toClientConfig(parsed),
      application_name: 'shoumi',
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      query_timeout: STATEMENT_MS + 2_000,
      keepAlive: true,
    }
    return { config, at }
  } catch (cause) {
    throw wrongUrl(cause)
  }
}

const wrongUrl = (cause?: unknown): StoreError =>
  new StoreError(
    'STORE_IO',
    'DATABASE_URL 看不懂。请写成 postgres://用户:密码@主机:5432/库名，密码里的特殊符号要写成 %XX。',
    cause,
  )

/** A connection whose last statement may still be running at the other end. */
export interface Backend {
  readonly pid: number
  /** As the database writes it: a process number is given out again. */
  readonly since: string
}

/** A connection of one's own, with the name that its other end goes by. */
export interface Line {
  readonly client: Client
  readonly backend: Backend
}

/**
 * The way to a PostgreSQL: readers that try again, and connections of one's own.
 *
 * Whoever reads waits a moment for a database that is away; then it rejects with STORE_AWAY.
 */
export class PostgresLink {
  readonly at: string
  readonly #place: PostgresPlace
  readonly #pool: Pool
  #closed = false

  constructor(place: PostgresPlace) {
    this.at = place.at
    this.#place = place
    this.#pool = new Pool({ ...place.config, max: READERS, idleTimeoutMillis: 30_000 })
    // An idle connection that breaks is replaced with the next question.
    this.#pool.on('error', () => {})
  }

  async read<Row extends QueryResultRow>(doing: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.patiently(doing, async () => (await this.#pool.query<Row>(text, [...values])).rows)
  }

  /** Runs work until it succeeds or patience is over. */
  async patiently<T>(doing: string, work: () => Promise<T>): Promise<T> {
    let waited = 0
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      try {
        return await work()
      } catch (error) {
        if (!isAway(error) || this.#closed || waited + wait > PATIENCE_MS) throw postgresError(doing, this.at, error)
      }
      await pause(wait)
      waited += wait
    }
  }

  /** A connection of one's own. */
  async line(): Promise<Line> {
    const client = new Client(this.#place.config)
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query<Backend>(
        'SELECT pid, backend_start::text AS since FROM pg_stat_activity WHERE pid = pg_backend_pid()',
      )
      const [backend] = rows
      if (backend === undefined) throw new Error('a connection has no process')
      return { client, backend }
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
  }

  /** Ends the other end of a line that broke, if it is still there: nothing of it may happen after this. */
  async endBackend({ pid, since }: Backend): Promise<void> {
    const isThere = 'FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2'
    for (;;) {
      const { rows } = await this.#pool.query(`SELECT pg_terminate_backend(pid) ${isThere}`, [pid, since])
      if (rows.length === 0) return
      await pause(FIRST_PAUSE_MS)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#pool.end()
  }
}
