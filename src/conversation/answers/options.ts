import type { Question } from '../../../flows/shared/question.ts'
import type { PageFacts } from '../knowledge.ts'
import { bare, normalise } from '../normalise.ts'
import { enumerate, ordinal } from './numbers.ts'
import { NOT_UNDERSTOOD, type Reading, type ReadingContext } from './reading.ts'

interface Named {
  readonly id: string
  /** Label and other words for it, in bare form. */
  readonly names: readonly string[]
}

/** Is the phrase (in bare form) exactly one of the question's options, by label or by another word for it? */
export function namesOption(phrase: string, question: Question, page: PageFacts): boolean {
  return namedOptions({ question, page }).some(({ names }) => names.includes(phrase))
}

function namedOptions({ question, page }: Pick<ReadingContext, 'question' | 'page'>): readonly Named[] {
  return (question.options ?? []).map(({ id, label }) => {
    const known = page.options.get(id)
    const own = typeof label === 'string' ? [label] : []
    return { id, names: [...own, ...(known ? [known.label, ...known.also] : [])].map(bare).filter(Boolean) }
  })
}

/** Reads one choice: by number, ordinal, label or another word for it; else in the person's own words, if allowed. */
export function readChoice(text: string, context: ReadingContext): Reading {
  const options = namedOptions(context)
  const phrase = bare(text)
  const number = ordinal(phrase)
  if (number !== undefined) {
    const option = options[number - 1]
    return option === undefined ? { kind: 'outOfRange', numbers: [number] } : choose(option.id)
  }
  const exact = options.filter(({ names }) => names.includes(phrase))
  if (exact.length === 1) return choose((exact[0] as Named).id)

  const close = options.filter(({ names }) => names.some((name) => covers(phrase, name)))
  if (close.length === 1) return choose((close[0] as Named).id)
  if (context.question.ownWords && phrase.length > 1) return { kind: 'answer', value: { kind: 'text', text } }
  return close.length > 1 ? { kind: 'ambiguous', ids: close.map(({ id }) => id) } : NOT_UNDERSTOOD
}

const choose = (id: string): Reading => ({ kind: 'answer', value: { kind: 'choice', id } })

/** Is the phrase a good part of the name, or the name most of the phrase? "网盘" alone is not "客户的网盘和我的电脑". */
function covers(phrase: string, name: string): boolean {
  if (phrase.length < 2 || name.length < 2) return false
  if (/[不没别非除]/u.test(phrase) && !/[不没别非除]/u.test(name)) return false
  return name.includes(phrase) || (phrase.includes(name) && name.length * 2 > phrase.length)
}

/** Reads several choices at once: numbers, names, ranges, all, none, all but some. */
export function readSeveral(text: string, context: ReadingContext): Reading {
  const options = namedOptions(context)
  const ids = options.map(({ id }) => id)
  const phrase = bare(text)
  const { phrases } = context
  if (phrases.all.has(phrase)) return { kind: 'answer', value: { kind: 'several', ids } }
  if (phrases.none.has(phrase)) return { kind: 'answer', value: { kind: 'several', ids: [] } }

  const left = leftOut(normalise(text), context)
  const found = collect(left ?? normalise(text), options)
  if (found.ids.size === 0 || (left !== undefined && found.unclear.length > 0)) {
    return found.outOfRange.length > 0 ? { kind: 'outOfRange', numbers: found.outOfRange } : NOT_UNDERSTOOD
  }
  const chosen = ids.filter((id) => found.ids.has(id) === (left === undefined))
  return {
    kind: 'answer',
    value: { kind: 'several', ids: chosen },
    ...(found.outOfRange.length > 0 && { outOfRange: found.outOfRange }),
    ...(found.unclear.length > 0 && { unclear: found.unclear }),
  }
}

/** What is left out in "除了2都要", "2以外都算", "2不要,其他都要"; undefined when nothing is. */
function leftOut(text: string, { phrases }: ReadingContext): string | undefined {
  const { before, after, rest } = phrases.except
  const start = before.find((word) => text.startsWith(word))
  if (start !== undefined) return cutBefore(text.slice(start.length), [...after, ...rest])
  const end = after.find((word) => text.indexOf(word) > 0)
  if (end === undefined) return undefined
  const tail = text.slice(text.indexOf(end) + end.length).replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '')
  return tail === '' || rest.some((word) => tail.startsWith(word)) ? text.slice(0, text.indexOf(end)) : undefined
}

function cutBefore(text: string, words: readonly string[]): string {
  const ends = words.map((word) => text.indexOf(word)).filter((at) => at > 0)
  return ends.length > 0 ? text.slice(0, Math.min(...ends)) : text
}

function collect(
  text: string,
  options: readonly Named[],
): { ids: Set<string>; outOfRange: number[]; unclear: string[] } {
  const ids = new Set<string>()
  const outOfRange: number[] = []
  const unclear: string[] = []
  for (const item of enumerate(text)) {
    const phrase = bare(item)
    const number = ordinal(phrase)
    const numbers = number === undefined ? [] : runTogether(number, options.length)
    const named = options.filter(({ names }) =>
      names.some((name) => name === phrase || covers(phrase, name) || (name.length > 1 && phrase.includes(name))),
    )
    if (numbers.length > 0) {
      for (const each of numbers) {
        const option = options[each - 1]
        if (option === undefined) outOfRange.push(each)
        else ids.add(option.id)
      }
    } else if (named.length > 0 && !/[不没别非]/u.test(phrase)) for (const { id } of named) ids.add(id)
    else unclear.push(item)
  }
  return { ids, outOfRange, unclear }
}

/** "135" typed for 1, 3 and 5: only where the digits rise and each is an option, and the number itself is none. */
function runTogether(number: number, count: number): number[] {
  const digits = [...String(number)].map(Number)
  const rises = digits.every(
    (digit, index) => digit >= 1 && digit <= count && (index === 0 || digit > (digits[index - 1] as number)),
  )
  return number > count && digits.length > 1 && rises ? digits : [number]
}
