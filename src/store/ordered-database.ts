export type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: Buffer }
  | { readonly type: 'del'; readonly key: string }

/** A half-open range of keys. */
export interface KeyRange {
  readonly gte: string
  readonly lt: string
}

/**
 * Keys in the order of their bytes, each with a value: all that a store asks of a database, so that what is sealed, indexed
 * and erased is decided once, whatever it is kept in. Keys are ASCII. Every error is a StoreError.
 */
export interface OrderedDatabase {
  /** Called when what was read before may no longer be what is stored. */
  onReopen: () => void
  get(key: string): Promise<Buffer | undefined>
  /** Keys only, in their order; no value is read. */
  keys(range: KeyRange, limit: number): Promise<string[]>
  entries(range: KeyRange): Promise<[string, Buffer][]>
  /** Everything of a range as it is now, a few entries at a time, however long the reading takes and whatever is written meanwhile. */
  snapshot(range?: Partial<KeyRange>): AsyncGenerator<readonly [string, Buffer][]>
  /**
   * All operations or none, in the order in which it was asked for. With `sync` it survives a power cut once resolved,
   * without it the death of this process only.
   */
  write(operations: readonly Operation[], sync: boolean): Promise<void>
  /** Rewrites whatever still holds earlier values of this key, as far as the database can be told to. */
  compact(key: string): Promise<void>
  close(): Promise<void>
}
