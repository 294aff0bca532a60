import type { Question } from '../../flows/shared/question.ts'
import { namesOption } from './answers/options.ts'
import { readAnswer } from './answers/read.ts'
import { NOT_UNDERSTOOD, type Reading, type ReadingContext } from './answers/reading.ts'
import { toldIn } from './answers/told.ts'
import type { YesNoPhrases } from './answers/yes-no-words.ts'
import { coverOf } from './asides.ts'
import type { Draft } from './draft.ts'
import { withoutLeadIn } from './lead-in.ts'
import { SHOWN_WITH_NUMBERS } from './misses.ts'
import { bare } from './normalise.ts'
import { tidied } from './tidy.ts'
import { readTimeAnswer } from './time-answer.ts'

/** Reads words as the answer to a question, with all that this turn knows. */
export function readFor(draft: Draft, question: Question, words: string): Reading {
  const { knowledge, now, live } = draft
  const page = knowledge.page(question.page)
  if (page === undefined) throw new Error(`no page ${question.page}`)
  if (question.kind === 'time') return readTimeAnswer(draft, question, words)
  const { phrases, yesNo, clauses } = knowledge
  const answer = withoutLeadIn(words, question, phrases)
  const isNumbered = live?.frame.misses === SHOWN_WITH_NUMBERS
  const context = { question, page, phrases, yesNo, clauses, today: now.today, isNumbered }
  const read = withWhatIsTold(answer, readAround(answer, context), context, knowledge)
  const reading = withTidyWords(read, question, phrases)
  const isOpen = reading.kind === 'notUnderstood' || (reading.kind === 'answer' && reading.value.kind === 'text')
  return isOpen && HAS_NO_WORDS_OF_ITS_OWN.has(question.kind) === false && saysUnsure(answer, question, phrases)
    ? asUnsure(question)
    : reading
}

/** What is told in passing goes before what only looks like an option; to what was chosen it adds. */
function withWhatIsTold(
  words: string,
  read: Reading,
  context: ReadingContext,
  { incidents }: Draft['knowledge'],
): Reading {
  const { question, page } = context
  const answers = incidents.answers.get(question.page)
  if (answers === undefined || namesOption(bare(words), question, page)) return read
  const told = toldIn(words, question, answers)
  if (told === undefined) return read
  if (told.kind === 'day') return read.kind === 'answer' ? read : readAnswer(told.words, context)
  if (question.kind === 'several' && read.kind === 'answer' && read.value.kind === 'text') {
    const isAllTold = words.split(/[\s,，。;；、]+/u).every((part) => toldIn(part, question, answers) !== undefined)
    return isAllTold ? { kind: 'answer', value: told } : read
  }
  if (told.kind !== 'several' || read.kind !== 'answer' || read.value.kind !== 'several') {
    const isRead = read.kind === 'answer' && read.value.kind !== 'choice' && told.kind !== 'unsure'
    return isRead && question.kind !== 'choice' ? read : { kind: 'answer', value: told }
  }
  const named = new Set([...read.value.ids, ...told.ids])
  const ids = (question.options ?? []).map(({ id }) => id).filter((id) => named.has(id))
  const unclear = (read.unclear ?? []).filter((item) => toldIn(item, question, answers) === undefined)
  const { outOfRange } = read
  return {
    kind: 'answer',
    value: { kind: 'several', ids },
    ...(outOfRange && { outOfRange }),
    ...(unclear.length > 0 && { unclear }),
  }
}

/** Names have their own way to lose what is around them. */
const NAMES: ReadonlySet<string> = new Set(['client', 'project'])

function withTidyWords(reading: Reading, { id }: Question, { asides }: Draft['knowledge']['phrases']): Reading {
  if (reading.kind !== 'answer' || NAMES.has(id)) return reading
  const { value, instances } = reading
  if (value.kind === 'text') return { ...reading, value: { kind: 'text', text: tidied(value.text, asides) } }
  if (instances === undefined) return reading
  return { ...reading, instances: instances.map((one) => ({ ...one, words: tidied(one.words, asides) })) }
}

/** The other kinds know what may stand around their words. */
const ARE_CHOSEN: ReadonlySet<Question['kind']> = new Set(['choice', 'several', 'date'])

/** Reads the words, without what is said before and after if they say nothing with it: "那就都算上", "前三个吧应该". */
function readAround(words: string, context: ReadingContext): Reading {
  const read = readAnswer(words, context)
  const { question, phrases, yesNo } = context
  if (read.kind !== 'notUnderstood' || !ARE_CHOSEN.has(question.kind)) return read
  const plain = tidied(words, phrases.asides)
  const again = plain === words ? read : readAnswer(plain, context)
  if (again.kind !== 'notUnderstood' || question.kind !== 'several') return again
  const sure = withoutHedges(plain, yesNo)
  const hedged = sure === plain ? again : readAnswer(sure, context)
  return hedged.kind === 'answer' && hedged.value.kind === 'several' && hedged.value.ids.length > 0
    ? { kind: 'vague', ids: hedged.value.ids }
    : again
}

/** "差不多都要吧" without 差不多 and 吧. */
function withoutHedges(words: string, yesNo: YesNoPhrases): string {
  let left = bare(words)
  for (;;) {
    const word = [...yesNo.words.keys()].find(
      (one) => yesNo.words.get(one) === 'hedge' && (left.startsWith(one) || left.endsWith(one)) && left !== one,
    )
    if (word === undefined) return left
    left = bare(left.startsWith(word) ? left.slice(word.length) : left.slice(0, -word.length)).replace(/[吧了]+$/u, '')
  }
}

/** A yes or no has its own ways to be unsure; a contract and a review have none. */
const HAS_NO_WORDS_OF_ITS_OWN: ReadonlySet<Question['kind']> = new Set(['yesno', 'review', 'contract'])

/** Does the whole message say "I don't know", "he didn't say", "not thought of yet", and nothing else? */
export function saysUnsure(words: string, { id }: Question, phrases: Draft['knowledge']['phrases']): boolean {
  const cover = coverOf(words, phrases, { questionId: id })
  return cover !== undefined && cover.request === undefined && cover.asides.size === 1 && cover.asides.has('unsure')
}

function asUnsure({ unsure, skippable, kind }: Question): Reading {
  if (unsure) return { kind: 'answer', value: { kind: 'unsure' } }
  return skippable && kind === 'text' ? { kind: 'answer', value: { kind: 'skipped' } } : NOT_UNDERSTOOD
}
