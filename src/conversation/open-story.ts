import { isAsking } from './asking.ts'
import type { Draft } from './draft.ts'
import { fillStory } from './fill-story.ts'
import { hasAny } from './has-any.ts'
import { squeezed } from './normalise.ts'
import { storyParts } from './story.ts'
import { giveTopic } from './topics.ts'

/** Shorter, in UTF-16 units, it is no story. */
const SHORTEST = 16

/**
 * Opens the form for somebody who tells at once of a job and what must not be told about it, also in one long breath
 * without a mark: "就是我接了个海报的活然后客户说配方不能往外说图只能我自己看". What answers a question is kept. False
 * when it is no such story.
 */
export function openStory(draft: Draft): boolean {
  const { knowledge, live } = draft
  const { work, keeps, several } = knowledge.records.story
  const plain = squeezed(draft.text)
  const has = (words: readonly string[]): boolean => hasAny(plain, words)
  if (live !== undefined || plain.length < SHORTEST || !has(work)) return false
  if (has(several) && (has(keeps) || has(knowledge.records.opening.record))) {
    giveTopic(draft, 'scope')
    draft.dropQuestions()
    draft.speak('repair/one-client-first')
    draft.ask()
    return true
  }
  if (!has(keeps)) return false
  const before = { session: draft.session, said: draft.say.length }
  giveTopic(draft, 'scope')
  draft.dropQuestions()
  if (fillStory(draft) && isWorthOpening(draft)) return true
  draft.session = before.session
  draft.say.splice(before.said)
  return false
}

/** Who asks something at the end is answered, unless he has told enough to be asked the rest. */
function isWorthOpening(draft: Draft): boolean {
  const frame = draft.session.frames.at(-1)
  const count = (frame?.answers.length ?? 0) + (frame?.parked.length ?? 0)
  const last = storyParts(draft).at(-1) ?? ''
  return count >= (isAsking(last, draft) ? ENOUGH : ENOUGH_WITHOUT_QUESTION)
}

const ENOUGH = 3
const ENOUGH_WITHOUT_QUESTION = 2
