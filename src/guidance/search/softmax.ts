import type { SparseVector } from './vectors.ts'

const PASSES = 4
const STEP = 0.3

/** Keeps the first steps from being huge, when nothing is known yet about how steep the way is. */
const FIRST_STEEPNESS = 0.01

/** Errors below this teach nothing worth the time. */
const SMALLEST_ERROR = 0.01

/** The share of each class, together 1, that a vector is taken for. */
export type Classifier = (vector: SparseVector) => Float64Array

/**
 * Trains a multinomial logistic regression (softmax) with AdaGrad. So few passes end before it knows the examples by
 * heart, which is all the regularisation it needs. The order is shuffled with a fixed seed: the same examples always
 * give the same weights.
 */
export function trainSoftmax(
  vectors: readonly SparseVector[],
  classes: readonly number[],
  classCount: number,
  featureCount: number,
): Classifier {
  // One row of `classCount` numbers for each feature, and a last row for how common each class is.
  const weights = new Float64Array((featureCount + 1) * classCount)
  const steepness = new Float64Array(weights.length).fill(FIRST_STEEPNESS)
  const classify: Classifier = (vector) => shares(vector, weights, classCount)

  const random = seededRandom(1)
  const order = vectors.map((_, index) => index)
  for (let pass = 0; pass < PASSES; pass++) {
    shuffle(order, random)
    for (const index of order) {
      const vector = vectors[index] as SparseVector
      const errors = classify(vector)
      errors[classes[index] as number] = (errors[classes[index] as number] as number) - 1
      correct(weights, steepness, vector, errors)
    }
  }
  return classify
}

function shares({ features, weights: values }: SparseVector, weights: Float64Array, classCount: number): Float64Array {
  const scores = weights.slice(weights.length - classCount)
  for (let n = 0; n < features.length; n++) {
    const row = (features[n] as number) * classCount
    const value = values[n] as number
    for (let k = 0; k < classCount; k++) scores[k] = (scores[k] as number) + (weights[row + k] as number) * value
  }
  const highest = Math.max(...scores)
  let sum = 0
  for (let k = 0; k < classCount; k++) {
    const power = Math.exp((scores[k] as number) - highest)
    scores[k] = power
    sum += power
  }
  for (let k = 0; k < classCount; k++) scores[k] = (scores[k] as number) / sum
  return scores
}

function correct(weights: Float64Array, steepness: Float64Array, vector: SparseVector, errors: Float64Array): void {
  const step = (at: number, slope: number): void => {
    const steep = (steepness[at] as number) + slope * slope
    steepness[at] = steep
    weights[at] = (weights[at] as number) - (STEP * slope) / Math.sqrt(steep)
  }
  const wrong = [...errors.keys()].filter((k) => Math.abs(errors[k] as number) >= SMALLEST_ERROR)
  for (let n = 0; n < vector.features.length; n++) {
    const row = (vector.features[n] as number) * errors.length
    const value = vector.weights[n] as number
    for (const k of wrong) step(row + k, (errors[k] as number) * value)
  }
  for (const k of wrong) step(weights.length - errors.length + k, errors[k] as number)
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const moved = order[last] as number
    order[last] = order[other] as number
    order[other] = moved
  }
}

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
