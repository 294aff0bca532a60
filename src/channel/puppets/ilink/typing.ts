import type { BotClient } from './client.ts'
import type { Clock } from './clock.ts'
import { TypingStatus } from './protocol.ts'

/** A quick answer needs no sign that it is coming, ms. */
const DELAY_MS = 500
const REFRESH_MS = 5_000
/** Nobody types for longer, ms. */
const LONGEST_MS = 60_000
/** How long a ticket is used, ms; the server's own limit is not known. */
const TICKET_MS = 600_000

/** Shows a user that their bot is typing. Whatever goes wrong here is of no account: the answer comes all the same. */
export class Typing {
  readonly #client: BotClient
  readonly #clock: Clock
  readonly #userId: string
  readonly #contextToken: () => string | undefined
  #ticket: { readonly value: string; readonly until: number } | undefined
  #shown: AbortController | undefined

  constructor(client: BotClient, clock: Clock, userId: string, contextToken: () => string | undefined) {
    this.#client = client
    this.#clock = clock
    this.#userId = userId
    this.#contextToken = contextToken
  }

  start(): void {
    if (this.#shown !== undefined) return
    const shown = new AbortController()
    this.#shown = shown
    void this.#show(shown.signal)
      .catch(() => {})
      .finally(() => {
        if (this.#shown === shown) this.#shown = undefined
      })
  }

  stop(): void {
    this.#shown?.abort()
    this.#shown = undefined
  }

  async #show(stopped: AbortSignal): Promise<void> {
    await this.#clock.wait(DELAY_MS, stopped)
    if (stopped.aborted) return
    const ticket = await this.#ticketNow()
    const end = this.#clock.now() + LONGEST_MS
    while (!stopped.aborted && this.#clock.now() < end) {
      await this.#client.typing(this.#userId, ticket, TypingStatus.typing)
      await this.#clock.wait(REFRESH_MS, stopped)
    }
    await this.#client.typing(this.#userId, ticket, TypingStatus.cancel)
  }

  async #ticketNow(): Promise<string> {
    const now = this.#clock.now()
    if (this.#ticket !== undefined && now < this.#ticket.until) return this.#ticket.value
    const { typing_ticket: value } = await this.#client.config(this.#userId, this.#contextToken())
    if (!value) throw new Error('no ticket')
    this.#ticket = { value, until: now + TICKET_MS }
    return value
  }
}
