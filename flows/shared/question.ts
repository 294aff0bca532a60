import type { Schedule } from './schedule.ts'
import type { TimeAsked, TimeValue } from './time-value.ts'

/**
 * What kind of answer a question takes; the understanding reads it to know what an answer can be. A `review` shows
 * every answer of the flow, each of which can be changed, and is answered with yes; a `contract` is the text of one, pasted
 * or as a file; a `time` is when somebody wants to be reminded, once or in a rhythm.
 */
export type QuestionKind =
  | 'text'
  | 'choice'
  | 'several'
  | 'yesno'
  | 'date'
  | 'time'
  | 'duration'
  | 'contract'
  | 'review'

/**
 * One question, as a pure function of a flow's context.
 *
 * All prose (wording, option labels, why it is asked) is on `page`; a flow names only ids.
 */
export interface Question {
  /** Unique within the flow for the life of a frame: `client`, `details.personal`. */
  readonly id: string
  readonly page: string
  readonly kind: QuestionKind
  /** Values for the page's placeholders. */
  readonly with?: Params
  /** Ids of the options that apply now, in the order shown; labels are on the page. */
  readonly options?: readonly Option[]
  /** What "随便" stands for. */
  readonly suggestion?: string
  /** A choice of which several may be made, to be dealt with one after the other. */
  readonly oneByOne?: boolean
  /** A choice, of one or several, that also takes words of one's own. */
  readonly ownWords?: boolean
  /** Do own words give a count, so that a number which is no option is one? */
  readonly counts?: boolean
  /** Is the choice told to others as a fact? Then half an answer (应该都删了吧) is asked about. */
  readonly definite?: boolean
  /** What a yes does cannot be undone: only the words on the question's own page count as one. */
  readonly irreversible?: boolean
  /** The earlier question whose answer is open again when this turns out not to have happened yet. */
  readonly takesBack?: string
  /** Does only advice hang on the choice, so that an option's word anywhere in a sentence will do? */
  readonly loose?: boolean
  /** Is the answer what somebody else said, so that a question in it is theirs? */
  readonly reported?: boolean
  /** Are facts told, so that one of them that is not known undoes none of the others? */
  readonly tells?: boolean
  /** Is it only about how to go on, so that its answer stands in no review and no record? */
  readonly unlisted?: boolean
  /** May it be skipped? Then the machine must route on an answer of kind `skipped`. */
  readonly skippable?: boolean
  /** Is the day one in the past, so that a later one is a slip? */
  readonly pastOnly?: boolean
  /** For a `time`: what is known of it already, or proposed. */
  readonly time?: TimeAsked
  /** Does "不确定 / 客户没说" count as an answer? Then the machine must route on an answer of kind `unsure`. */
  readonly unsure?: boolean
}

/** An option: its id, and its label when it is not on the question's page (a client's code name, say). */
export interface Option {
  readonly id: string
  readonly label?: Param
  /** Words by which it can be chosen, besides those on the page. */
  readonly names?: readonly string[]
}

/** An answer as it was understood; small, plain, survives JSON. */
export type AnswerValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly id: string }
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  /** A calendar day in the person's own time zone, `YYYY-MM-DD`. */
  | { readonly kind: 'date'; readonly date: string }
  /** When to be reminded, as far as that is known. */
  | ({ readonly kind: 'time' } & TimeValue)
  | ({ readonly kind: 'duration' } & Duration)
  /**
   * A contract was read: nothing of its words, only which clauses it leaves open and what was found, by id, the worst
   * first.
   */
  | {
      readonly kind: 'contract'
      readonly open: readonly string[]
      readonly flags: readonly string[]
      /** The flags by whose wording the client is asked. */
      readonly questions: readonly string[]
      readonly counts: { readonly refuse: number; readonly must: number; readonly should: number }
      /** The client is asked in English. */
      readonly english?: true
    }
  /** The person does not know, or the client has not said: recorded as open. */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'skipped' }

/**
 * How long something lasts: 24 months, for ever, until it is public; and from when it counts, if that was said. `count`
 * is 0 where there is no number.
 */
export interface Duration {
  readonly count: number
  readonly unit: 'hour' | 'day' | 'month' | 'forever' | 'public'
  readonly from?: 'signing' | 'disclosure' | 'end'
}

/** A value for a page's placeholder. Prose is referred to, never carried; a string is a user's own words or a figure. */
export type Param =
  | string
  | number
  | { readonly date: string }
  | { readonly option: string; readonly of: string }
  | { readonly title: string }
  /**
   * A time to promise an answer by, as it can be kept from now on; at most so many hours off, if there is a limit. `again`:
   * the report after that, a day later at most.
   */
  | { readonly within: number | null; readonly again?: true }
  /** The next moments of a schedule, in words, as many as that; filled in with the turn, which knows what time it is. */
  | { readonly next: Schedule; readonly count?: number }
  /** How often, in words: 每周五 15:00. */
  | { readonly rhythm: Schedule }
  | { readonly page: string; readonly with?: Params }
  /** A person's own words, shortened for a list. */
  | { readonly brief: Param }
  | { readonly list: readonly Param[] }
  | { readonly lines: readonly Param[] }

export type Params = Readonly<Record<string, Param>>
