import { normalise } from './normalise.ts'
import { isSpelt } from './spelt.ts'

/** What is asked about one's own data, in the order in which a message is tried for it; each is a command. */
export const OWN_DATA = [
  'code-how',
  'code',
  'moved',
  'export',
  'mine',
  'keeping',
  'drop-last',
  'last',
  'where-contract',
  'where',
  'who-sees',
  'tells',
  'police',
  'known',
  'safe',
  'reach',
] as const
export type OwnDataId = (typeof OWN_DATA)[number]

/** The words of one thing that is asked: a message is made of nothing else, with one of each list of `needs`. */
export interface OwnDataWords {
  readonly needs: readonly ReadonlySet<string>[]
  readonly others: ReadonlySet<string>
}

/** How people ask about their own data, all entries in the form of `normalise` without spaces. */
export type OwnDataPhrases = Readonly<Record<OwnDataId, OwnDataWords>>

/** Nobody needs more for it; a longer message says something else. */
const LONGEST = 40
const LONGEST_WORD = 9

/**
 * Which of these a message asks, or undefined.
 *
 * Every letter must belong to a listed word: 你知道我该问客户什么吗 is a question about something else, and an answer must
 * never be taken for this.
 */
export function ownDataIn(text: string, phrases: OwnDataPhrases): OwnDataId | undefined {
  if (text.length > LONGEST) return undefined
  const letters = normalise(text).replace(/[^\p{L}\p{N}]/gu, '')
  return letters === '' ? undefined : OWN_DATA.find((id) => isMadeOf(letters, phrases[id]))
}

/** Can the letters be parted into listed words, one of each list among them? */
function isMadeOf(letters: string, { needs, others }: OwnDataWords): boolean {
  if (!isSpelt(letters, [...needs, others])) return false
  const all = 2 ** needs.length - 1
  // For each place: the lists that can have been met before it, as bits.
  const reached: ReadonlySet<number>[] = [new Set([0])]
  for (let end = 1; end <= letters.length; end++) {
    const met = new Set<number>()
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start++) {
      const before = reached[start]
      if (before === undefined || before.size === 0) continue
      const word = letters.slice(start, end)
      const lists = needs.flatMap((list, index) => (list.has(word) ? [2 ** index] : []))
      for (const bits of before) {
        if (others.has(word)) met.add(bits)
        for (const bit of lists) met.add(bits | bit)
      }
    }
    reached.push(met)
  }
  return reached.at(-1)?.has(all) === true
}
