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
 * sentence (的, 我, 吗) counts for little and what is rare for much. Features of fewer than `least` documents are left out.
 */
export function tfIdfVectorizer(documents: readonly (readonly string[])[], least = 1): Vectorizer {
  const ids = new Map<string, number>()
  /** By id: in how many documents, and which was the last of them, counted from 1. */
  const documentsWith: number[] = []
  const lastIn: number[] = []
  const numbered = documents.map((document, index) =>
    document.map((feature) => {
      let id = ids.get(feature)
      if (id === undefined) {
        id = documentsWith.push(0) - 1
        ids.set(feature, id)
      }
      if (lastIn[id] !== index + 1) {
        lastIn[id] = index + 1
        documentsWith[id] = (documentsWith[id] as number) + 1
      }
      return id
    }),
  )
  const kept = documentsWith.map((count) => count >= least)
  const numbers = Int32Array.from(kept, () => NOT_KEPT)
  const rarity: number[] = []
  for (const [feature, id] of ids) {
    if (kept[id]) numbers[id] = rarity.push(Math.log(1 + documents.length / (documentsWith[id] as number))) - 1
    else ids.delete(feature)
  }

  return {
    size: rarity.length,
    documents: numbered.map((document) => unitVector(document, numbers, rarity)),
    vectorize: (features) => {
      const known = features.flatMap((feature) => ids.get(feature) ?? [])
      return unitVector(known, numbers, rarity)
    },
  }
}

/** Stands for the number of a feature that is too rare. */
const NOT_KEPT = -1

function unitVector(ids: readonly number[], numbers: Int32Array, rarity: readonly number[]): SparseVector {
  const counts = new Map<number, number>()
  for (const id of ids) {
    const number = numbers[id] as number
    if (number !== NOT_KEPT) counts.set(number, (counts.get(number) ?? 0) + 1)
  }
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
