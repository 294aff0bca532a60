import type { SparseVector } from './vectors.ts'

const PASSES = 3
const STEP = 0.3

/** Keeps the first steps from being huge, when nothing is known yet about how steep the way is. */
const FIRST_STEEPNESS = 0.01

/**
 * The share that is left to all classes alike, whatever the label says: a question on a border between two topics has one
 * label all the same, and must not be learnt as if the other were absurd.
 */
const DOUBT = 0.1

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
  const weights = new Float32Array((featureCount + 1) * classCount)
  const steepness = new Float32Array(weights.length).fill(FIRST_STEEPNESS)
  const classify: Classifier = (vector) => shares(vector, weights, classCount)

  const random = seededRandom(1)
  const order = vectors.map((_, index) => index)
  for (let pass = 0; pass < PASSES; pass++) {
    shuffle(order, random)
    for (const index of order) {
      const vector = vectors[index] as SparseVector
      const errors = classify(vector)
      for (let k = 0; k < classCount; k++) errors[k] = (errors[k] as number) - DOUBT / classCount
      errors[classes[index] as number] = (errors[classes[index] as number] as number) - (1 - DOUBT)
      correct(weights, steepness, vector, errors)
    }
  }
  return classify
}

function shares({ features, weights: values }: SparseVector, weights: Float32Array, classCount: number): Float64Array {
  const scores = Float64Array.from(weights.subarray(weights.length - classCount))
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

/** One step down, for each feature of the vector and for the classes that are wrong by enough. */
function correct(weights: Float32Array, steepness: Float32Array, vector: SparseVector, errors: Float64Array): void {
  const classCount = errors.length
  for (let k = 0; k < classCount; k++) {
    const error = errors[k] as number
    if (Math.abs(error) < SMALLEST_ERROR) continue
    for (let n = 0; n < vector.features.length; n++) {
      const at = (vector.features[n] as number) * classCount + k
      step(weights, steepness, at, error * (vector.weights[n] as number))
    }
    step(weights, steepness, weights.length - classCount + k, error)
  }
}

function step(weights: Float32Array, steepness: Float32Array, at: number, slope: number): void {
  const steep = (steepness[at] as number) + slope * slope
  steepness[at] = steep
  weights[at] = (weights[at] as number) - (STEP * slope) / Math.sqrt(steep)
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
