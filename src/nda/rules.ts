import type { ClauseTypeId } from './clause-types.ts'
import type { Pattern, Side } from './pattern.ts'
import type { Severity } from './reading.ts'
import type { WordFinder } from './words.ts'

/** What an explanation of a type or a flag consists of, for whoever tells the user. */
export interface FlagText {
  readonly id: string
  readonly type: ClauseTypeId
  readonly severity: Severity
  readonly title: string
  readonly why: string
  readonly ask: string
}

export interface TypeText {
  readonly name: string
  readonly why: string
  readonly ask: string
  /** Where it is there without a red flag. */
  readonly fine: string
  /** Where it is not there. */
  readonly unwritten: string
  readonly law: readonly string[]
}

export interface Conditions {
  readonly unless: readonly Pattern[]
  readonly unlessClause: readonly Pattern[]
  readonly ifClause: readonly Pattern[]
  readonly unlessDocument: readonly Pattern[]
  readonly ifDocument: readonly Pattern[]
  readonly within?: 'secrecy' | 'elsewhere'
}

export interface FinderRule extends Conditions {
  readonly find: readonly Pattern[]
}

export interface FlagRule extends Conditions {
  readonly id: string
  readonly severity: Severity
  readonly when: readonly FinderRule[]
}

export interface TypeRule {
  readonly type: ClauseTypeId
  readonly present: readonly FinderRule[]
  readonly hints: readonly FinderRule[]
  readonly absent?: { readonly id: string; readonly severity: Severity }
  readonly flags: readonly FlagRule[]
}

/** Everything that `readContract` goes by, and the texts for what it finds. */
export interface NdaRules {
  /** One for each clause type, in the order of `CLAUSE_TYPES`. */
  readonly types: readonly TypeRule[]
  readonly texts: ReadonlyMap<ClauseTypeId, TypeText>
  readonly flags: ReadonlyMap<string, FlagText>
  readonly finder: WordFinder
  /** The number of the word list for each place that has words, by `wordsKey`. */
  readonly lists: ReadonlyMap<string, number>
  readonly roles: readonly { readonly word: string; readonly list: number; readonly side: Side | 'label' | 'speaker' }[]
  /** Names of trades: the freelancer's when the title names the trade (主播合作协议). */
  readonly titled: readonly string[]
  /** The lists of longer words, within which no shorter one counts: there is no 归 in 归还. */
  readonly compounds: readonly number[]
  readonly contract: {
    readonly signs: readonly string[]
    readonly not: readonly string[]
    /** Without any of these a contract has nothing to do with secrecy. */
    readonly about: readonly string[]
    /** Words that contain one of `about` and have nothing to do with the contract's secrecy. */
    readonly aboutNot: readonly string[]
    /** How terms in a chat are agreed to: 同意请回复. */
    readonly accept: readonly string[]
  }
  readonly secrecy: readonly string[]
  /** Any of them shows that both sides owe secrecy. */
  readonly mutual: readonly Pattern[]
}
