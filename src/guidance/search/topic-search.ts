import { TOPICS, type TopicId } from '../topics.ts'
import type { TopicExample } from './examples.ts'
import { characterFeatures, lengthFeatures, searchableText, widerFeatures, wordFeatures } from './features.ts'
import { trainSoftmax } from './softmax.ts'
import { textVectorizer } from './text-vectorizer.ts'

/** What a message is about. `ranked` holds all topics, best first, whether or not the message is about any. */
export interface TopicRanking {
  readonly best: TopicId | 'none'
  /** `unsure`: better ask which of the first few is meant; `near`: a stranger, but perhaps one of these after all. */
  readonly confidence: 'sure' | 'unsure' | 'near' | 'none'
  readonly ranked: readonly { readonly id: TopicId; readonly score: number }[]
}

/** A stranger counts this much more than its share: a wrong topic annoys more than a question back. */
const STRANGER_FACTOR = 1.1

/** By how much the best topic must lead the next, stranger included, to be taken without asking. */
const SURE_LEAD = 0.3

/** From this share on, a topic that a stranger has outweighed is still worth naming. */
const NEAR = 0.2

const KINDS = [
  { featuresOf: characterFeatures, scale: 1, least: 1 },
  { featuresOf: widerFeatures, scale: 0.6, least: 2 },
  { featuresOf: wordFeatures, scale: 0.5, least: 1 },
  { featuresOf: lengthFeatures, scale: 0.2, least: 1 },
]

const CLASSES = [...TOPICS, 'none'] as const

/**
 * Learns from examples to tell which topic of the guidance a free-text message is about, or none.
 * Deterministic and free of I/O; six tenths of a second at start, well under a millisecond a message. Examples and messages
 * must have gone through the same normalisation (traditional to simplified characters), or they do not meet.
 */
export function trainTopicSearch(examples: readonly TopicExample[]): (text: string) => TopicRanking {
  const { size, documents, vectorize } = textVectorizer(
    examples.map((example) => searchableText(example.text)),
    KINDS,
  )
  const classify = trainSoftmax(
    documents,
    examples.map((example) => CLASSES.indexOf(example.topic)),
    CLASSES.length,
    size,
  )

  return (text) => {
    const vector = vectorize(searchableText(text))
    const shares = classify(vector)
    const ranked = TOPICS.map((id, n) => ({ id, score: shares[n] ?? 0 })).sort((a, b) => b.score - a.score)
    const [first, second] = ranked
    const stranger = (shares[TOPICS.length] ?? 0) * STRANGER_FACTOR
    if (vector.features.length === 0 || first === undefined || second === undefined || stranger >= first.score) {
      const isNear = vector.features.length > 0 && (first?.score ?? 0) >= NEAR
      return { best: 'none', confidence: isNear ? 'near' : 'none', ranked }
    }
    const lead = first.score - Math.max(second.score, stranger)
    return { best: first.id, confidence: lead >= SURE_LEAD ? 'sure' : 'unsure', ranked }
  }
}
