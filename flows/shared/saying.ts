import type { Param, Params } from './question.ts'

/** Something the bot says: a page and the values for its placeholders. */
export interface Saying {
  readonly page: string
  readonly with?: Params
  /** The page's short beginning (the default), what comes on "展开", or both under the page's title. */
  readonly part?: 'lead' | 'more' | 'whole'
  /** Numbered below the text, from 1. */
  readonly options?: readonly Param[]
  /** Asks for the next answer: left out when the answer has come already. */
  readonly asks?: boolean
  /** Stands alone in its bubble, to be forwarded as it is. */
  readonly alone?: boolean
}
