/**
 * What went wrong: `refused` by the server with a `ret`; `dropped`: accepted and then not delivered; `held`: not even
 * tried, because the limits say that it would be refused; `http`: a status that is no success; `malformed`: an answer
 * that is none; `timeout`: no answer in time; `offline`: no connection, so that nothing can have gone out; `broken`:
 * the line broke in between.
 */
export type IlinkErrorKind = 'refused' | 'dropped' | 'held' | 'http' | 'malformed' | 'timeout' | 'offline' | 'broken'

/** The token is not valid any more. */
export const SESSION_TIMEOUT = -14
/** Too much, too late, or too fast; also for arguments that make no sense. */
export const OVERLOADED = -2
/** The user id is wrong or stale. */
export const WRONG_USER = -3

/**
 * A call that failed. The message holds `ret=`, because a puppet service passes on nothing of an error but its message;
 * it never holds anything of a body.
 */
export class IlinkError extends Error {
  readonly kind: IlinkErrorKind
  /** The server's code; null when it gave none. */
  readonly ret: number | null
  /** The HTTP status of an answer that was no success. */
  readonly status: number | null

  constructor(kind: IlinkErrorKind, what: string, codes: { ret?: number | null; status?: number | null } = {}) {
    const { ret = null, status = null } = codes
    super(`ilink ${what}: ret=${ret ?? 'none'} ${kind}${status === null ? '' : ` http=${status}`}`)
    this.name = 'IlinkError'
    this.kind = kind
    this.ret = ret
    this.status = status
  }

  /** Does the error say that the login is over? */
  get endsSession(): boolean {
    return this.ret === SESSION_TIMEOUT || this.status === 401 || this.status === 403
  }
}
