import type { Command, Phrases } from './knowledge.ts'

/** Commands that may be guessed at: none of them changes or deletes anything. */
const SAFE: ReadonlySet<Command> = new Set([
  'menu',
  'more',
  'records',
  'privacy',
  'human',
  'back',
  'skip',
  'again',
  'resume',
  'status',
  'why',
])
const SHORTEST = 3
const LONGEST = 8

/**
 * The phrase that a message misses by one character ("上一部", "我的挡案"), to be asked about; undefined when none or
 * several are that near.
 */
export function nearMiss(phrase: string, { always }: Phrases): string | undefined {
  if (phrase.length < SHORTEST || phrase.length > LONGEST) return undefined
  const meanings = new Map<string, string>()
  for (const [known, request] of always) {
    const isSafe = request.kind !== 'command' || SAFE.has(request.id)
    if (isSafe && known.length === phrase.length && differences(known, phrase) === 1) {
      const meaning = `${request.kind} ${request.id}`
      if (!meanings.has(meaning)) meanings.set(meaning, known)
    }
  }
  const [only] = meanings.values()
  return meanings.size === 1 ? only : undefined
}

function differences(one: string, other: string): number {
  let count = 0
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) count++
  return count
}
