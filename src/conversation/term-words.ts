/** data/phrases/terms.yaml, looked up; all words in the form of `squeezed`. */
export interface TermPhrases {
  /** Words that say nothing by themselves. */
  readonly around: ReadonlySet<string>
  /** What asks for a meaning, before the word and after it. */
  readonly before: ReadonlySet<string>
  readonly after: ReadonlySet<string>
  /** The page that says what a word is. */
  readonly pages: ReadonlyMap<string, string>
}
