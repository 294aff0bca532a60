import { squeezed } from '../normalise.ts'
import { simplify } from '../simplify.ts'

/** From this share of likeness on, and so much before the next, an option may be meant. */
const LIKE = 0.3
const AHEAD = 0.12

const DENIES = /[不没未别无]/u

/** How much of the likeness counts by what is known of an option, the rest by what was said. */
const BY_KNOWN = 0.7

/**
 * The option that words are most like, by the letters and pairs of letters that they share with how people choose it;
 * undefined where none stands out. Likeness knows no "not": it is good for a question back, never for an answer.
 */
export function optionLike(text: string, ways: ReadonlyMap<string, readonly string[]>): string | undefined {
  const said = gramsOf(text)
  const isDenied = DENIES.test(text)
  const known = [...ways].map(([id, words]) => {
    // 开始做了 is like 不做了, and its opposite.
    const alike = words.filter((word) => isDenied || !DENIES.test(word))
    return { id, words: alike.map(gramsOf) }
  })
  const weight = rarity(known.flatMap(({ words }) => words))
  const sum = (grams: Iterable<string>): number => [...grams].reduce((all, gram) => all + weight(gram), 0)
  const whole = sum(said)
  const ranked = known
    .map(({ id, words }) => {
      const scores = words.map((word) => {
        const shared = sum([...word].filter((gram) => said.has(gram)))
        return shared / (BY_KNOWN * sum(word) + (1 - BY_KNOWN) * whole)
      })
      return { id, score: Math.max(0, ...scores) }
    })
    .sort((one, other) => other.score - one.score)
  const [first, second] = ranked
  if (first === undefined || first.score < LIKE) return undefined
  return first.score - (second?.score ?? 0) < AHEAD ? undefined : first.id
}

function gramsOf(text: string): ReadonlySet<string> {
  const letters = [...squeezed(simplify(text))]
  return new Set(letters.flatMap((letter, at) => (at === 0 ? [letter] : [letter, `${letters[at - 1]}${letter}`])))
}

/** A letter that is in all words tells little. */
function rarity(words: readonly ReadonlySet<string>[]): (gram: string) => number {
  const counts = new Map<string, number>()
  for (const word of words) for (const gram of word) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  return (gram) => Math.log(1 + words.length / (1 + (counts.get(gram) ?? 0)))
}
