import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import type { Instance } from './answers/reading.ts'
import type { Draft } from './draft.ts'
import {
  answerFrame,
  keepForLater,
  type LiveFrame,
  pendingQuestion,
  questionsAhead,
  type Step,
  stepsOf,
} from './frame.ts'
import { keepText } from './normalise.ts'

/**
 * Keeps the things that were named for an option as the details that are asked for next: 他家进货价 as what the 商业秘密
 * is. Returns them; none where the details were answered before.
 */
export function keepInstances(
  draft: Draft,
  live: LiveFrame,
  question: Question,
  value: AnswerValue,
  instances: readonly Instance[],
): readonly Step[] {
  if (instances.length === 0) return []
  const from = { messageId: draft.event.id, at: draft.now.at }
  const { live: next } = answerFrame(live, { questionId: question.id, value, ...from })
  const known = new Set([
    ...stepsOf(live).map((step) => step.question.id),
    ...live.frame.parked.map((one) => one.questionId),
  ])
  const pending = pendingQuestion(next)
  const ahead = [...(pending ? [pending] : []), ...questionsAhead(next)]
  const wordsOf = new Map<string, string[]>()
  for (const { id, words } of instances) wordsOf.set(id, [...(wordsOf.get(id) ?? []), words])
  const kept = [...wordsOf].flatMap(([option, words]): Step[] => {
    const details = ahead.find(({ id, kind }) => kind === 'text' && id.endsWith(`.${option}`) && !known.has(id))
    const text = keepText(words.join('、'))
    return details === undefined
      ? []
      : [{ question: details, answer: { questionId: details.id, value: { kind: 'text', text }, ...from } }]
  })
  if (kept.length > 0)
    draft.setTop(
      keepForLater(
        live,
        kept.map(({ answer }) => answer),
      ),
    )
  return kept
}

/**
 * Adds what is named anew to details that were answered before, while the kinds are looked at again: 手机号 and 地址, where
 * only 手机号 stands. Returns the details that grew.
 */
export function addInstances(draft: Draft, live: LiveFrame, instances: readonly Instance[]): readonly Step[] {
  if (live.frame.revisiting === null) return []
  const grown = stepsOf(live).flatMap(({ question, answer }): Step[] => {
    const { value } = answer
    if (value.kind !== 'text' || !question.id.startsWith('details.')) return []
    const more = instances.filter(({ id, words }) => question.id.endsWith(`.${id}`) && !value.text.includes(words))
    if (more.length === 0) return []
    const text = keepText([value.text, ...more.map(({ words }) => words)].join('、'))
    const from = { messageId: draft.event.id, at: draft.now.at }
    return [{ question, answer: { ...answer, ...from, value: { kind: 'text', text } } }]
  })
  const answers = live.frame.answers.map(
    (one) => grown.find(({ answer }) => answer.questionId === one.questionId)?.answer ?? one,
  )
  if (grown.length > 0) draft.setTop({ ...live.frame, answers })
  return grown
}
