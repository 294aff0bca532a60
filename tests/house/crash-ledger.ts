import type { Saying } from '../../flows/shared/saying.ts'
import { memoryAfter } from '../../src/conversation/after-effects.ts'
import { EMPTY_SESSION } from '../../src/conversation/session.ts'
import type { Memory, Moment, Turn, TurnEvent } from '../../src/conversation/turn.ts'
import { DEFAULT_SETTINGS } from '../../src/reminders/reminder.ts'
import type { OwnerDocument } from '../../src/store/document.ts'

/** What decides, as the house is given it. */
export interface Deciding {
  takeBurst(memory: Memory, events: readonly TurnEvent[], now: Moment): Turn
  tellReminders(memory: Memory, now: Moment): Turn
  render(say: readonly Saying[]): string[]
}

/** A document as the house hands it to what decides. */
type Given = OwnerDocument & Pick<Memory, 'held'>

const NOBODY: Kept = {
  session: EMPTY_SESSION,
  cases: [],
  incidents: [],
  reminders: [],
  settings: DEFAULT_SETTINGS,
}
type Kept = Pick<Memory, 'session' | 'cases' | 'incidents' | 'reminders' | 'settings'>

/** What stands after a decision; when a reminder is looked at next may change without one. */
export function stateOf({ session, cases, incidents, reminders, settings }: Kept): string {
  const plain = reminders.map(({ nextAt: _, ...rest }) => rest)
  return JSON.stringify({ session, cases, incidents, reminders: plain, settings })
}

/** A decision whose outcome nobody knows yet. */
interface Open {
  readonly messages: readonly string[]
  readonly after: string
}

/**
 * Decides for a process that is killed, and keeps account: what is handed in must be what was acknowledged last, or what
 * came of a decision that the process did not live to acknowledge. Anything else was lost, or made up.
 *
 * Each bubble gets a number of its own, so that a repeat is told from two bubbles that say the same.
 */
export class CrashLedger {
  /** What was wrong. */
  readonly faults: string[] = []
  /** Each owner as the house has handed them in last. */
  readonly owners = new Map<string, Given>()
  /** Bubbles that say that somebody was erased: they are said once, outside of the outbox. */
  readonly farewells = new Set<string>()
  readonly #deciding: Deciding
  readonly #known = new Map<string, string>()
  readonly #open = new Map<string, Open>()
  /** Whose open decision was a former process's. */
  #doubtful = new Set<string>()
  /** Messages about which something was decided that may stand. */
  readonly #decided = new Set<string>()
  #bubbles = 0
  #isFarewell = false

  constructor(deciding: Deciding) {
    this.#deciding = deciding
  }

  /** How many bubbles were numbered. */
  get bubbles(): number {
    return this.#bubbles
  }

  /** Answers a question of the process: what, and what is given, as JSON. */
  answer(question: string): string {
    const [what, ...given] = JSON.parse(question) as [keyof Deciding, ...unknown[]]
    return JSON.stringify(this.#answer(what, given))
  }

  /** A message was acknowledged: what was decided about it stands. */
  acknowledge(message: string, contact: string): void {
    if (!this.#decided.has(message)) this.faults.push(`${message} was taken, and nothing came of it`)
    if (this.#open.get(contact)?.messages.includes(message) === true) this.#settle(contact)
  }

  /** Another process begins: nobody knows what became of what the last one was about. */
  begin(): void {
    this.#doubtful = new Set(this.#open.keys())
  }

  /** Nothing is under way in this process any more: what it decided about reminders stands. */
  rest(): void {
    for (const contact of [...this.#open.keys()]) if (!this.#doubtful.has(contact)) this.#settle(contact)
  }

  #settle(contact: string): void {
    this.#known.set(contact, this.#open.get(contact)?.after ?? stateOf(NOBODY))
    this.#open.delete(contact)
    this.#doubtful.delete(contact)
  }

  /** Is this what must be there? */
  isWhole(contact: string, kept: Kept = NOBODY): boolean {
    const state = stateOf(kept)
    return state === this.#stateOf(contact) || state === this.#open.get(contact)?.after
  }

  #stateOf(contact: string): string {
    return this.#known.get(contact) ?? stateOf(NOBODY)
  }

  #answer(what: keyof Deciding, given: readonly unknown[]): unknown {
    if (what === 'render') return this.#render(given[0] as readonly Saying[])
    const [memory] = given as [Given]
    const contact = memory.aliases[0]?.contactId ?? ''
    if (!this.isWhole(contact, memory)) this.faults.push(`${contact} is not as it was left`)
    this.#takeAsKnown(contact, stateOf(memory))
    this.owners.set(memory.owner, memory)
    const events = what === 'takeBurst' ? (given[1] as readonly TurnEvent[]) : []
    const moment = given.at(-1) as Moment
    const turn =
      what === 'takeBurst'
        ? this.#deciding.takeBurst(memory, events, moment)
        : this.#deciding.tellReminders(memory, moment)
    this.#isFarewell = turn.effects.some(({ type }) => type === 'forgetOwner')
    const after = this.#isFarewell ? NOBODY : (JSON.parse(JSON.stringify(memoryAfter(memory, turn))) as Memory)
    for (const { id } of events) this.#decided.add(id)
    this.#open.set(contact, { messages: events.map(({ id }) => id), after: stateOf(after) })
    return turn
  }

  /** What is handed in tells what became of the decision before: a message that it did not live to keep has to come again. */
  #takeAsKnown(contact: string, state: string): void {
    const open = this.#open.get(contact)
    if (open !== undefined && open.after !== state) for (const message of open.messages) this.#decided.delete(message)
    this.#known.set(contact, state)
    this.#doubtful.delete(contact)
  }

  #render(say: readonly Saying[]): string[] {
    if (say.some(({ page }) => page.startsWith('error/'))) this.faults.push(`said ${say.map(({ page }) => page)}`)
    // A code is made after its turn was decided on, so somebody else's farewell may have been decided on since.
    const isCode = say.some(({ page }) => page === 'recover/code')
    return this.#deciding.render(say).map((text) => {
      // At both ends: a text too long for one message is sent in parts, and each has to be told from all others.
      const number = `#${++this.#bubbles}`
      const numbered = `${number}\n${text}\n${number}`
      if (this.#isFarewell && !isCode) this.farewells.add(numbered)
      return numbered
    })
  }
}
