import type { Param } from '../../flows/shared/question.ts'

/** What a record's parts get their words from. */
export interface RecordWords {
  /** The words of a value. */
  text(value: Param): string
  /** An instant (epoch ms) as a value. */
  instant(at: number): Param
}
