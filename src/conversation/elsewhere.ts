import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import type { Draft } from './draft.ts'
import { type LiveFrame, questionsAhead, stepsOf } from './frame.ts'
import { squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'

/** What is said to words that are about something else, and what a plain yes to it means. */
export interface Elsewhere {
  readonly saying: Saying
  readonly yes: string | null
}

/**
 * Looks for what shows that words at a question are about something else: another question of ours ("发邮箱" when it
 * is asked who may see it), or another matter ("没签过协议"). Undefined when nothing does.
 */
export function elsewhereIn(draft: Draft, live: LiveFrame, question: Question, words: string): Elsewhere | undefined {
  const { said, named, own } = draft.knowledge.phrases.asides.elsewhere
  const plain = squeezed(words)
  const has = (list: readonly string[] = []): boolean => list.some((word) => plain.includes(word))
  const isOwn = has(own.get(question.id))
  if (isOwn) return undefined
  const other = otherQuestion(draft, live, question, words, (id) => has(own.get(id)))
  if (other !== undefined) return other
  const isElsewhere = has(said) || (question.ownWords === true && has(named))
  return isElsewhere ? { saying: { page: 'repair/elsewhere' }, yes: null } : undefined
}

/** Where words name what belongs to another question: the one that was asked last, or one that comes later. */
function otherQuestion(
  draft: Draft,
  live: LiveFrame,
  question: Question,
  words: string,
  isNamed: (id: string) => boolean,
): Elsewhere | undefined {
  if (!question.ownWords && question.id !== 'confirmed-by') return undefined
  const isMeant = (one: Question): boolean =>
    one.id !== question.id && (question.ownWords ? isNamed(one.id) : isChoice(readAt(draft, one, words)))
  const step = stepsOf(live).findLast((one) => isMeant(one.question))
  if (step !== undefined) {
    const title = { title: step.question.page }
    const [arrow] = draft.knowledge.phrases.correcting.arrows
    return {
      saying: { page: 'repair/change-it', with: { title, words: { brief: words } } },
      yes: `${draft.knowledge.page(step.question.page)?.title ?? ''}${arrow}${words}`,
    }
  }
  const later = questionsAhead(live).find(isMeant)
  return later && { saying: { page: 'repair/asked-later', with: { title: { title: later.page } } }, yes: null }
}

function readAt(draft: Draft, question: Question, words: string): AnswerValue | undefined {
  const reading = question.kind === 'choice' ? readFor(draft, question, words) : undefined
  return reading?.kind === 'answer' ? reading.value : undefined
}

const isChoice = (value: AnswerValue | undefined): boolean => value?.kind === 'choice'
