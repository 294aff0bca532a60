import { bare, squeezed } from './normalise.ts'
import type { TermPhrases } from './term-words.ts'

/** Longer than this, in UTF-16 units, a message asks for more than a word. */
const LONGEST = 30

/** The page of the word that a message asks for and nothing else. */
export function termAskedFor(text: string, { around, before, after, pages }: TermPhrases): string | undefined {
  const letters = squeezed(bare(text))
  if (letters.length > LONGEST) return undefined
  const starts = cuts(letters, [around, before], 'start')
  const ends = cuts(letters, [around, after], 'end')
  for (const [start, isAskedBefore] of starts) {
    for (const [end, isAskedAfter] of ends) {
      if (end <= start || !(isAskedBefore || isAskedAfter)) continue
      const page = pages.get(letters.slice(start, end))
      if (page !== undefined) return page
    }
  }
  return undefined
}

/** The places up to which the letters are known words, from one side, and whether one that asks is among them. */
function cuts(
  letters: string,
  [around, asking]: readonly [ReadonlySet<string>, ReadonlySet<string>],
  side: 'start' | 'end',
): (readonly [place: number, isAsked: boolean])[] {
  const first = side === 'start' ? 0 : letters.length
  const found = new Map<string, readonly [number, boolean]>([[`${first} false`, [first, false]]])
  for (const [place, isAsked] of found.values()) {
    const longest = side === 'start' ? letters.length - place : place
    for (let length = 1; length <= longest; length++) {
      const next = side === 'start' ? place + length : place - length
      const word = letters.slice(Math.min(place, next), Math.max(place, next))
      const asks = asking.has(word)
      if (!asks && !around.has(word)) continue
      const cut = [next, isAsked || asks] as const
      found.set(cut.join(' '), cut)
    }
  }
  return [...found.values()]
}
