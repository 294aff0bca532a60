import type { Question } from '../../flows/shared/question.ts'
import type { AsidePhrases } from './aside-words.ts'
import { normalise } from './normalise.ts'

const PLACE_AND_MASK = /(?:[\p{Script=Han}]{1,8}?[省市区县镇乡村路街道])+\*{2,}/gu
const NUMBER_AND_MASK = /[a-z\d@._+-]*\*{2,}[a-z\d@._+-]*/gu

/**
 * What a message says besides the client data that was masked in it; empty when it says nothing else. The kind of the
 * data (手机号) is something only where kinds are asked for.
 */
export function leftOfMasked(text: string, { id }: Question, { masked }: AsidePhrases): string {
  const open = normalise(text).replace(PLACE_AND_MASK, ' ').replace(NUMBER_AND_MASK, ' ')
  let left = open.replace(/[\p{P}\p{S}\s]+/gu, '')
  const idle = id.startsWith('details.') ? masked.plain : [...masked.kinds, ...masked.plain]
  for (;;) {
    const word = idle.find((one) => left.startsWith(one))
    if (word === undefined) return left
    left = left.slice(word.length)
  }
}
