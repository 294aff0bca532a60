import { joinVectors, type SparseVector, tfIdfVectorizer } from './vectors.ts'

/** A kind of features, how much it weighs beside the others, and in how many texts a feature must stand to count. */
export interface FeatureKind {
  readonly featuresOf: (searchable: string) => string[]
  readonly scale: number
  readonly least: number
}

/** Turns texts into vectors that hold each kind of features as a vector of its own, side by side. */
export function textVectorizer(texts: readonly string[], featureKinds: readonly FeatureKind[]) {
  const kinds = featureKinds.map(({ featuresOf, scale, least }) => ({
    featuresOf,
    scale,
    ...tfIdfVectorizer(texts.map(featuresOf), least),
  }))
  const join = (vectorOf: (kind: (typeof kinds)[number]) => SparseVector): SparseVector =>
    joinVectors(kinds.map((kind) => ({ vector: vectorOf(kind), size: kind.size, scale: kind.scale })))

  return {
    size: kinds.reduce((sum, kind) => sum + kind.size, 0),
    documents: texts.map((_, n) => join((kind) => kind.documents[n] as SparseVector)),
    vectorize: (text: string) => join((kind) => kind.vectorize(kind.featuresOf(text))),
  }
}
