import { enumerate, ordinals } from './answers/numbers.ts'
import { namesOption } from './answers/options.ts'
import type { Correction } from './correction-kind.ts'
import type { CorrectionPhrases } from './correction-words.ts'
import type { Draft } from './draft.ts'
import { withoutTail } from './ends.ts'
import { pendingQuestion, type Step } from './frame.ts'
import { bare } from './normalise.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'

const SEPARATOR = /[、,，;；/\s]+|[和跟及]/u

/**
 * Finds the part of an answer in somebody's own words that goes or comes: "没有身份证号", "身份证号不要", "再加一个微信号".
 *
 * What goes must be there as an item of its own; only where somebody has said that something is wrong, or looks at that
 * answer again (`isOpened`), a part of an item is enough.
 */
export function partOf(text: string, draft: Draft, steps: readonly Step[], isOpened = false): Correction | undefined {
  const revisiting = draft.live?.frame.revisiting ?? null
  const ordered = [...steps].reverse().sort((one, other) => rank(one, revisiting) - rank(other, revisiting))
  return (
    takenFromNamed(text, draft, steps) ??
    takenAway(text, draft, ordered, isOpened || revisiting !== null) ??
    added(text, draft, ordered, revisiting) ??
    alsoAtChoice(text, draft, ordered, isOpened)
  )
}

const rank = ({ question }: Step, revisiting: string | null): number => (question.id === revisiting ? 0 : 1)

function takenAway(text: string, draft: Draft, steps: readonly Step[], isLoose: boolean): Correction | undefined {
  const { without } = draft.knowledge.phrases.corrections
  for (const words of namedAsGone(text, without)) {
    for (const step of steps) {
      const { value } = step.answer
      if (value.kind === 'text' && isListOf(step)) {
        const left = itemsLeft(value.text, words, isLoose)
        if (left === undefined) continue
        return left === '' ? { kind: 'again', step } : { kind: 'words', step, words: left }
      }
      if (value.kind !== 'several' || !(isLoose || namesKinds(words, draft, step))) continue
      const reading = readFor(draft, step.question, words)
      const gone = reading.kind === 'answer' && reading.value.kind === 'several' ? reading.value.ids : []
      const isThere = gone.length > 0 && gone.every((id) => value.ids.includes(id))
      if (isThere && gone.length < value.ids.length)
        return { kind: 'value', step, value: { kind: 'several', ids: value.ids.filter((id) => !gone.includes(id)) } }
    }
  }
  return undefined
}

/** "商业秘密里去掉价格", "谁能看去掉我老婆": out of the answer that is named; what is not there as an item is asked. */
function takenFromNamed(text: string, draft: Draft, steps: readonly Step[]): Correction | undefined {
  const { remove } = draft.knowledge.phrases.corrections
  const plain = simplify(text)
  const word = remove.find((one) => plain.includes(one))
  if (word === undefined) return undefined
  const at = plain.indexOf(word)
  const head = bare(plain.slice(0, at)).replace(/(?:里面?|里头|中)?(?:的|要|想|把|还是)?$/u, '')
  const gone = bare(text.slice(at + word.length)).replace(/[吧了]+$/u, '')
  const step = steps.find((one) => one.answer.value.kind === 'text' && namesOf(draft, one).includes(head))
  if (step?.answer.value.kind !== 'text' || gone.length < 1) return undefined
  const left = itemsLeft(step.answer.value.text, gone, true)
  return left === undefined || left === '' ? { kind: 'again', step } : { kind: 'words', step, words: left }
}

function namesOf({ knowledge }: Draft, { question }: Step): readonly string[] {
  const title = bare(knowledge.page(question.page)?.title ?? '')
  return [title, title.replace(/(?:还)?有哪些$/u, ''), ...(knowledge.phrases.corrections.names.get(question.id) ?? [])]
}

type Without = CorrectionPhrases['without']

/** Is it just the name of an option, or its number where no number answers what is asked? */
function namesKinds(words: string, draft: Draft, { question }: Step): boolean {
  const page = draft.knowledge.page(question.page)
  const asked = draft.live && pendingQuestion(draft.live)
  if (page === undefined || asked === undefined || asked.id === question.id) return false
  const isByNumber = ordinals(words, question.options?.length ?? 0) !== undefined
  return isByNumber ? asked.kind === 'text' : enumerate(words).every((item) => namesOption(bare(item), question, page))
}

