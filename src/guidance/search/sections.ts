import { characterFeatures, searchableText, widerFeatures, wordFeatures } from './features.ts'
import { trainSoftmax } from './softmax.ts'
import { textVectorizer } from './text-vectorizer.ts'

/** A section's text, to be searched, and sentences as people ask for it. */
export interface SectionText {
  readonly id: string
  readonly text: string
  readonly examples: readonly string[]
}

/** By how much of the topic's share the first must lead the second to count as "the" section. */
const LEAD = 0.1

const KINDS = [
  { featuresOf: characterFeatures, scale: 1, least: 1 },
  { featuresOf: widerFeatures, scale: 0.6, least: 2 },
  { featuresOf: wordFeatures, scale: 0.5, least: 1 },
]

/** Shorter pieces of a section's text are headings or numbers, in UTF-16 units. */
const SHORTEST = 6

/**
 * Finds the section of a known topic that a message is about: learnt from how people ask for it, and from each sentence of its own
 * text.
 *
 * All sections are learnt together, also those of other topics, so that what is common to all questions weighs nothing;
 * but only those of the topic are compared. Undefined when none stands out, and then the overview is the honest answer.
 * Examples and messages must have gone through the same normalisation.
 */
export function trainSectionSearch<Topic extends string>(
  sections: ReadonlyMap<Topic, readonly SectionText[]>,
): (topic: Topic, text: string) => string | undefined {
  const all = [...sections.values()].flat()
  const learnt = all.flatMap(({ text, examples }, section) =>
    [...examples, ...text.split(/[。！？\n]/u).filter((one) => one.trim().length >= SHORTEST)].map((sentence) => ({
      section,
      sentence,
    })),
  )
  const { size, documents, vectorize } = textVectorizer(
    learnt.map(({ sentence }) => searchableText(sentence)),
    KINDS,
  )
  const classify = trainSoftmax(
    documents,
    learnt.map(({ section }) => section),
    all.length,
    size,
  )
  const places = new Map(
    [...sections].map(([topic, list]) => [topic, list.map(({ id }) => all.findIndex((one) => one.id === id))]),
  )

  return (topic, text) => {
    const vector = vectorize(searchableText(text))
    if (vector.features.length === 0) return undefined
    const shares = classify(vector)
    const ranked = (places.get(topic) ?? [])
      .map((place) => ({ id: all[place]?.id, share: shares[place] ?? 0 }))
      .sort((one, other) => other.share - one.share)
    const [first, second] = ranked
    if (first === undefined) return undefined
    const together = ranked.reduce((sum, { share }) => sum + share, 0)
    return first.share - (second?.share ?? 0) >= LEAD * together ? first.id : undefined
  }
}
