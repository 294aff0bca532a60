import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { doubtOf } from './doubt.ts'
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
  const { named, loose, leading } = sort(draft, segments)
  const asked = stepsOf(live)
  if (named.size === 0 || asked.some(({ question }) => named.has(question.id))) return false

  const first = pending(draft)
  const before = new Set(asked.map(({ question }) => question.id))
  for (let question = pending(draft); question !== undefined; question = pending(draft)) {
    const isFirst = question.id === first?.id
    const value =
      take(draft, question, named, loose) ?? (isFirst ? takeLeading(draft, question, leading, loose) : undefined)
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
  if (!draft.say.some(({ asks }) => asks)) draft.ask()
  draft.say.unshift({ page: 'answer/took', with: { items: { lines: [...steps, ...later].map(row) } } })
  return true
}

/** What answers questions that come later, behind one that only the person can answer. */
function keepLater(draft: Draft, named: Map<string, string>, loose: string[]): Step[] {
  const { live } = draft
  if (live === undefined) return []
  const known = new Set(live.frame.parked.map(({ questionId }) => questionId))
  const later = questionsAhead(live)
    .slice(1)
    .filter(({ id }) => !known.has(id))
    .flatMap((question): Step[] => {
      const value = take(draft, question, named, loose)
      return value === undefined
        ? []
        : [{ question, answer: { questionId: question.id, value, messageId: draft.event.id, at: draft.now.at } }]
    })
  if (later.length === 0) return []
  draft.setTop(
    keepForLater(
      live,
      later.map(({ answer }) => answer),
    ),
  )
  // An answer may bring up a question that did not arise before: who confirmed it, and then which day.
  return [...later, ...keepLater(draft, named, loose)]
}

/** What is asked last may be several sayings (whose record, what is recorded, the question): they stay together. */
function firstOfLastAsk({ say }: Draft, last: number): number {
  let first = last
  while (first > 0 && say[first - 1]?.asks && say[first - 1]?.page.startsWith('repair/')) first--
  return first
}

const pending = (draft: Draft): Question | undefined => draft.live && pendingQuestion(draft.live)

interface Sorted {
  readonly named: Map<string, string>
  readonly loose: string[]
  /** The loose ones before any that names its question. */
  readonly leading: readonly string[]
}

/** Segments that name their question, by question id, and the others in order. */
function sort(draft: Draft, segments: readonly string[]): Sorted {
  const isStart = draft.live !== undefined && stepsOf(draft.live).length === 0
  const named = new Map<string, string>()
  const loose: string[] = []
  const leading: string[] = []
  for (const segment of segments) {
    const found = fieldOf(draft, segment, isStart)
    if (found !== undefined) named.set(found.id, found.value)
    else {
      loose.push(segment)
      if (named.size === 0) leading.push(segment)
    }
  }
  const row = isStart && named.size === 0 ? inOrder(draft, segments) : undefined
  return row === undefined ? { named, loose, leading } : { named: row, loose: [], leading: [] }
}

/** Names that are longer, in UTF-16 units, are sentences. */
const SHORT = 12

/** "蓝海,海报,个人信息": the first questions in their order, when what stands third can be nothing else. */
function inOrder(draft: Draft, segments: readonly string[]): Map<string, string> | undefined {
  const [first, second, third] = draft.live === undefined ? [] : questionsAhead(draft.live)
  const [one = '', two = '', ...rest] = segments
  const others = rest.join('、')
  if (first === undefined || second === undefined || third?.kind !== 'several' || rest.length === 0) return undefined
  const areNames = [first, second].every((question, at) => {
    const words = [one, two][at] ?? ''
    const value = read(draft, question, words)
    return words.length <= SHORT && value !== undefined && !isDoubtful(draft, question, words)
  })
  return areNames && read(draft, third, others)?.kind === 'several'
    ? new Map([
        [first.id, one],
        [second.id, two],
        [third.id, others],
      ])
    : undefined
}

function isDoubtful(draft: Draft, question: Question, words: string): boolean {
  return draft.live !== undefined && doubtOf(draft, draft.live, question, words) !== undefined
}

/** What the message begins with answers the question that is being asked: "电话,谁能看:我和帮手". */
function takeLeading(
  draft: Draft,
  question: Question,
  leading: readonly string[],
  loose: string[],
): AnswerValue | undefined {
  if (leading.length === 0 || (question.kind !== 'text' && !question.ownWords)) return undefined
  const words = leading.join('，')
  const value = read(draft, question, words)
  if (value?.kind !== 'text' || isDoubtful(draft, question, words)) return undefined
  loose.splice(0, leading.length)
  return value
}

/** The question that a segment names, and the answer in it; at the start also without a link: "客户小鱼,项目没有". */
function fieldOf(draft: Draft, segment: string, isStart: boolean): { id: string; value: string } | undefined {
  for (const { id, words } of draft.knowledge.phrases.fields) {
    for (const word of words) {
      const value = nameOfField(segment, word) ?? (isStart && word.length > 1 ? afterWord(segment, word) : undefined)
      if (value !== undefined) return { id, value }
    }
  }
  return undefined
}

/** What follows the word tells something, and is no name: 客户只是口头说, 客户不让. */
const TELLS =
  /^(?:只|说|讲|要|让|叫我|催|想|没|不|还|就|已|给|跟|的|也|又|一分|一毛|可以|可|有权|应|须|必|得|赔|付|泄|负|对|在|按|如|若|将|能|会|承担|保证|不得|不补)/u

function afterWord(segment: string, word: string): string | undefined {
  const value = simplify(segment).startsWith(word) ? segment.slice(word.length) : ''
  return bare(value) === '' || value.length > SHORT || TELLS.test(simplify(value)) ? undefined : value
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
