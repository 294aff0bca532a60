import { characterFeatures, lengthFeatures, searchableText, wordFeatures } from './features.ts'
import { trainSoftmax } from './softmax.ts'
import { textVectorizer } from './text-vectorizer.ts'

/** A sentence as people type it, and which alarm it is; undefined for what only sounds like one. */
export interface AlarmExample<Case extends string> {
  readonly text: string
  readonly id: Case | undefined
}

/** What a message is like: the share of each alarm, the greatest first. What is left up to 1 is no alarm. */
export interface AlarmGuess<Case extends string> {
  readonly ranked: readonly { readonly id: Case; readonly share: number }[]
}

/** No wider features than the topic search's oldest: they gained nothing here, and cost half of the time to train. */
const KINDS = [
  { featuresOf: characterFeatures, scale: 1, least: 1 },
  { featuresOf: wordFeatures, scale: 0.5, least: 1 },
  { featuresOf: lengthFeatures, scale: 0.2, least: 1 },
]

/**
 * Learns from examples what an emergency sounds like when it is told sideways, in words that no list has. It knows likeness
 * only, neither "if" nor "not": what it hears must be weighed by whoever asks.
 */
export function trainAlarmSearch<Case extends string>(
  cases: readonly Case[],
  examples: readonly AlarmExample<Case>[],
): (text: string) => AlarmGuess<Case> {
  const { size, documents, vectorize } = textVectorizer(
    examples.map((example) => searchableText(example.text)),
    KINDS,
  )
  const classify = trainSoftmax(
    documents,
    examples.map(({ id }) => (id === undefined ? cases.length : cases.indexOf(id))),
    cases.length + 1,
    size,
  )
  return (text) => {
    const vector = vectorize(searchableText(text))
    const shares = vector.features.length === 0 ? undefined : classify(vector)
    return { ranked: cases.map((id, n) => ({ id, share: shares?.[n] ?? 0 })).sort((a, b) => b.share - a.share) }
  }
}
