import type { Alias } from '../channel/port.ts'
import { FadingMap } from './fading-map.ts'

/** Between two messages to one chat, ms, unless the channel wants more: a person reads them. */
const PER_CHAT_MS = 1_000
const MINUTE = 60_000
/** A grant that nobody has used by then is lost, ms: its reply was sent otherwise, or is gone. */
const GRANT_MS = 10_000
/** How many chats' last sends are remembered before those that no longer matter are dropped. */
const CHATS = 10_000

/** Decides when what is to be sent may be sent. */
export interface Pacer {
  /**
   * May one more message go to this chat now? If so it counts as sent. If not, `again` is called once when it may, and
   * whoever asks then is let through.
   */
  ask(to: Alias, isUrgent: boolean, again: () => void): boolean
  /** Lets through whoever may go by now; a timer does so, too. */
  look(): void
}

/** For the terminal and for benchmarks. */
export const UNPACED: Pacer = { ask: () => true, look() {} }

interface Waiting {
  readonly to: Alias
  readonly isUrgent: boolean
  /** Its place in the line. */
  readonly place: number
  readonly again: () => void
}

/**
 * Paces what an account sends: one message a second to a chat, and `perMinute` to all. A fifth of those is kept for
 * emergencies, which also go first. One chat gets half of them at most, so that a flood of one person's leaves room for
 * the others; whoever waits stands in one line, each chat once. With `accountEach` every chat has an account of its own.
 */
export function createPacer(
  perMinute: number,
  now: () => number,
  { gapMs = PER_CHAT_MS, accountEach = false }: { readonly gapMs?: number; readonly accountEach?: boolean } = {},
): Pacer {
  const accountOf = (to: Alias): string => (accountEach ? chatOf(to) : to.account)
  const forAll = Math.max(1, perMinute - Math.floor(perMinute / 5))
  const forOne = Math.max(1, Math.ceil(perMinute / 2))
  /** When something was sent within the last minute, oldest first: by account, and by chat. */
  const accounts = new Map<string, number[]>()
  const chats = new FadingMap<string, number[]>(CHATS, (sent) => (sent.at(-1) ?? 0) <= now() - MINUTE)
  const line = new Map<string, Waiting>()
  /** Chats that were let through and have not asked yet, and until when. */
  const grants = new FadingMap<string, number>(CHATS, (until) => until < now())
  let places = 0
  let timer: NodeJS.Timeout | undefined

  /** When one more may go, epoch ms, as far as this list and its limit are concerned. */
  function freeAt(sent: readonly number[], limit: number): number {
    const reached = sent[sent.length - limit]
    return reached === undefined ? 0 : reached + MINUTE
  }

  function mayGoAt({ to, isUrgent }: Waiting): number {
    const account = accounts.get(accountOf(to)) ?? []
    const chat = chats.get(chatOf(to)) ?? []
    const gap = (chat.at(-1) ?? Number.NEGATIVE_INFINITY) + gapMs
    if (isUrgent) return Math.max(gap, freeAt(account, perMinute))
    return Math.max(gap, freeAt(account, forAll), freeAt(chat, forOne))
  }

  function note(to: Alias, at: number): void {
    for (const [map, key] of [[accounts, accountOf(to)] as const, [chats, chatOf(to)] as const]) {
      map.set(key, [...(map.get(key) ?? []).filter((sent) => sent > at - MINUTE), at])
    }
  }

  function look(): void {
    const at = now()
    for (;;) {
      const next = firstOf([...line.values()].filter((waiting) => mayGoAt(waiting) <= at))
      if (next === undefined) break
      const chat = chatOf(next.to)
      line.delete(chat)
      note(next.to, at)
      grants.set(chat, at + GRANT_MS)
      next.again()
    }
    clearTimeout(timer)
    if (line.size === 0) return
    const soonest = Math.min(...[...line.values()].map(mayGoAt))
    timer = setTimeout(look, Math.max(1, soonest - at)).unref()
  }

  function useGrant(chat: string): boolean {
    const until = grants.get(chat)
    grants.delete(chat)
    return until !== undefined && until >= now()
  }

  return {
    ask(to, isUrgent, again) {
      const chat = chatOf(to)
      if (useGrant(chat)) return true
      const before = line.get(chat)
      let isAsking = true
      line.set(chat, {
        to,
        isUrgent,
        place: before?.place ?? places++,
        again: () => {
          if (!isAsking) again()
        },
      })
      look()
      isAsking = false
      return useGrant(chat)
    },
    look,
  }
}

const chatOf = ({ account, contactId, place }: Alias): string => JSON.stringify([account, place, contactId])

/** Emergencies first, then whoever has waited longest. */
function firstOf(waiting: readonly Waiting[]): Waiting | undefined {
  return waiting.reduce<Waiting | undefined>((first, one) => {
    if (first === undefined) return one
    if (first.isUrgent !== one.isUrgent) return first.isUrgent ? first : one
    return first.place < one.place ? first : one
  }, undefined)
}
