import type { ChannelStatus } from '../channel/port.ts'
import type { Store } from '../store/port.ts'

/** So long an answer about the store holds, ms: whoever asks often must not make it write often. */
const STORE_CHECK_MS = 5_000

/** Can the bot do its work? */
export interface Readiness {
  readonly ready: boolean
  readonly loggedIn: boolean
  readonly storeWritable: boolean
  /** Seconds since the other side last gave any sign of life; null: never yet, as some gateways do. */
  readonly heartbeat: number | null
}

/** Knows whether the bot is ready, from what it is told. */
export interface Watch {
  status(status: ChannelStatus): void
  /** Something came from the other side. */
  heartbeat(): void
  look(): Promise<Readiness>
}

/**
 * Ready means logged in and able to write. The heartbeat is only shown: some gateways never give one, and where they
 * do, the channel itself notices that it stops and goes offline.
 */
export function createWatch(store: Pick<Store, 'checkWritable'>, now: () => number): Watch {
  let isOnline = false
  let heardAt: number | null = null
  let checked: { readonly at: number; readonly writable: boolean } | undefined

  async function isWritable(): Promise<boolean> {
    if (checked !== undefined && now() - checked.at < STORE_CHECK_MS) return checked.writable
    const writable = await store.checkWritable().then(
      () => true,
      () => false,
    )
    checked = { at: now(), writable }
    return writable
  }

  return {
    status(status) {
      isOnline = status === 'online'
    },
    heartbeat() {
      heardAt = now()
    },
    async look() {
      const storeWritable = await isWritable()
      return {
        ready: isOnline && storeWritable,
        loggedIn: isOnline,
        storeWritable,
        heartbeat: heardAt === null ? null : Math.round((now() - heardAt) / 1_000),
      }
    },
  }
}
