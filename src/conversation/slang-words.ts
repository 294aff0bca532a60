/** What people write for a word that everybody knows, by dialect, by sound or in figures. */
export interface SlangPhrases {
  /** Anywhere in a message, the longest first: 莫得 for 没有; a word that only looks like one stands for itself. */
  readonly words: readonly (readonly [written: string, meant: string])[]
  /** Only as a part by itself: 4的 for 是的. In the form of `bare`. */
  readonly whole: ReadonlyMap<string, string>
}
