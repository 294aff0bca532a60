/**
 * The base of what we throw: always our own fault or the operator's, never a user's bad answer (that is a reply).
 *
 * `code` is for logs and tests; the message names the thing, the value (never a secret) and the fix.
 */
export abstract class ShoumiError extends Error {
  abstract readonly code: string

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
  }
}

/** Settings that cannot work. All faults are listed together, so that the operator mends them in one go. */
export class ConfigError extends ShoumiError {
  readonly code = 'CONFIG'
}

/** Content in data/ that cannot be used. Each fault names the file (below data/) and the line. */
export class ContentError extends ShoumiError {
  readonly code = 'CONTENT'
  readonly faults: readonly { readonly file: string; readonly line: number; readonly message: string }[]

  constructor(message: string, faults: ContentError['faults'] = []) {
    super(message)
    this.faults = faults
  }
}

/**
 * The database cannot be opened, read or written. STORE_DOCUMENT: one owner's document cannot be read, and no other is
 * concerned; STORE_DAMAGED: the database's own files, or a backup; STORE_AWAY: a database server does not answer, and may
 * again; STORE_LEASE: another process has taken the account over.
 */
export class StoreError extends ShoumiError {
  readonly code:
    | 'STORE_LOCKED'
    | 'STORE_KEY'
    | 'STORE_SCHEMA'
    | 'STORE_DOCUMENT'
    | 'STORE_DAMAGED'
    | 'STORE_IO'
    | 'STORE_AWAY'
    | 'STORE_LEASE'

  constructor(code: StoreError['code'], message: string, cause?: unknown) {
    super(message, cause)
    this.code = code
  }
}

/**
 * A send that did not succeed. `offline`: certainly not sent, the channel is down; `failed`: refused by the channel;
 * `held`: refused because of a limit that only a message of the person's lifts; `unknown`: the deadline passed or the
 * line broke in between, so the person may have it.
 */
export class ChannelError extends ShoumiError {
  readonly code = 'CHANNEL'
  readonly outcome: 'offline' | 'failed' | 'held' | 'unknown'

  constructor(outcome: ChannelError['outcome'], message: string, cause?: unknown) {
    super(message, cause)
    this.outcome = outcome
  }
}
