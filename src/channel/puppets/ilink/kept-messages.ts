import * as PUPPET from 'wechaty-puppet'
import type { Kept } from './received.ts'

/** How many messages can still be looked up by their id. */
const LIMIT = 5_000

/** The messages of late, in memory alone. */
export class KeptMessages {
  readonly #messages = new Map<string, Kept>()

  keep(kept: Kept): void {
    this.#messages.set(kept.payload.id, kept)
    const [oldest] = this.#messages.keys()
    if (this.#messages.size > LIMIT && oldest !== undefined) this.#messages.delete(oldest)
  }

  /** What the bot has sent, so that it is known when somebody quotes it. */
  sent(
    id: string,
    talkerId: string,
    listenerId: string,
    timestamp: number,
    what: { readonly text: string } | { readonly filename: string },
  ): void {
    const type = 'text' in what ? PUPPET.types.Message.Text : PUPPET.types.Message.Attachment
    this.keep({ payload: { id, talkerId, listenerId, timestamp, type, ...what } })
  }

  find(id: string): Kept | undefined {
    return this.#messages.get(id)
  }

  get(id: string): Kept {
    const kept = this.#messages.get(id)
    if (kept === undefined) throw new Error(`no message ${id}: the last ${LIMIT} are kept`)
    return kept
  }
}
