import { giveAnswer } from './answer.ts'
import { type Draft, row } from './draft.ts'
import { type LiveFrame, pendingQuestion, type Step } from './frame.ts'
import { simplify } from './simplify.ts'
import { keepStory, storyParts } from './story.ts'

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
  const parts = storyParts(draft)
  const told = parts.length < 2 ? undefined : (nameApart(draft, parts) ?? nameIn(draft, parts))
  if (told === undefined) return parts.length > 1 && withoutName(draft, live)
  const { name, rest } = told
  const later = keepStory(draft, live, rest)
  const value = { kind: 'text' as const, text: name }
  const client: Step = {
    question: pending,
    answer: { questionId: pending.id, value, messageId: draft.event.id, at: draft.now.at },
  }
  draft.speak('answer/took', { with: { items: { lines: [client, ...later.steps].map(row) } } })
  if (later.isMore) draft.speak('answer/rest-later')
  giveAnswer(draft, draft.live ?? live, pending, value)
  return true
}

/** What a story without a name tells is kept, and only the name asked for. */
function withoutName(draft: Draft, live: LiveFrame): boolean {
  const { steps, isLost } = keepStory(draft, live, storyParts(draft))
  if (steps.length === 0) return false
  draft.speak('answer/took', { with: { items: { lines: steps.map(row) } } })
  if (isLost) draft.speak('answer/rest-later')
  draft.ask()
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

/** In so many parts somebody who tells a story comes to the name. */
const SOON = 4

function nameIn(draft: Draft, parts: readonly string[]): Told | undefined {
  for (const [at, part] of parts.slice(0, SOON).entries()) {
    const name = nameTold(draft, part)
    if (name !== undefined) return { name, rest: parts.filter((_, index) => index !== at) }
  }
  return undefined
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
