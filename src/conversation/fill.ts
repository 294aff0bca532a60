import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { type Draft, row } from './draft.ts'
import { keepForLater, pendingQuestion, questionsAhead, type Step, stepsOf } from './frame.ts'
import { bare } from './normalise.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'

/**
 * Takes several answers out of one message: "客户是小鱼,项目是春季海报,只有我能看".
 *
 * Only when at least two questions are named or one is named and the rest reads as answers to what comes next;
 * otherwise a comma in somebody's words would be torn apart. False when it is no such message.
 */
export function fillSeveral(draft: Draft): boolean {
  const live = draft.live
  if (live === undefined || !live.flow.keeps || live.frame.revisiting !== null) return false
  const segments = draft.text
    .split(/[，,。；;\n]+/u)
    .map((segment) => segment.trim())
    .filter(Boolean)
  if (segments.length < 2) return false
  const { named, loose } = sort(draft, segments)
  const asked = stepsOf(live)
  if (named.size === 0 || asked.some(({ question }) => named.has(question.id))) return false

  const before = new Set(asked.map(({ question }) => question.id))
  for (let question = pending(draft); question !== undefined; question = pending(draft)) {
    const value = take(draft, question, named, loose)
    const now = draft.live
    if (value === undefined || now === undefined) break
    giveAnswer(draft, now, question, value)
  }
  const later = keepLater(draft, named, loose)
  const steps = draft.live === undefined ? [] : stepsOf(draft.live).filter(({ question }) => !before.has(question.id))
  const firstAsk = firstOfLastAsk(
    draft,
    draft.say.findLastIndex(({ asks }) => asks),
  )
  draft.say.splice(0, draft.say.length, ...draft.say.filter((saying, index) => !saying.asks || index >= firstAsk))
  if (steps.length + later.length === 0) return false
  draft.say.unshift({ page: 'answer/took', with: { items: { lines: [...steps, ...later].map(row) } } })
  return true
}

/** What answers questions that come later, behind one that only the person can answer. */
function keepLater(draft: Draft, named: Map<string, string>, loose: string[]): Step[] {
  const { live } = draft
  if (live === undefined) return []
  const later = questionsAhead(live)
    .slice(1)
    .flatMap((question): Step[] => {
      const value = take(draft, question, named, loose)
      return value === undefined
        ? []
        : [{ question, answer: { questionId: question.id, value, messageId: draft.event.id, at: draft.now.at } }]
    })
  draft.setTop(
    keepForLater(
      live,
      later.map(({ answer }) => answer),
    ),
  )
  return later
}

/** What is asked last may be several sayings (whose record, what is recorded, the question): they stay together. */
function firstOfLastAsk({ say }: Draft, last: number): number {
  let first = last
  while (first > 0 && say[first - 1]?.asks && say[first - 1]?.page.startsWith('repair/')) first--
  return first
}

const pending = (draft: Draft): Question | undefined => draft.live && pendingQuestion(draft.live)

/** Segments that name their question, by question id, and the others in order. */
function sort(draft: Draft, segments: readonly string[]): { named: Map<string, string>; loose: string[] } {
  const named = new Map<string, string>()
  const loose: string[] = []
  for (const segment of segments) {
    const field = draft.knowledge.phrases.fields.find(({ words }) =>
      words.some((word) => nameOfField(segment, word) !== undefined),
    )
    const value = field?.words.map((word) => nameOfField(segment, word)).find((one) => one !== undefined)
    if (field === undefined || value === undefined) loose.push(segment)
    else named.set(field.id, value)
  }
  return { named, loose }
}

/** "客户是小鱼" with 客户 is 小鱼. */
function nameOfField(segment: string, word: string): string | undefined {
  const plain = simplify(segment)
  if (!plain.startsWith(word)) return undefined
  const value = /^(?:就?是|叫做?|名叫|为|:|：|=)\s*(.+)$/su.exec(plain.slice(word.length))?.[1]
  return value === undefined || bare(value) === '' ? undefined : segment.slice(segment.length - value.length)
}

/** The answer to a question from what is left of the message; a loose part counts only where it cannot be mere words. */
function take(draft: Draft, question: Question, named: Map<string, string>, loose: string[]): AnswerValue | undefined {
  const own = named.get(question.id)
  if (own !== undefined) {
    named.delete(question.id)
    return read(draft, question, own)
  }
  if (question.kind === 'text' || question.kind === 'review' || question.kind === 'yesno') return undefined
  const at = loose.findIndex((segment) => {
    const value = read(draft, question, segment)
    return value !== undefined && value.kind !== 'text' && value.kind !== 'unsure' && value.kind !== 'skipped'
  })
  return at < 0 ? undefined : read(draft, question, loose.splice(at, 1)[0] as string)
}

function read(draft: Draft, question: Question, words: string): AnswerValue | undefined {
  const reading = readFor(draft, question, words)
  return reading.kind === 'answer' && reading.unclear === undefined ? reading.value : undefined
}
