import type { Alias, Channel } from '../channel/port.ts'
import type { Effect, Memory, Moment, Turn, TurnEvent } from '../conversation/turn.ts'
import { describeError, type Log } from '../log.ts'
import type { OwnerDocument } from '../store/document.ts'
import { mergeOwners } from '../store/merge-owners.ts'
import type { Store } from '../store/port.ts'
import { mayWrite } from './contact.ts'
import type { HeldTexts } from './held-texts.ts'
import { addReplies } from './outbox.ts'
import type { Queues } from './queues.ts'

type Wanted = Extract<Effect, { readonly type: 'moveRecord' }>

/** What moving is built of. */
export interface MovingParts {
  readonly store: Store
  readonly load: Store['load']
  readonly channel: Pick<Channel, 'capabilities'>
  readonly queues: Queues
  readonly held: HeldTexts
  takeBurst(memory: Memory, events: readonly TurnEvent[], now: Moment): Turn
  render(say: Turn['say']): string[]
  /** A handle is nobody's any more. */
  forget(alias: Alias): void
  deliver(document: OwnerDocument): Promise<void>
  /** Says something outside of any outbox. */
  tell(to: Alias, bubbles: () => readonly string[]): Promise<void>
  moment(at: number): Moment
  now(): number
  readonly log: Log
}

/** Moves a record to the handle that said its recovery code. */
export interface Moving {
  /** Notes that this is to be done once the turn is over: it takes the queues of both, and the turn holds one. */
  ask(owner: string, to: Alias, wanted: Wanted): void
  carryOut(owner: string): Promise<void>
}

export function createMoving(parts: MovingParts): Moving {
  const { store, load, queues, log } = parts
  const asked = new Map<string, { readonly to: Alias; readonly wanted: Wanted }>()

  /** Two people who each move the other's record wait for each other for ever, unless both queues are taken in one order. */
  function inBothQueues(one: string, other: string, work: () => Promise<void>): Promise<void> {
    const [first = one, second = other] = [one, other].sort()
    return queues.run(first, () => queues.run(second, work))
  }

  /** Both documents are looked at again: while it waited either may have been erased, moved or given another code. */
  async function move(from: string, to: Alias, { owner, codeSalt }: Wanted): Promise<void> {
    const [fresh, old] = [await load(from), await load(owner)]
    if (fresh === undefined) return
    const now = parts.now()
    if (old === undefined || old.code?.salt !== codeSalt || from === owner) {
      const texts = parts.render([{ page: 'recover/gone' }]).map((text) => ({ text, document: null }))
      const refused = addReplies(fresh, texts, to, now, null)
      await store.commit(refused)
      return parts.deliver(refused)
    }
    const merged = mergeOwners(old, fresh)
    const say = [{ page: 'recover/done' }, ...whatIsPending(merged, now)]
    const replies = parts.render(say).map((text) => ({ text, document: null }))
    const after = addReplies(merged, replies, to, now, null)
    await store.move(after, from, { aliases: old.aliases, until: old.watermark, at: now })
    for (const alias of [...old.aliases, ...fresh.aliases]) parts.forget(alias)
    parts.held.hold(owner, parts.held.get(from))
    parts.held.hold(from, null)
    log.info({ owner, from }, 'record moved')
    await parts.deliver(after)
    const { contact } = old
    if (contact !== null && mayWrite(contact, parts.channel.capabilities, now))
      await parts.tell(contact.to, () => parts.render([{ page: 'recover/told-old' }]))
  }

  /** What was being asked, here or there: else the next message would answer a question that nobody sees. */
  function whatIsPending(document: OwnerDocument, now: number): Turn['say'] {
    if (document.session.frames.length === 0) return []
    const event = { id: `moved-${now}`, kind: 'greeting', text: '' } as const
    return parts.takeBurst({ ...document, held: null }, [event], parts.moment(now)).say
  }

  return {
    ask(owner, to, wanted) {
      asked.set(owner, { to, wanted })
    },
    async carryOut(owner) {
      const one = asked.get(owner)
      if (one === undefined) return
      asked.delete(owner)
      try {
        await inBothQueues(owner, one.wanted.owner, () => move(owner, one.to, one.wanted))
      } catch (error) {
        log.error({ owner, ...describeError(error) }, 'record not moved')
        await parts.tell(one.to, () => parts.render([{ page: 'error/not-saved' }]))
      }
    },
  }
}