/** What is said not to be there: 身份证号 of 没有身份证号 and 身份证号不要. */
export function namedAsGone(text: string, { before, after }: Without): readonly string[] {
  const plain = bare(text)
  const start = before.find((word) => plain.startsWith(word))
  const end = after.find((word) => plain.endsWith(word))
  return [
    start === undefined ? '' : plain.slice(start.length),
    end === undefined ? '' : plain.slice(0, -end.length).replace(/^[把将]|[都就也]$/gu, ''),
  ].filter((words) => words.length > 1 || /^\d$/.test(words))
}

/** What is left of the items without the one that is gone; undefined when it is none of them. */
function itemsLeft(text: string, gone: string, isLoose: boolean): string | undefined {
  const items = text.split(SEPARATOR).filter(Boolean)
  const left = items.filter((item) => bare(item) !== gone && !(isLoose && bare(item).includes(gone)))
  return left.length === items.length ? undefined : left.join(SEPARATOR.exec(text)?.[0] ?? '、')
}

/** "手机号 身份证号 不对 没有身份证号": what is left of the words before; undefined when nothing of them is taken away. */
export function partIn(before: string, after: string, without: Without): string | undefined {
  const [left] = namedAsGone(after, without).flatMap((gone) => itemsLeft(before, gone, true) ?? [])
  return left === '' ? undefined : left
}

/** A name is one thing, whatever stands in it. */
const isListOf = ({ question }: Step): boolean => question.kind === 'text' && question.unsure === true

/** "再加一个微信号", "个人信息还有微信号": to the answer that is looked at again, is named, or that such a thing belongs to. */
function added(text: string, draft: Draft, steps: readonly Step[], revisiting: string | null): Correction | undefined {
  const { add, also } = draft.knowledge.phrases.corrections
  const plain = simplify(text)
  for (const word of [...add, ...also]) {
    const at = plain.indexOf(word)
    if (at < 0) continue
    const words = withoutTail(text.slice(at + word.length).replace(/^[\p{P}\s]+/u, ''), /^[\p{P}\s吧呢啊]$/u)
    const head = bare(text.slice(0, at))
    if (bare(words) === '') return undefined
    const isAlso = also.includes(word)
    const step = steps.find((one) => {
      const { value } = one.answer
      if (value.kind !== 'text' || !isListOf(one)) return false
      if (head !== '') return bare(draft.knowledge.page(one.question.page)?.title ?? '').startsWith(head)
      if (one.question.id === revisiting) return true
      return !isAlso && belongsTo(draft, one, words, steps)
    })
    if (step?.answer.value.kind === 'text')
      return {
        kind: 'words',
        step,
        words: `${step.answer.value.text}${SEPARATOR.exec(step.answer.value.text)?.[0] ?? '、'}${words}`,
      }
  }
  return undefined
}

/** "啊不对,还有助理" after 只有我自己: both, in the person's own words. */
function alsoAtChoice(text: string, draft: Draft, [last]: readonly Step[], isOpened: boolean): Correction | undefined {
  const { also } = draft.knowledge.phrases.corrections
  const { value } = last?.answer ?? {}
  if (!isOpened || last?.question.ownWords !== true || !also.some((word) => simplify(text).startsWith(word)))
    return undefined
  const label =
    value?.kind === 'choice' ? draft.knowledge.page(last.question.page)?.options.get(value.id)?.label : undefined
  const before = value?.kind === 'text' ? value.text : label
  return before === undefined ? undefined : { kind: 'words', step: last, words: `${before}，${text}` }
}

/** Is it an instance of the option that this question asks the details of: 微信号 of 个人信息? */
function belongsTo(draft: Draft, { question }: Step, words: string, steps: readonly Step[]): boolean {
  const [of, option] = question.id.split('.')
  if (of === undefined || option === undefined) return false
  return steps.some((one) => {
    const reading = one.question.kind === 'several' ? readFor(draft, one.question, words) : undefined
    const value = reading?.kind === 'answer' ? reading.value : undefined
    return value?.kind === 'several' && value.ids.length === 1 && value.ids[0] === option
  })
}
