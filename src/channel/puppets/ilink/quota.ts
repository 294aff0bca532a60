const HOUR = 3_600_000

/** How long after a user's message their bot may write, ms. Not published; said by Tencent's maintainers. */
export const WINDOW_MS = 24 * HOUR
/** How many messages a bot may send for each of the user's. */
export const CAP = 10
/** Between two messages to one user, ms: some three a second are too many. */
export const GAP_MS = 1_500

/** What a user may still be sent. Nothing but a message of theirs opens it again. */
export interface Quota {
  /** Epoch ms; null: they have not written since the bot was bound, and have to speak first. */
  readonly heardAt: number | null
  readonly sent: number
  /** Epoch ms of the last send. */
  readonly sentAt: number | null
  /** The server has refused or dropped a message: until they write, trying on makes it worse. */
  readonly closedBy: 'refused' | 'dropped' | null
}

export const FRESH: Quota = { heardAt: null, sent: 0, sentAt: null, closedBy: null }

export const heard = (quota: Quota, at: number): Quota => ({
  ...quota,
  heardAt: Math.max(quota.heardAt ?? 0, at),
  sent: 0,
  closedBy: null,
})

/** One more has been sent, or may have been. */
export const counted = (quota: Quota, at: number): Quota => ({ ...quota, sent: quota.sent + 1, sentAt: at })

/** Would a message be refused now? */
export function isExhausted({ heardAt, sent, closedBy }: Quota, now: number): boolean {
  return heardAt === null || now - heardAt >= WINDOW_MS || sent >= CAP || closedBy !== null
}

/** How long the next message has to wait, ms. */
export const waitOf = ({ sentAt }: Quota, now: number): number =>
  sentAt === null ? 0 : Math.min(GAP_MS, Math.max(0, sentAt + GAP_MS - now))
