import type { AnswerValue } from '../../flows/shared/question.ts'
import { sumsIn } from './answers/sums.ts'
import type { LiveFrame } from './frame.ts'

/** A claim that is not more than so many times the fee is still of its size. */
const OF_ITS_SIZE = 1.5

/**
 * How a claim compares with the fee, from the sums that are named, here and in the client's words: the greatest is what
 * is claimed, the smallest what is earned. Undefined where there are not two.
 */
export function comparedSums({ frame }: LiveFrame, text: string): AnswerValue | undefined {
  const here = sumsIn(text)
  const words = frame.answers.find(({ questionId }) => questionId === 'words')?.value
  const sums = here.length > 1 ? here : [...here, ...(words?.kind === 'text' ? sumsIn(words.text) : [])]
  const [claim, fee] = [Math.max(...sums), Math.min(...sums)]
  if (here.length === 0 || (here.length < 2 && claim === fee)) return undefined
  return { kind: 'choice', id: claim > fee * OF_ITS_SIZE ? 'above' : 'within' }
}

/** Is a sum named, and nothing to compare it with? */
export const namesSum = (text: string): boolean => sumsIn(text).length === 1
