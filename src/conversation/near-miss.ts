import type { Command, Phrases, Request } from './knowledge.ts'
import { soundOf } from './sound.ts'

/** Commands that may be guessed at: none of them changes or deletes anything. */
const SAFE: ReadonlySet<Command> = new Set([
  'menu',
  'more',
  'records',
  'reminders',
  'privacy',
  'human',
  'back',
  'skip',
  'again',
  'resume',
  'status',
  'why',
  'handle',
  'incidents',
])
const SHORTEST = 3
const LONGEST = 8
/** The longest phrase in pinyin, typed with spaces. */
const LONGEST_SPELT = 40

/**
 * The phrase that a message sounds like ("挑过", "shang yi bu") or misses by one character ("我的裆案"), to be asked
 * about; undefined when none or several are that near.
 */
export function nearMiss(phrase: string, { always, sounds }: Phrases): string | undefined {
  if (phrase.length < 2 || phrase.length > LONGEST_SPELT || always.has(phrase)) return undefined
  const sounded = sounds.get(soundOf(phrase))
  if (sounded !== undefined) return sounded
  if (phrase.length < SHORTEST || phrase.length > LONGEST) return undefined
  const meanings = new Map<string, string>()
  for (const [known, request] of always) {
    if (isSafe(request) && known.length === phrase.length && differences(known, phrase) === 1) {
      const meaning = `${request.kind} ${request.id}`
      if (!meanings.has(meaning)) meanings.set(meaning, known)
    }
  }
  const [only] = meanings.values()
  return meanings.size === 1 ? only : undefined
}

/** 算叻 is 算了 by its sound; by its looks too many words are one character away from it. */
const isSafeBySound = (request: Request): boolean => isSafe(request) || request.id === 'cancel'

/** The safe phrases by how they sound, without those that sound like another that means something else. */
export function soundsOf(always: Phrases['always']): Phrases['sounds'] {
  const sounds = new Map<string, { readonly phrase: string; readonly request: Request } | null>()
  for (const [phrase, request] of always) {
    const sound = soundOf(phrase)
    if (sound === '') continue
    const other = sounds.get(sound)
    if (other === undefined) sounds.set(sound, { phrase, request })
    else if (other !== null && (other.request.kind !== request.kind || other.request.id !== request.id))
      sounds.set(sound, null)
  }
  return new Map(
    [...sounds].flatMap(([sound, one]) => (one !== null && isSafeBySound(one.request) ? [[sound, one.phrase]] : [])),
  )
}

const isSafe = (request: Request): boolean => request.kind !== 'command' || SAFE.has(request.id)

function differences(one: string, other: string): number {
  let count = 0
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) count++
  return count
}
