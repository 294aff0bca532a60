import type { Question } from '../../flows/shared/question.ts'
import type { Reading } from './answers/reading.ts'
import { coverOf } from './asides.ts'
import { isAsking } from './asking.ts'
import type { Draft } from './draft.ts'
import type { LiveFrame } from './frame.ts'
import { nearMiss } from './near-miss.ts'
import { bare, keepText } from './normalise.ts'
import { questionMeant } from './question-meant.ts'

/** What a thing is called has so many characters. */
const SHORTEST = 2
const LONGEST = 14
/** Who says one of these says a sentence. */
const SENTENCE = /[我你您他她它吗呢吧啊没不谁是说讲写]|那些|怎么|什么|知道/u
/** A day, which would be read as two numbers: 11.20. */
const DAY = /^\d{1,2}[.。/-]\d{2}$/u

/**
 * Offers to keep under 其他 what is on no list, where kinds of things are chosen: 包装上的暗号. Once only: what is not
 * understood again needs more help than that. False when the words are no thing, or there is no such kind.
 */
export function offerOther(draft: Draft, live: LiveFrame, question: Question, reading: Reading): boolean {
  const { text, knowledge } = draft
  const hasOther = question.options?.some(({ id }) => id === 'other') === true
  const isDay = DAY.test(text.trim())
  if (question.kind !== 'several' || !hasOther || live.frame.misses > 0) return false
  if (reading.kind !== 'notUnderstood' && !(reading.kind === 'outOfRange' && isDay)) return false
  if (!isDay && !isThing(draft, live, question)) return false
  const words = keepText(text)
  const other = knowledge.page(question.page)?.options.get('other')?.label
  const yes = other === undefined ? null : `${other}：${words.replace(/[，,。；;\s]+/gu, '、')}`
  draft.setTop({ ...live.frame, misses: 1, doubt: { questionId: question.id, words: text, yes } })
  draft.speak('scope/which-kind', { with: { words: { brief: words } } })
  draft.ask()
  return true
}

function isThing(draft: Draft, live: LiveFrame, question: Question): boolean {
  const { text, knowledge } = draft
  const { length } = bare(text)
  if (length < SHORTEST || length > LONGEST || SENTENCE.test(text) || !/\p{Script=Han}{2}/u.test(text)) return false
  if (isAsking(text, draft) || nearMiss(bare(text), knowledge.phrases) !== undefined) return false
  if (coverOf(text, knowledge.phrases, { questionId: question.id }) !== undefined) return false
  const { yes, no, suggest } = knowledge.phrases
  if ([yes, no, suggest].some((words) => words.has(bare(text)))) return false
  return questionMeant(draft, live, question, text) === undefined
}
