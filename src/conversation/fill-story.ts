import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import type { Instance } from './answers/reading.ts'
import { type Draft, row } from './draft.ts'
import { keepForLater, type LiveFrame, pendingQuestion, questionsAhead, type Step } from './frame.ts'
import { bare, squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'

/** Longer, in UTF-16 units, it is no name. */
const LONGEST_NAME = 8

/**
 * Takes the name out of a story that begins with it, and of the rest what surely belongs to later questions:
 * "我有个客户叫大壮 做卤味的 配方不能说 只有我能看". False when no name is told in it.
 */
export function fillStory(draft: Draft): boolean {
  const live = draft.live
  const pending = live && pendingQuestion(live)
  if (live === undefined || pending?.id !== 'client' || pending.kind !== 'text' || live.frame.revisiting !== null)
    return false
  const parts = draft.text.split(/[\p{P}\s]+/u).filter((part) => bare(part) !== '')
  const told = parts.length < 2 ? undefined : (nameApart(draft, parts) ?? nameIn(draft, parts))
  if (told === undefined) return false
  const { name, rest } = told
  const later = laterAnswers(draft, live, rest)
  const client = stepOf(draft, pending, { kind: 'text', text: name })
  draft.speak('answer/took', { with: { items: { lines: [client, ...later.steps].map(row) } } })
  if (later.isMore) draft.speak('answer/rest-later')
  draft.setTop(
    keepForLater(
      live,
      later.steps.map(({ answer }) => answer),
    ),
  )
  giveAnswer(draft, draft.live ?? live, pending, client.answer.value)
  return true
}

interface Told {
  readonly name: string
  readonly rest: readonly string[]
}

/** "客户就叫 小鹿 吧 代号": the words before the name stand alone, and so may what says no more than that it is one. */
function nameApart({ knowledge }: Draft, [first = '', name = '', ...rest]: readonly string[]): Told | undefined {
  const { told, leads, tails } = knowledge.phrases.asides.names
  const plain = simplify(first)
  if (![...told, ...leads].some((word) => plain === word || plain.endsWith(`客户${word}`))) return undefined
  if (name.length > LONGEST_NAME) return undefined
  const isMore = (part: string): boolean => ![...tails, ...leads, ...told].includes(simplify(part))
  return { name, rest: rest.filter(isMore) }
}

function nameIn(draft: Draft, [first = '', ...rest]: readonly string[]): Told | undefined {
  const name = nameTold(draft, first)
  return name === undefined ? undefined : { name, rest }
}

function nameTold({ knowledge }: Draft, part: string): string | undefined {
  const plain = simplify(part)
  for (const word of knowledge.phrases.asides.names.told) {
    const at = plain.indexOf(word)
    const name = at < 0 ? '' : part.slice(at + word.length)
    if (name !== '' && name.length <= LONGEST_NAME) return name
  }
  return undefined
}

/** What the parts say about the kinds of things, and about one other question by its signs. */
function laterAnswers(
  draft: Draft,
  live: LiveFrame,
  parts: readonly string[],
): { steps: readonly Step[]; isMore: boolean } {
  const { signs } = draft.knowledge.phrases.asides.elsewhere
  const ahead = questionsAhead(live).slice(1)
  const kinds = ahead.find(({ kind }) => kind === 'several')
  const instances: Instance[] = []
  const said = new Map<Question, string>()
  let left = 0
  for (const part of parts) {
    const question = ahead.find(({ id }) => (signs.get(id) ?? []).some((word) => squeezed(part).includes(word)))
    const reading = kinds && question === undefined ? readFor(draft, kinds, part) : undefined
    const named = reading?.kind === 'answer' ? (reading.instances ?? []) : []
    if (question !== undefined && !said.has(question)) said.set(question, part)
    else if (named.length > 0) instances.push(...named)
    else left++
  }
  const steps = [...said].flatMap(([question, words]): Step[] => {
    const reading = readFor(draft, question, words)
    return reading.kind === 'answer' ? [stepOf(draft, question, reading.value)] : []
  })
  if (kinds === undefined || instances.length === 0) return { steps, isMore: left > 0 }
  const ids = (kinds.options ?? []).map(({ id }) => id).filter((id) => instances.some((one) => one.id === id))
  return { steps: [stepOf(draft, kinds, { kind: 'several', ids }), ...steps], isMore: left > 0 }
}

const stepOf = (draft: Draft, question: Question, value: AnswerValue): Step => ({
  question,
  answer: { questionId: question.id, value, messageId: draft.event.id, at: draft.now.at },
})
