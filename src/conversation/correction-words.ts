/** data/phrases/corrections.yaml: each list longest first, `names` by question id. */
export interface CorrectionPhrases {
  readonly wrong: readonly string[]
  readonly around: readonly string[]
  readonly last: readonly string[]
  readonly leads: readonly string[]
  readonly arrows: readonly string[]
  readonly open: readonly string[]
  readonly again: readonly string[]
  readonly links: readonly string[]
  readonly surely: readonly string[]
  readonly asking: readonly string[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
  /** What says that a part of an answer is not there. */
  readonly without: { readonly before: readonly string[]; readonly after: readonly string[] }
  /** What adds a part to the answer that is looked at again. */
  readonly also: readonly string[]
  readonly names: ReadonlyMap<string, readonly string[]>
}
