import { bare, hasWords, keepText } from '../normalise.ts'
import { readDate } from './date.ts'
import { readChoice, readSeveral } from './options.ts'
import { NOT_UNDERSTOOD, type Reading, type ReadingContext } from './reading.ts'

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
  if (question.unsure && phrases.unsure.has(phrase)) return { kind: 'answer', value: { kind: 'unsure' } }
  switch (question.kind) {
    case 'text':
      if (question.suggestion !== undefined && phrases.suggest.has(phrase)) {
        return { kind: 'answer', value: { kind: 'text', text: question.suggestion } }
      }
      return { kind: 'answer', value: { kind: 'text', text: keepText(text) } }
    case 'choice':
      return readChoice(keepText(text), context)
    case 'several':
      return readSeveral(keepText(text), context)
    case 'yesno':
      return readYesNo(phrase, context)
    case 'date':
      return readDate(text, context)
    case 'review':
      return phrases.yes.has(phrase) ? { kind: 'answer', value: { kind: 'yes' } } : NOT_UNDERSTOOD
  }
}

function readYesNo(phrase: string, { page, phrases }: ReadingContext): Reading {
  const own = (id: string): boolean => {
    const option = page.options.get(id)
    return option !== undefined && [option.label, ...option.also].map(bare).includes(phrase)
  }
  if (own('no')) return { kind: 'answer', value: { kind: 'no' } }
  if (own('yes')) return { kind: 'answer', value: { kind: 'yes' } }
  if (phrases.no.has(phrase) || phrase === '2') return { kind: 'answer', value: { kind: 'no' } }
  if (phrases.yes.has(phrase) || phrase === '1') return { kind: 'answer', value: { kind: 'yes' } }
  return NOT_UNDERSTOOD
}
