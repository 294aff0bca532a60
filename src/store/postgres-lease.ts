import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { StoreError } from '../errors.ts'
import type { PostgresLink } from './postgres-link.ts'

/** How long an account stays a process's that says nothing more, s; and how often it says that it is there, ms. */
const LASTS_SECONDS = 20
const RENEWED_EVERY_MS = 5_000
/** How often it is asked whether an account has become free, ms. */
const ASKED_EVERY_MS = 1_000

const TAKE = `
  INSERT INTO shoumi.leases AS held (account, token, holder, until)
  VALUES ($1, 1, $2, now() + $3 * interval '1 second')
  ON CONFLICT (account) DO UPDATE
    SET token = held.token + 1, holder = excluded.holder, until = excluded.until
    WHERE held.until < now()
  RETURNING token`
const RENEW = `
  UPDATE shoumi.leases SET until = now() + $3 * interval '1 second'
  WHERE account = $1 AND token = $2 RETURNING token`
const GIVE_BACK = "UPDATE shoumi.leases SET until = '-infinity' WHERE account = $1 AND token = $2"
const HOLDER = 'SELECT holder FROM shoumi.leases WHERE account = $1'

/** How an account is waited for that another process serves. */
export interface LeaseWishes {
  readonly account: string
  /** False: reject with STORE_LOCKED instead of waiting. */
  readonly waits: boolean
  /** Called once if it has to be waited, with the machine and process that has the account. */
  readonly onWaiting: (holder: string) => void
  /** Another process has the account: this one must not go on. */
  readonly onLost: () => void
}

/**
 * The right to serve an account, for as long as this process says that it is there.
 *
 * The database's clock decides when it is over, so that clocks need not agree. Its token goes up with each process that
 * takes it; every write names its own, so that one which was held up for too long writes nothing behind the next.
 */
export class Lease {
  readonly account: string
  readonly token: string
  readonly #link: PostgresLink
  readonly #onLost: () => void
  readonly #stopping = new AbortController()
  readonly #renewing: Promise<void>
  #lost = false

  private constructor(link: PostgresLink, token: string, { account, onLost }: LeaseWishes) {
    this.account = account
    this.token = token
    this.#link = link
    this.#onLost = onLost
    this.#renewing = this.#renew()
  }

  static async take(link: PostgresLink, wishes: LeaseWishes): Promise<Lease> {
    const holder = `${hostname()} ${process.pid}`
    for (let asked = 0; ; asked++) {
      const [row] = await link.read<{ token: string }>('占住账号', TAKE, [wishes.account, holder, LASTS_SECONDS])
      if (row !== undefined) return new Lease(link, row.token, wishes)
      const [other] = await link.read<{ holder: string }>('占住账号', HOLDER, [wishes.account])
      if (!wishes.waits) throw inUse(wishes.account, other?.holder ?? '')
      if (asked === 0) wishes.onWaiting(other?.holder ?? '')
      await pause(ASKED_EVERY_MS)
    }
  }

  get isLost(): boolean {
    return this.#lost
  }

  /** A write found that the token is another's. */
  noteLost(): void {
    if (this.#lost) return
    this.#lost = true
    this.#stopping.abort()
    this.#onLost()
  }

  /** The next process need not wait. */
  async giveBack(): Promise<void> {
    this.#stopping.abort()
    await this.#renewing
    if (!this.#lost) await this.#link.read('还回账号', GIVE_BACK, [this.account, this.token]).catch(() => {})
  }

  async #renew(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await pause(RENEWED_EVERY_MS, undefined, { signal, ref: false }).catch(() => {})
      if (signal.aborted) return
      try {
        const rows = await this.#link.read('续占账号', RENEW, [this.account, this.token, LASTS_SECONDS])
        if (rows.length === 0) this.noteLost()
      } catch (error) {
        if (!(error instanceof StoreError && error.code === 'STORE_AWAY')) this.noteLost()
      }
    }
  }
}

function inUse(account: string, holder: string): StoreError {
  return new StoreError(
    'STORE_LOCKED',
    `账号 ${account} 正由另一个守密进程（${holder}）用着。先停掉那一个，或者给这一个换个 DATABASE_ACCOUNT。`,
  )
}
