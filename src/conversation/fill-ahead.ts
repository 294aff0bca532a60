import type { Question } from '../../flows/shared/question.ts'
import { isAsking } from './asking.ts'
import { asksOrWants } from './doubt.ts'
import { type Draft, row } from './draft.ts'
import { keepForLater, pendingQuestion, questionsAhead, type Step } from './frame.ts'
import { hasAny, NONE } from './has-any.ts'
import { squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'

/** What would be if, is not so. */
const SUPPOSES = /^(?:要是|如果|万一|假如)|会不会|[?？]/u

/**
 * Takes what belongs to later questions out of a message that goes on to them: "就我 放我电脑 发微信" where it is asked who may
 * see it. What stands before is heard as the answer to the pending question. False where that is left to be done.
 */
export function fillAhead(draft: Draft): boolean {
  const live = draft.live
  const pending = live && pendingQuestion(live)
  if (live?.flow.id !== 'scope' || pending === undefined || live.frame.revisiting !== null) return false
  if (pending.id === 'client' || SUPPOSES.test(draft.text)) return false
  if (isAsking(draft.text, draft) || asksOrWants(draft, draft.text)) return false
  const { correction } = draft.knowledge.phrases.asides.hints
  if (hasAny(squeezed(draft.text), correction) || !speaksOfAny(draft)) return false
  const { head, later } = sorted(draft, pending, questionsAhead(live).slice(1))
  const known = new Set(live.frame.parked.map(({ questionId }) => questionId))
  const steps = later.flatMap(({ question, words }): Step[] => {
    const reading = known.has(question.id) ? undefined : readFor(draft, question, words)
    if (reading?.kind !== 'answer' || reading.unclear !== undefined) return []
    return [
      {
        question,
        answer: { questionId: question.id, value: reading.value, messageId: draft.event.id, at: draft.now.at },
      },
    ]
  })
  if (steps.length === 0 || steps.length < later.length || (head === '' && later.length < 2)) return false
  draft.setTop(
    keepForLater(
      live,
      steps.map(({ answer }) => answer),
    ),
  )
  draft.speak('answer/took', { with: { items: { lines: steps.map(row) } } })
  if (head === '') draft.ask()
  else draft.event = { ...draft.event, text: head }
  return head === ''
}

/** Has it a word of any question at all? Most answers have none, and what is ahead need not be worked out for them. */
function speaksOfAny({ text, knowledge }: Draft): boolean {
  const plain = squeezed(text)
  for (const words of knowledge.phrases.asides.elsewhere.signs.values()) if (hasAny(plain, words)) return true
  return false
}

interface Sorted {
  readonly head: string
  readonly later: readonly { readonly question: Question; readonly words: string }[]
}

/** A part without a sign of its own goes on with the one before. */
function sorted(draft: Draft, pending: Question, ahead: readonly Question[]): Sorted {
  const { own } = draft.knowledge.phrases.asides.elsewhere
  const later: { question: Question; words: string }[] = []
  let head = ''
  for (const [part] of draft.text.matchAll(/[^，,。；;\s]+[，,。；;\s]*/gu)) {
    const plain = squeezed(part)
    const isOwn = later.length === 0 && hasAny(plain, own.get(pending.id) ?? NONE)
    const question = isOwn ? undefined : meantBy(draft, ahead, plain)
    const last = later.at(-1)
    if (question !== undefined && !later.some((one) => one.question === question))
      later.push({ question, words: part.trim() })
    else if (last !== undefined) last.words += ` ${part.trim()}`
    else head += part
  }
  return { head: head.trim(), later }
}

const meantBy = ({ knowledge }: Draft, ahead: readonly Question[], plain: string): Question | undefined =>
  ahead.find(({ id }) => hasAny(plain, knowledge.phrases.asides.elsewhere.signs.get(id) ?? NONE))
