import type { AnswerValue } from '../../flows/shared/question.ts'
import type { Instance } from './answers/reading.ts'
import type { Step } from './frame.ts'

/** What a message corrects. */
export type Correction =
  /** New words for an earlier answer; without a step, for the one they fit. */
  | { readonly kind: 'words'; readonly step: Step | undefined; readonly words: string }
  | {
      readonly kind: 'value'
      readonly step: Step
      readonly value: AnswerValue
      readonly instances?: readonly Instance[]
    }
  /** Only which answer is wrong. */
  | { readonly kind: 'again'; readonly step: Step }
  /** A correction, but of which answer is not said. */
  | { readonly kind: 'which' }
  /** Perhaps one: it may as well answer the question that is being asked. */
  | { readonly kind: 'perhaps'; readonly step: Step | undefined; readonly words: string }
