/** What a word says when somebody tells what a clause of an agreement says. */
export type ClauseToken =
  | { readonly kind: 'option'; readonly id: string }
  | {
      readonly kind: 'none' | 'not' | 'have' | 'unwritten' | 'blank' | 'cap' | 'or' | 'hedge' | 'unread' | 'around'
    }

/** How the words about one clause come together to an option of its question. */
export interface ClauseQuestion {
  /** Every word, in the form of `normalise` without spaces, by its first character. */
  readonly words: ReadonlyMap<string, readonly (readonly [word: string, token: ClauseToken])[]>
  /** The option that each of these stands for, said alone. */
  readonly alone: Readonly<Partial<Record<'none' | 'have' | 'unwritten' | 'blank' | 'cap', string>>>
  /** What the denial of an option's words stands for: 没有不让接. */
  readonly denied: Readonly<Record<string, string>>
  /** What any sum, multiple or percentage stands for, where sums are asked for. */
  readonly sum: string | undefined
  readonly judgesLength: boolean
  /** Does a bad word or a figure decide among words that are not known? */
  readonly isDecidedByWord: boolean
  /** Options in the order in which they win when several are said; `worse` is an option's grave form. */
  readonly order: readonly string[]
  /** Two options that may be said together, and what they are with an "or" and without. */
  readonly both: { readonly of: readonly [string, string]; readonly and: string; readonly or: string } | undefined
}

/** How people tell what a clause says, from data/phrases/clauses.yaml, by question id. */
export type ClausePhrases = ReadonlyMap<string, ClauseQuestion>
