import type { AnswerValue } from '../../flows/shared/question.ts'
import { ordinals } from './answers/numbers.ts'
import { coverOf } from './asides.ts'
import type { Draft } from './draft.ts'
import { keepText, squeezed } from './normalise.ts'

/** Shorter, in letters, a message says no more than the answer that it gives. */
const SHORT = 5

/** What a day is said with; what is left is more than the day. */
const DAY = /[年月日号天周星期礼拜今昨前明后大上下个这早晚中午点多时分刚才零〇一二两三四五六七八九十半几\d]+/gu

/**
 * The words of a message that says more than the answer which is kept of it, or undefined: in what happened the circumstances
 * count as well, and nobody is to tell them twice.
 */
export function wordsBeyond(draft: Draft, questionId: string, value: AnswerValue): string | undefined {
  const { knowledge, event } = draft
  const text = draft.meant ?? event.text
  const plain = squeezed(text)
  if (value.kind === 'text' || event.kind !== 'text' || plain.length < SHORT) return undefined
  if (ordinals(text, 9) !== undefined || coverOf(text, knowledge.phrases, { questionId }) !== undefined)
    return undefined
  const left = value.kind === 'date' ? plain.replace(DAY, '') : withoutOptions(draft, questionId, plain)
  return left.length < 2 ? undefined : keepText(text)
}

/** The words without the names of the question's options. */
function withoutOptions({ knowledge }: Draft, questionId: string, plain: string): string {
  const options = knowledge.page(`incident/ask-${questionId.replace('.', '-')}`)?.options.values() ?? []
  const names = [...options].flatMap(({ label, also }) => [label, ...also].map(squeezed))
  return names
    .sort((one, other) => other.length - one.length)
    .reduce((left, name) => (name === '' ? left : left.replaceAll(name, '')), plain)
}
