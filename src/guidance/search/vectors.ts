/** A sparse vector: `weights[n]` belongs to the feature number `features[n]`. */
export interface SparseVector {
  readonly features: Int32Array
  readonly weights: Float64Array
}

/** Turns the features of texts into vectors of unit length; features never seen in training are left out. */
export interface Vectorizer {
  readonly size: number
  /** The vectors of the documents it was made from, in their order. */
  readonly documents: readonly SparseVector[]
  readonly vectorize: (features: readonly string[]) => SparseVector
}

/**
 * A vectorizer that weighs each feature by tf-idf over the given documents, so that what stands in every
 * sentence (的, 我, 吗) counts for little and what is rare for much.
 */
export function tfIdfVectorizer(documents: readonly (readonly string[])[]): Vectorizer {
  const numbers = new Map<string, number>()
  const documentsWith: number[] = []
  const counted = documents.map((document) => {
    const counts = new Map<number, number>()
    for (const feature of document) {
      let number = numbers.get(feature)
      if (number === undefined) {
        number = documentsWith.push(0) - 1
        numbers.set(feature, number)
      }
      const before = counts.get(number) ?? 0
      if (before === 0) documentsWith[number] = (documentsWith[number] as number) + 1
      counts.set(number, before + 1)
    }
    return counts
  })
  const rarity = Float64Array.from(documentsWith, (count) => Math.log(1 + documents.length / count))

  return {
    size: rarity.length,
    documents: counted.map((counts) => unitVector(counts, rarity)),
    vectorize: (features) => {
      const counts = new Map<number, number>()
      for (const feature of features) {
        const number = numbers.get(feature)
        if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1)
      }
      return unitVector(counts, rarity)
    },
  }
}

function unitVector(counts: ReadonlyMap<number, number>, rarity: Float64Array): SparseVector {
  const features = new Int32Array(counts.size)
  const weights = new Float64Array(counts.size)
  let position = 0
  let squares = 0
  for (const [number, count] of counts) {
    const weight = (1 + Math.log(count)) * (rarity[number] as number)
    features[position] = number
    weights[position] = weight
    squares += weight * weight
    position++
  }
  const length = Math.sqrt(squares) || 1
  for (let n = 0; n < weights.length; n++) weights[n] = (weights[n] as number) / length
  return { features, weights }
}

/** Several vectors side by side in one, each in its own range of feature numbers and scaled by its own factor. */
export function joinVectors(
  parts: readonly { readonly vector: SparseVector; readonly size: number; readonly scale: number }[],
): SparseVector {
  let total = 0
  for (const { vector } of parts) total += vector.features.length
  const joined = { features: new Int32Array(total), weights: new Float64Array(total) }
  let position = 0
  let offset = 0
  for (const { vector, size, scale } of parts) {
    for (let n = 0; n < vector.features.length; n++) {
      joined.features[position] = (vector.features[n] as number) + offset
      joined.weights[position] = (vector.weights[n] as number) * scale
      position++
    }
    offset += size
  }
  return joined
}
