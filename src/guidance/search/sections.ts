/** A section's text, to be searched, and sentences as people ask for it. */
export interface SectionText {
  readonly id: string
  readonly text: string
  readonly examples: readonly string[]
}

/** How much better than the second the first must be to count as "the" section. */
const LEAD = 1.15

/** How much a section's own text counts against the example that is most like the message. */
const TEXT_WEIGHT = 0.5

/**
 * Finds the section of a known topic that a message is about, by characters and pairs of them, weighted by rarity: how like it
 * is to the nearest example, and how much of it is in the section's text.
 *
 * People do not use a section's words, so the examples count for more. Undefined when none stands out, and then the
 * overview is the honest answer.
 */
export function trainSectionSearch<Topic extends string>(
  sections: ReadonlyMap<Topic, readonly SectionText[]>,
): (topic: Topic, text: string) => string | undefined {
  const all = [...sections.values()].flat().flatMap(({ text, examples }) => [text, ...examples].map(features))
  const seenIn = new Map<string, number>()
  for (const set of all) for (const feature of set) seenIn.set(feature, (seenIn.get(feature) ?? 0) + 1)
  const weight = (feature: string) => Math.log(1 + all.length / (seenIn.get(feature) ?? all.length)) ** 2
  const total = (set: Iterable<string>) => [...set].reduce((sum, feature) => sum + weight(feature), 0)
  const searched = new Map(
    [...sections].map(([topic, list]) => [
      topic,
      list.map(({ id, text, examples }) => ({
        id,
        text: features(text),
        examples: examples.map((example) => ({ set: features(example), size: total(features(example)) })),
      })),
    ]),
  )
  return (topic, text) => {
    const asked = features(text.slice(0, 500))
    const size = total(asked)
    const shared = (set: ReadonlySet<string>) => total([...asked].filter((feature) => set.has(feature)))
    if (size === 0) return undefined
    const scored = (searched.get(topic) ?? [])
      .map(({ id, text: own, examples }) => {
        const nearest = Math.max(0, ...examples.map((one) => shared(one.set) / Math.sqrt(size * one.size)))
        return { id, score: nearest + (TEXT_WEIGHT * shared(own)) / size }
      })
      .sort((a, b) => b.score - a.score)
    const [first, second] = scored
    if (first === undefined || first.score === 0) return undefined
    return second === undefined || first.score >= LEAD * second.score ? first.id : undefined
  }
}

/** Characters and pairs; the signs between them part. */
function features(text: string): ReadonlySet<string> {
  const clean = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
  return new Set(
    clean.split(' ').flatMap((word) => {
      const chars = [...word]
      return [...chars, ...chars.slice(1).map((char, index) => `${chars[index]}${char}`)]
    }),
  )
}
