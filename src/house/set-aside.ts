import { StoreError } from '../errors.ts'
import { describeError, type Log } from '../log.ts'
import type { Store } from '../store/port.ts'

/** What loading is built of. */
export interface LoadParts {
  readonly store: Pick<Store, 'load' | 'setAside'>
  now(): number
  /** A document could not be read and was put aside. */
  onSetAside?(): void
  readonly log: Log
}

/**
 * Loads documents; one that cannot be read is put aside, and then there is none: the one who is concerned goes on with a
 * new one instead of hearing for ever that the old one is broken. To be called in the owner's queue.
 */
export function createLoading({ store, now, onSetAside, log }: LoadParts): Store['load'] {
  return async (owner) => {
    try {
      return await store.load(owner)
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'STORE_DOCUMENT')) throw error
      await store.setAside(owner, now())
      log.error({ owner, ...describeError(error) }, 'document set aside')
      onSetAside?.()
      return undefined
    }
  }
}
