import type { Question } from '../../flows/shared/question.ts'
import { optionLike } from './answers/like-option.ts'
import type { Reading } from './answers/reading.ts'
import { isAsking } from './asking.ts'
import type { Draft } from './draft.ts'
import type { LiveFrame } from './frame.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { squeezed } from './normalise.ts'

/** In letters: shorter says too little, longer tells a story. */
const SHORTEST = 2
const LONGEST = 16

/** Of how people choose an option in two words, so many of each are put together. */
const PAIRED = 8

/**
 * Asks whether the option is meant that words are most like: somebody in trouble does not look for the number. Once only; a
 * plain yes takes it. False where nothing is like them, or no choice is to be made.
 */
export function offerLike(draft: Draft, live: LiveFrame, question: Question, reading: Reading): boolean {
  const { text, knowledge } = draft
  const { length } = squeezed(text)
  const isChoice = question.kind === 'choice' || question.kind === 'several'
  if (!isIncidentFrame(live.frame) || !isChoice || live.frame.misses > 0) return false
  if (reading.kind !== 'notUnderstood' || length < SHORTEST || length > LONGEST || isAsking(text, draft)) return false
  const ways = waysToChoose(draft, question)
  const id = optionLike(text, ways)
  const isOffered = id === 'unsure' || question.options?.some((one) => one.id === id) === true
  const label = id === undefined || !isOffered ? undefined : knowledge.page(question.page)?.options.get(id)?.label
  if (label === undefined) return false
  draft.setTop({ ...live.frame, misses: 1, doubt: { questionId: question.id, words: text, yes: label } })
  draft.speak('incident/sounds-like', { with: { option: label } })
  draft.ask()
  return true
}

/** By option, all the words with which people are known to choose it; by what is no option of the page, too, so that it can win. */
function waysToChoose({ knowledge }: Draft, question: Question): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>()
  const ids = new Set((question.options ?? []).map(({ id }) => id))
  for (const [id, { label, also }] of knowledge.page(question.page)?.options ?? [])
    if (ids.has(id) || (id === 'unsure' && question.unsure)) ways.set(id, [label, ...also])
  for (const { is, find } of knowledge.incidents.answers.get(question.page) ?? []) {
    const [first = [], second] = find
    const words =
      second === undefined
        ? first
        : first.slice(0, PAIRED).flatMap((one) => second.slice(0, PAIRED).map((other) => one + other))
    ways.set(is, [...(ways.get(is) ?? []), ...words])
  }
  return ways
}
