import type { Question } from '../../flows/shared/question.ts'
import { isAsking } from './asking.ts'
import { tellsOfOneself } from './chat-terms.ts'
import type { Draft } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { hasAny } from './has-any.ts'
import { isInEmergency } from './last-said.ts'
import { squeezed } from './normalise.ts'
import { giveSection } from './topics.ts'

/** Longer, in UTF-16 units, it tells a story. */
const LONGEST = 40

/** The section with what to say to the client. */
const MESSAGES = 'nda.ask'

/**
 * Answers what is asked about a clause before any contract was read: 保密两年正常吗, 没补偿的竞业无效吗. What only the facts
 * can tell is said to be so; else the section about that clause, or what the word means. False when it is no such question.
 */
export function answerClause(draft: Draft): boolean {
  const { live, knowledge, text } = draft
  const question = live && pendingQuestion(live)
  if (text.length > LONGEST || isInEmergency(draft) || (live !== undefined && live.flow.id !== 'nda')) return false
  if (text.includes('\n') || tellsOfOneself(text, knowledge.contract)) return false
  const { unsettled, asks, sections } = knowledge.contractTalk
  const page = sections.find(([word]) => squeezed(text).includes(word))?.[1]
  if (page === undefined) return false
  if (has(draft, unsettled)) {
    draft.speak('nda/unsettled')
    draft.ask()
    return true
  }
  // Told where a name is awaited, it is no name: 违约金50万，我一单才两千. A message to the client is asked for, not about.
  const isTold = question?.id === 'client' || (page === MESSAGES && live !== undefined)
  if (!isTold && !isAsking(text, draft) && (isAboutClause(question) || !has(draft, asks))) return false
  if (page.startsWith('terms/')) {
    draft.speak(page)
    draft.ask()
  } else giveSection(draft, page)
  return true
}

/** The questions before what the agreement says is asked for: after those, 太长 is an answer. */
const BEFORE: ReadonlySet<string> = new Set(['stage', 'text', 'client'])

const isAboutClause = (question: Question | undefined): boolean => question !== undefined && !BEFORE.has(question.id)

const has = ({ text }: Draft, words: readonly string[]): boolean => hasAny(squeezed(text), words)
