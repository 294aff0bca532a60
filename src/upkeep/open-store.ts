import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { StoreError } from '../errors.ts'
import { openLevelStore } from '../store/level-store.ts'
import type { Store } from '../store/port.ts'
import { openPostgresStore } from '../store/postgres-store.ts'

/** How often a database that is away is tried again, ms. */
const TRIED_EVERY_MS = 5_000

/** What the operator and the process hear while a store is opened and after. */
export interface StoreNews {
  readonly tell: (text: string) => void
  /** Another process serves the account now. */
  readonly onLost: () => void
}

/**
 * Opens the store that the settings name: the LevelDB in STATE_DIR, or the account in a PostgreSQL. That one may be away, or
 * the account be another process's: both are said, and waited for.
 */
export async function openStore(
  { stateDir, database }: Pick<Config, 'stateDir' | 'database'>,
  { key, now }: { readonly key: Buffer; readonly now: number },
  { tell, onLost }: StoreNews,
): Promise<Store> {
  if (database === null) return openLevelStore({ dir: stateDir, key, now })
  const { url, account } = database
  const onWaiting = (holder: string): void =>
    tell(`账号 ${account} 正由另一个守密进程（${holder}）用着。我在旁边等，它停了或者没动静了，半分钟内就接手。`)
  for (let tries = 0; ; tries++) {
    try {
      const store = await openPostgresStore({ url, account, key, now, waits: true, onWaiting, onLost })
      if (tries > 0) tell('连上数据库了。')
      return store
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'STORE_AWAY')) throw error
      if (tries === 0) tell(`${error.message}每 ${TRIED_EVERY_MS / 1_000} 秒再试一次，Ctrl+C 停。`)
      await pause(TRIED_EVERY_MS)
    }
  }
}
