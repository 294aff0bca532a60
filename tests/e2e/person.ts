import { randomUUID } from 'node:crypto'
import type { GatewayDriver } from '../channel/gateway-driver.ts'
import { INTERVIEW, QUESTIONS } from './interview.ts'
import { timesSaid, wordsOf } from './words.ts'

/** A message as the gateway keeps it, so that it can be delivered again. */
interface Written {
  readonly id: string
  readonly at: number
  readonly text: string
}

/** Somebody with a phone: writes to the bot by the gateway, and sees what it answers. */
export class Person {
  readonly name: string
  readonly #gateway: GatewayDriver
  readonly #written: Written[] = []

  constructor(name: string, gateway: GatewayDriver) {
    this.name = name
    this.#gateway = gateway
  }

  /** Writes, and resolves with what the bot answers when it has said all of `pages`, or anything if none are given. */
  async says(text: string, ...pages: readonly string[]): Promise<string> {
    const from = this.bubbles.length
    await this.writes(text)
    return this.hears(from, ...pages)
  }

  /** Writes, and resolves when the gateway has announced it. */
  async writes(text: string, more: Partial<Written> = {}): Promise<void> {
    const message = { id: randomUUID(), at: Date.now(), text, ...more }
    this.#written.push(message)
    await this.#gateway.message(this.name, text, message)
  }

  /** Writes while nobody is there to hear it: only a later `replay` delivers it. */
  writesInVain(text: string, at = Date.now()): void {
    this.#written.push({ id: randomUUID(), at, text })
  }

  /** Lets the gateway announce again everything that this person has ever written, as gateways do after a login. */
  async replay(): Promise<void> {
    for (const message of this.#written) await this.#gateway.message(this.name, message.text, message)
  }

  /** Answers the interview's questions from page `first` to page `last`, each when the one before is asked. */
  async answers(first: string, last: string, client?: string): Promise<void> {
    for (let index = QUESTIONS.indexOf(first); index <= QUESTIONS.indexOf(last); index++) {
      const answer = INTERVIEW[index]?.[1] ?? ''
      const isClient = client !== undefined && QUESTIONS[index] === 'scope/ask-client'
      await this.says(isClient ? client : answer, QUESTIONS[index + 1] ?? 'scope/message')
    }
  }

  /** Resolves with what came since bubble number `from`, when all of `pages` are in it, or anything if none are given. */
  async hears(from: number, ...pages: readonly string[]): Promise<string> {
    return this.#gateway.report(() => {
      const heard = this.bubbles.slice(from).join('\n\n')
      return heard !== '' && pages.every((page) => heard.includes(wordsOf(page))) ? heard : undefined
    })
  }

  /** Waits until the bot has said words in which this stands. */
  hearsText(from: number, text: string): Promise<string> {
    return this.#gateway.report(() => {
      const heard = this.bubbles.slice(from).join('\n\n')
      return heard.includes(text) ? heard : undefined
    })
  }

  /** Everything that the bot has sent to this person. */
  get bubbles(): string[] {
    return this.#gateway.sent.filter(({ to }) => to === this.name).map(({ text }) => text)
  }

  /** How often the bot has said each of these pages. */
  timesHeard(pages: readonly string[]): Record<string, number> {
    return Object.fromEntries(pages.map((page) => [page, timesSaid(this.bubbles.join('\n\n'), page)]))
  }
}
