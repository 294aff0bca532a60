import type { Schedule } from '../../../flows/shared/schedule.ts'
import type { Ask, Guess, Refusal } from '../reading.ts'

/** What the words come to, without what is left of them. */
export type Outcome =
  | {
      readonly kind: 'once' | 'recurring'
      readonly schedule: Schedule
      readonly guessed: readonly Guess[]
    }
  | { readonly kind: 'ask'; readonly why: Ask; readonly choices: readonly Schedule[] }
  | { readonly kind: 'refuse'; readonly why: Refusal; readonly suggestion?: Schedule }

export const asking = (why: Ask, choices: readonly Schedule[] = []): Outcome => ({ kind: 'ask', why, choices })

export const refusing = (why: Refusal, suggestion?: Schedule): Outcome => ({
  kind: 'refuse',
  why,
  ...(suggestion === undefined ? {} : { suggestion }),
})
