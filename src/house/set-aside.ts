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
      if (!isUnreadable(error)) throw error
      await store.setAside(owner, now())
      log.error({ owner, ...describeError(error) }, 'document set aside')
      onSetAside?.()
      return undefined
    }
  }
}

/**
 * Looks into another's document, outside of that one's queue. One that cannot be read is put aside when its queue's turn
 * comes, and for now there is none: waiting for it, two who look into each other's would wait for ever.
 */
export function createPeeking(store: Pick<Store, 'load'>, putAside: (owner: string) => void): Store['load'] {
  return async (owner) => {
    try {
      return await store.load(owner)
    } catch (error) {
      if (!isUnreadable(error)) throw error
      putAside(owner)
      return undefined
    }
  }
}

const isUnreadable = (error: unknown): boolean => error instanceof StoreError && error.code === 'STORE_DOCUMENT'
