import type { Question } from '../../../flows/shared/question.ts'
import { bare, hasWords, keepText, squeezed } from '../normalise.ts'
import { simplify } from '../simplify.ts'
import { readClause } from './clause.ts'
import type { ClauseQuestion } from './clause-words.ts'
import { readDate } from './date.ts'
import { readDuration } from './duration.ts'
import { ordinals } from './numbers.ts'
import { namesOption, readChoice, readSeveral } from './options.ts'
import { NOT_UNDERSTOOD, type Reading, type ReadingContext } from './reading.ts'
import { isUnsure, readYesNo } from './yes-no.ts'

/**
 * Reads a message as the answer to the pending question.
 *
 * Closed lists and anchored patterns only: what is not surely an answer is not one, because an answer that was guessed
 * ends up in a record. `text` is the person's own; what is stored of it keeps their spelling.
 */
export function readAnswer(text: string, context: ReadingContext): Reading {
  if (!hasWords(text)) return NOT_UNDERSTOOD
  const { question, phrases } = context
  const phrase = bare(text)
  const clause = context.clauses.get(question.id)
  if (clause !== undefined && namesOption(phrase, question, context.page)) return readChoice(keepText(text), context)
  if (question.kind === 'yesno' && isOwn('no', phrase, context)) return plain('no')
  if (question.unsure && (phrases.unsure.has(phrase) || isOwn('unsure', phrase, context))) return plain('unsure')
  if (question.skippable && isOwn('skipped', phrase, context)) return plain('skipped')
  const isOpen = question.unsure || question.skippable
  if (question.kind === 'text' && isOpen && saysUnsure(text, context))
    return plain(question.unsure ? 'unsure' : 'skipped')
  const reading = clause === undefined ? readKind(text, phrase, context) : readOfClause(text, clause, context)
  if (reading.kind !== 'notUnderstood' || !question.unsure || question.kind === 'yesno') return reading
  return saysUnsure(text, context) ? plain('unsure') : reading
}

/** "我也不知道", "不记得哪天了": where words of one's own are no answer, every way to say so is known. */
function saysUnsure(text: string, { question, page, yesNo }: ReadingContext): boolean {
  if (question.ownWords || (question.tells && tellsMore(text, { page, yesNo }))) return false
  const words = question.kind === 'date' ? simplify(text).replace(WHICH_DAY, '') : simplify(text)
  return isUnsure(words, page.wording, yesNo)
}

/** From so many letters on, what is told besides "I don't know" is an answer. */
const TELLING = 5

/** Is something told in other parts than those that say "I don't know": 3个人打开过 不知道是谁? */
function tellsMore(text: string, { page, yesNo }: Pick<ReadingContext, 'page' | 'yesNo'>): boolean {
  const parts = text.split(/[\s,，。;；、]+/u).map((part) => simplify(part))
  const told = parts.filter((part) => !isUnsure(part, page.wording, yesNo))
  return parts.length > told.length && squeezed(told.join('')).length >= TELLING
}

const WHICH_DAY = /(?:具体)?(?:是)?(?:哪一?[天日]|几月几[号日]|几[号日]|什么时候|啥时候|日期|日子|时间)/gu

function readKind(text: string, phrase: string, context: ReadingContext): Reading {
  const { question, phrases } = context
  if (question.kind === 'text' && phrases.unsure.has(phrase))
    return question.skippable ? plain('skipped') : NOT_UNDERSTOOD
  switch (question.kind) {
    case 'text':
      if (phrases.suggest.has(phrase)) return suggested(question, phrases.yes.has(phrase))
      if (phrases.yes.has(phrase) || phrases.no.has(phrase)) return NOT_UNDERSTOOD
      return { kind: 'answer', value: { kind: 'text', text: keepText(text) } }
    case 'choice':
      return readChoices(text, context)
    case 'several':
      return readSeveral(keepText(text), context)
    case 'yesno':
      return readYesOrNo(text, context)
    case 'date':
      return readDate(text, context)
    case 'duration':
      return readNamedOrDuration(text, context)
    case 'contract':
    case 'time':
      return NOT_UNDERSTOOD
    case 'review':
      return phrases.yes.has(phrase) ? plain('yes') : NOT_UNDERSTOOD
  }
}

