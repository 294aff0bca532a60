import type { AnswerValue, Question } from '../../../flows/shared/question.ts'
import type { PageFacts, Phrases } from '../knowledge.ts'
import type { ClausePhrases } from './clause-words.ts'
import type { YesNoPhrases } from './yes-no.ts'

/** A thing that was named for an option which it is an instance of: 他家进货价 for 商业秘密. */
export interface Instance {
  readonly id: string
  readonly words: string
}

/** What a message turned out to be, read as the answer to a question. */
export type Reading =
  /** An answer. `outOfRange` and `unclear` are what else was in it and could not be used: the person is told. */
  | {
      readonly kind: 'answer'
      readonly value: AnswerValue
      readonly outOfRange?: readonly number[]
      readonly unclear?: readonly string[]
      readonly instances?: readonly Instance[]
    }
  | { readonly kind: 'outOfRange'; readonly numbers: readonly number[] }
  /** Several options fit, and one was asked for. */
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[] }
  | { readonly kind: 'noSuchDay'; readonly text: string }
  | { readonly kind: 'future' }
  /** More than one day (上周): which is meant has to be asked. */
  | { readonly kind: 'unclearDay' }
  /** Two lengths at once (两三年): which is meant has to be asked. */
  | { readonly kind: 'unclearLength' }
  /** Half a yes, or half of what is chosen: it is asked what is meant, because a record must not rest on a guess. */
  | { readonly kind: 'vague'; readonly ids?: readonly string[] }
  /** A number where no numbers were shown: it may as well repeat the one before. */
  | { readonly kind: 'unnumbered' }
  | { readonly kind: 'notUnderstood' }

/** What reading an answer depends on; `today` is the person's own day, `YYYY-MM-DD`. */
export interface ReadingContext {
  readonly question: Question
  readonly page: PageFacts
  readonly phrases: Phrases
  readonly yesNo: YesNoPhrases
  readonly clauses: ClausePhrases
  readonly today: string
  /** Was yes and no shown with numbers last? */
  readonly isNumbered?: boolean
}

export const NOT_UNDERSTOOD: Reading = { kind: 'notUnderstood' }
