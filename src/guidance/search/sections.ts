/** A section's text, to be searched. */
export interface SectionText {
  readonly id: string
  readonly text: string
}

/** How much better than the second the first must be to count as "the" section. */
const LEAD = 1.25

/**
 * Finds the section of a known topic that a message is about: cosine over character pairs weighted by rarity.
 *
 * Within a topic there are two to five sections, so a plain overlap does; undefined when none stands out, and then
 * the overview is the honest answer.
 */
export function trainSectionSearch<Topic extends string>(
  sections: ReadonlyMap<Topic, readonly SectionText[]>,
): (topic: Topic, text: string) => string | undefined {
  const all = [...sections.values()].flat().map(({ text }) => new Set(pairs(text)))
  const seenIn = new Map<string, number>()
  for (const set of all) for (const pair of set) seenIn.set(pair, (seenIn.get(pair) ?? 0) + 1)
  const weight = (pair: string) => Math.log(1 + all.length / (seenIn.get(pair) ?? all.length))
  const vectors = new Map(
    [...sections].map(([topic, list]) => [topic, list.map(({ id, text }) => ({ id, vector: new Set(pairs(text)) }))]),
  )
  return (topic, text) => {
    const asked = new Set(pairs(text.slice(0, 500)))
    const scored = (vectors.get(topic) ?? [])
      .map(({ id, vector }) => {
        let score = 0
        for (const pair of asked) if (vector.has(pair)) score += weight(pair)
        return { id, score: score / Math.sqrt(vector.size) }
      })
      .sort((a, b) => b.score - a.score)
    const [first, second] = scored
    if (first === undefined || first.score === 0) return undefined
    return second === undefined || first.score >= LEAD * second.score ? first.id : undefined
  }
}

function pairs(text: string): string[] {
  const clean = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
  return clean.split(' ').flatMap((word) => {
    const chars = [...word]
    return chars.slice(1).map((char, index) => `${chars[index]}${char}`)
  })
}