/** One choice; or several, by number or by name, where one can be dealt with after the other: "1、4", "都要". */
function readChoices(text: string, context: ReadingContext): Reading {
  const one = readChoice(keepText(text), context)
  if (!context.question.oneByOne || one.kind === 'answer') return one
  const several = readSeveral(keepText(text), context)
  if (several.kind === 'answer' && several.outOfRange) return { kind: 'outOfRange', numbers: several.outOfRange }
  const isClear = several.kind === 'answer' && !several.unclear
  return isClear && several.value.kind === 'several' && several.value.ids.length > 1 ? several : one
}

/** "随便": the answer that was proposed; without one, nothing to record. A plain 好 proposes nothing by itself. */
function suggested({ suggestion, skippable }: Question, isPlainYes: boolean): Reading {
  if (suggestion !== undefined) return { kind: 'answer', value: { kind: 'text', text: suggestion } }
  return skippable && !isPlainYes ? plain('skipped') : NOT_UNDERSTOOD
}

const plain = (kind: 'yes' | 'no' | 'unsure' | 'skipped'): Reading => ({ kind: 'answer', value: { kind } })

/** Is the phrase one of the words that this question's own page has for yes, no, "don't know" or "skip"? */
function isOwn(id: string, phrase: string, { page }: ReadingContext): boolean {
  const option = page.options.get(id)
  return option !== undefined && [option.label, ...option.also].some((word) => bare(word) === phrase)
}

/** Does it end with one of the question's words for no? Where a yes cannot be undone, that is enough to leave things as they are. */
function endsWithNo(phrase: string, { page }: ReadingContext): boolean {
  const option = page.options.get('no')
  return (
    option !== undefined && [option.label, ...option.also].some((word) => phrase.replace(/了$/u, '').endsWith(word))
  )
}

/** What is told of a clause of an agreement: an option by its number, or in the words of the page. */
function readOfClause(text: string, clause: ClauseQuestion, context: ReadingContext): Reading {
  const { question, today } = context
  const { options = [] } = question
  const numbers = ordinals(keepText(text), options.length)
  if (numbers?.every((number) => number <= options.length)) return readChoice(keepText(text), context)
  const reading = readClause(text, clause, today)
  if (reading.kind !== 'answer') return numbers === undefined ? reading : readChoice(keepText(text), context)
  const { value } = reading
  return value.kind !== 'choice' || options.some(({ id }) => id === value.id) ? reading : NOT_UNDERSTOOD
}

/** A length, or one of the ways to have none that the question offers: "没写期限". */
function readNamedOrDuration(text: string, context: ReadingContext): Reading {
  const duration = readDuration(text, context)
  if (duration.kind === 'answer' || context.question.options === undefined) return duration
  const choice = readChoice(keepText(text), context)
  return choice.kind === 'notUnderstood' ? duration : choice
}

function readYesOrNo(text: string, context: ReadingContext): Reading {
  const { page, question } = context
  const phrase = bare(text)
  if (isOwn('no', phrase, context)) return plain('no')
  if (isOwn('yes', phrase, context)) return plain('yes')
  if (phrase === '1' || phrase === '2') return readNumber(phrase, context)
  const heard = readYesNo(simplify(text), page.wording, context.yesNo)
  if (heard === 'no') return plain('no')
  if (question.irreversible) return endsWithNo(phrase, context) ? plain('no') : NOT_UNDERSTOOD
  if (heard === 'yes') return plain('yes')
  if (heard === 'unsure' && question.unsure) return plain('unsure')
  return heard === 'vague' ? { kind: 'vague' } : NOT_UNDERSTOOD
}

/** What cannot be undone is never said yes to by a number; a no to it does no harm. */
function readNumber(phrase: '1' | '2', { question, isNumbered }: ReadingContext): Reading {
  if (question.irreversible) return phrase === '2' ? plain('no') : NOT_UNDERSTOOD
  if (!isNumbered) return { kind: 'unnumbered' }
  return plain(phrase === '1' ? 'yes' : 'no')
}
