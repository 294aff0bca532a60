/** How much of either end of a long story is read: what somebody wants to know comes first or last. In UTF-16 units. */
const LONGEST_END = 300

/** Upper bounds, in UTF-16 units, of the lengths told apart. Greetings and abuse are short, worries are long. */
const LENGTH_STEPS = [3, 7, 13, 21, 39]

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** The text as the search compares it: one width, one case, no more than is worth reading. */
export function searchableText(text: string): string {
  const worthReading =
    text.length <= 2 * LONGEST_END ? text : `${text.slice(0, LONGEST_END)}\n${text.slice(-LONGEST_END)}`
  return worthReading.normalize('NFKC').toLowerCase()
}

/**
 * Single characters and pairs, with the edges of each clause marked. Typos, dialect and slang break word lists;
 * characters still carry some of the meaning.
 */
export function characterFeatures(searchable: string): string[] {
  return searchable
    .split(/[^\p{L}\p{N}]+/u)
    .filter((clause) => clause !== '')
    .flatMap(clauseFeatures)
}

/** Three characters in a row, and two with one between: 传出去, and 泄…密 whatever stands inside. */
export function widerFeatures(searchable: string): string[] {
  return searchable.split(/[^\p{L}\p{N}]+/u).flatMap((clause) => {
    const characters = [...clause]
    const around = ['^', ...characters, '$']
    return characters.flatMap((character, n) => [
      (around[n] as string) + character + (around[n + 2] as string),
      ...(n < 2 ? [] : [`${characters[n - 2]}…${character}`]),
    ])
  })
}

/** The words of the text. Chinese has no spaces, so the dictionary of the runtime finds where they end. */
export function wordFeatures(searchable: string): string[] {
  return [...segmenter.segment(searchable)].filter((part) => part.isWordLike).map((part) => part.segment)
}

/** Roughly how long the text is; nothing for a text without letters, which has nothing to be long about. */
export function lengthFeatures(searchable: string): string[] {
  if (!/[\p{L}\p{N}]/u.test(searchable)) return []
  return [String(LENGTH_STEPS.filter((step) => searchable.length > step).length)]
}

function clauseFeatures(clause: string): string[] {
  const characters = ['^', ...clause, '$']
  const features: string[] = []
  for (let n = 1; n < characters.length; n++) {
    const character = characters[n] as string
    features.push((characters[n - 1] as string) + character)
    if (n < characters.length - 1) features.push(character)
  }
  return features
}
