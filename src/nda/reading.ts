import type { ClauseTypeId } from './clause-types.ts'
import type { Cut } from './cut.ts'

/** How bad a red flag is: no wording can mend it, it must be talked about before signing, it is worth asking. */
export const SEVERITIES = ['refuse', 'must', 'should'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A piece of the text as it was given: `text.slice(start, end)` (UTF-16 units) is the verbatim quote. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** One numbered or headed clause with everything below it, up to the next one. */
export interface Clause extends Span {
  /** As it is written: 第三条, 三、, 3.1. */
  readonly number?: string
  readonly heading?: string
}

/** A sum that somebody is to pay. Several of the values may be known: 报酬的200%, 每条5000元. */
export interface Amount extends Span {
  readonly yuan?: number
  /** So many times the fee: 报酬的三倍 is 3. */
  readonly feeTimes?: number
  readonly percent?: number
  /** The sum is owed for each occurrence, each item leaked or each day. */
  readonly per?: 'time' | 'item' | 'day'
  /** Left open to be filled in: 人民币____元. */
  readonly blank?: true
}

/** A stretch of time as the contract states it; years are given as months, weeks as days. */
export interface Period extends Span {
  readonly months?: number
  readonly days?: number
  readonly hours?: number
  readonly forever?: true
  /** What it runs from. `public`: until the information is public. */
  readonly from?: 'signing' | 'disclosure' | 'end' | 'public' | 'discovery'
  readonly blank?: true
}

/** A red flag. The span is the piece of a sentence that raised it; for something that is absent it is empty (start === end). */
export interface Flag extends Span {
  readonly id: string
  readonly type: ClauseTypeId
  readonly severity: Severity
  /** The very words that the rule found, for whoever edits the rules. */
  readonly words?: Span
}

/** What the contract says about one kind of clause. The span is the sentence that shows it best, empty when absent. */
export interface TypeFinding extends Span {
  readonly type: ClauseTypeId
  readonly present: boolean
  /** Its words occur, yet not in a sentence that settles anything: to be looked at by a person. */
  readonly unclear?: true
  readonly flags: readonly Flag[]
  readonly amounts: readonly Amount[]
  readonly periods: readonly Period[]
}

/** What is filed about a contract: no words of it. */
export interface ContractFacts {
  /** How long secrecy lasts, in months. */
  readonly termMonths?: number
  readonly termForever?: boolean
  /** The last day of secrecy or of the agreement, ISO, when the contract names it. */
  readonly endDate?: string
  /** Within how many hours a leak is to be notified; 立即 is 0. */
  readonly noticeHours?: number
  readonly returnDuty?: boolean
  /** Both sides owe secrecy. */
  readonly mutual?: boolean
  readonly penaltyYuan?: number
  readonly penaltyFeeTimes?: number
}

/** Everything that could be told about a contract. Nothing of it says that the contract is safe. */
export interface ContractReading {
  readonly language: 'zh' | 'en'
  /** What the contract calls the freelancer (乙方, 接收方 …), when that could be told. */
  readonly freelancer?: string
  readonly clauses: readonly Clause[]
  /** One for each of `CLAUSE_TYPES`, in that order. */
  readonly types: readonly TypeFinding[]
  readonly missing: readonly ClauseTypeId[]
  /** Only a part of the contract was given: what it does not say is no red flag, it may stand in the rest. */
  readonly cut?: Cut
  /** False for what is no contract at all: a chat, an article, an invoice. */
  readonly isContract: boolean
  readonly facts: ContractFacts
}
