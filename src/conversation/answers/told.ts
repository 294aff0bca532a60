import type { AnswerValue, Question } from '../../../flows/shared/question.ts'
import { normalise } from '../normalise.ts'
import { simplify } from '../simplify.ts'
import { ordinals } from './numbers.ts'

/** What in a message tells one thing: a word of `find`, or one of each group of it close after the other, and none of `unless`. */
export interface Telling {
  readonly find: readonly (readonly string[])[]
  readonly unless: readonly string[]
}

/** An answer that is heard in how things are told; `is` is an option, a day, or a value without an option of its own. */
export interface ToldAnswer extends Telling {
  readonly is: string
}

/** Longer, in UTF-16 units, a message tells a story in which any word may be about something else. */
const LONGEST = 40
/** Up to so many letters between one group and the next. */
const GAP = 4
const DENIES = /[没不别未无]/u
/** After these, what sounds like a question is what is not known: 不知道有没有人看. */
const ASKS =
  /[?？吗]|(?<!(?:不知道|不清楚|不晓得|不确定|说不准|不会|没|忘了|也不知道|查不到|看不出)(?:他|她|到底|究竟)?)(?:怎么|咋|要不要|能不能|可不可以|该不该|会不会|是不是|有没有)|如果|要是|万一/u

/** Is that told in the message? A word with a denial before it tells nothing: 没有问题 is no 有问题. */
export function tells(text: string, { find, unless }: Telling): boolean {
  const said = normalise(simplify(text)).replace(/[\p{P}\p{S}\s]+/gu, ' ')
  if (unless.some((word) => said.includes(word))) return false
  const [first = [], ...rest] = find
  return first.some((word) => placesOf(word, said).some((at) => follows(said, at + word.length, rest)))
}

function placesOf(word: string, said: string): readonly number[] {
  const places: number[] = []
  for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1)) {
    if (!/(?:[没不别未无]|没有|不是)$/u.test(said.slice(0, at))) places.push(at)
  }
  return places
}

function follows(said: string, from: number, groups: readonly (readonly string[])[]): boolean {
  const [group, ...rest] = groups
  if (group === undefined) return true
  return group.some((word) => {
    const at = said.indexOf(word, from)
    const between = said.slice(from, at)
    return at >= 0 && between.length <= GAP && !DENIES.test(between) && follows(said, at + word.length, rest)
  })
}

/**
 * What is told of the pending question by somebody who is in no state to choose a number: 发过去了 他不理我. Undefined where
 * nothing is, where it is asked, or where it is a number after all; a day comes as the words for it.
 */
export function toldIn(
  text: string,
  question: Question,
  answers: readonly ToldAnswer[],
): AnswerValue | { readonly kind: 'day'; readonly words: string } | undefined {
  const options = (question.options ?? []).map(({ id }) => id)
  if (text.length > LONGEST || ASKS.test(normalise(text)) || ordinals(text, options.length) !== undefined)
    return undefined
  const told = answers.filter((one) => tells(text, one)).map(({ is }) => is)
  const [first] = told
  if (first === undefined) return undefined
  if (question.kind === 'several') return severalOf(told, options)
  return options.includes(first) ? { kind: 'choice', id: first } : plainOrDay(first)
}

/** What can only be said alone counts only alone. */
function severalOf(told: readonly string[], options: readonly string[]): AnswerValue | undefined {
  if (told.includes('all')) return { kind: 'several', ids: options.filter((id) => id !== 'nothing') }
  const ids = options.filter((id) => id !== 'nothing' && told.includes(id))
  if (ids.length > 0) return { kind: 'several', ids }
  if (told.includes('nothing')) return { kind: 'several', ids: ['nothing'] }
  if (told.includes('unsure')) return { kind: 'unsure' }
  return told.includes('none') ? { kind: 'several', ids: [] } : undefined
}

function plainOrDay(id: string): ReturnType<typeof toldIn> {
  if (id === 'yes' || id === 'no' || id === 'unsure' || id === 'skipped') return { kind: id }
  return { kind: 'day', words: id }
}
