import type { Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { chineseNumber, ordinal } from './answers/numbers.ts'
import { coverOf } from './asides.ts'
import type { CaseNote } from './case.ts'
import { obey } from './commands.ts'
import { change } from './correct.ts'
import type { Draft } from './draft.ts'
import { type LiveFrame, listedStepsOf, pendingQuestion, type Step } from './frame.ts'
import { bare, squeezed } from './normalise.ts'
import { askAgain } from './notes.ts'
import { simplify } from './simplify.ts'

/** One thing to change: the line of the review, and what it is to be, if that was said. */
interface Change {
  readonly line: Line
  readonly words: string
}

/** A line of the review: an answer, or a requirement that was added later. */
type Line = { readonly step: Step } | { readonly note: CaseNote }

/**
 * Hears natural words at the review: "存吧", "先不存", "2改成夏季海报", "1 大鱼", "日期错了，应该是11月20", "3和4要改".
 *
 * A line is changed only where it is named or numbered and what follows reads as an answer to it; the change is said
 * back. False when the message is anything else.
 */
export function hearReview(draft: Draft): boolean {
  const live = draft.live
  const question = live && pendingQuestion(live)
  if (live === undefined || question?.kind !== 'review') return false
  if (agreesToFile(draft)) giveAnswer(draft, live, question, { kind: 'yes' })
  else if (draft.knowledge.records.review.notYet.has(bare(draft.text))) obey(draft, 'cancel')
  else return makeChanges(draft, live, question)
  return true
}

/** "都没问题，存吧": every part agrees. */
function agreesToFile({ text, knowledge }: Draft): boolean {
  const parts = text.split(/[\p{P}\p{S}\s]+/u).filter(Boolean)
  const { yes } = knowledge.phrases
  const { file } = knowledge.records.review
  return parts.length > 0 && parts.every((part) => isMadeOf(bare(part), [yes, file]))
}

/** "行就这样存吧" is three of them in one breath. */
function isMadeOf(phrase: string, lists: readonly ReadonlySet<string>[]): boolean {
  if (lists.some((list) => list.has(phrase))) return true
  for (let end = 1; end < phrase.length; end++) {
    const head = phrase.slice(0, end)
    if (lists.some((list) => list.has(head)) && isMadeOf(phrase.slice(end), lists)) return true
  }
  return false
}

function makeChanges(draft: Draft, live: LiveFrame, question: Question): boolean {
  const lines = linesOf(draft, live)
  const several = numbersToChange(draft, lines)
  if (several !== undefined) return oneAtATime(draft, several)
  const parts = draft.text.split(/[，,；;。\n]+/u).filter((part) => bare(part) !== '')
  const changes = parts.map((part) => readChange(draft, lines, part))
  if (parts.length < 2 || !changes.every((one) => one !== undefined && one.words !== '')) {
    const whole = readChange(draft, lines, draft.text) ?? fillsOpen(draft, live)
    return whole !== undefined && make(draft, whole)
  }
  for (const one of changes) {
    if (one === undefined || pendingQuestion(draft.live as LiveFrame)?.id !== question.id) break
    draft.dropQuestions()
    make(draft, one)
  }
  return true
}

/** "做完就删", where it is open when it is deleted, is said of nothing else. */
function fillsOpen(draft: Draft, live: LiveFrame): Change | undefined {
  const { surely } = draft.knowledge.phrases.asides.elsewhere
  const plain = squeezed(draft.text)
  const open = listedStepsOf(live).filter(
    ({ answer }) => answer.value.kind === 'unsure' || answer.value.kind === 'skipped',
  )
  const meant = open.filter(({ question }) => (surely.get(question.id) ?? []).some((word) => plain.includes(word)))
  const [only, ...others] = meant
  return only === undefined || others.length > 0 ? undefined : { line: { step: only }, words: draft.text }
}

const linesOf = (draft: Draft, live: LiveFrame): Line[] => [
  ...listedStepsOf(live).map((step) => ({ step })),
  ...draft.notesOf(live.frame).map((note) => ({ note })),
]

function make(draft: Draft, { line, words }: Change): boolean {
  const live = draft.live
  if (live === undefined) return false
  if ('step' in line) return change(draft, live, line.step, words)
  const record = draft.cases.find(({ id }) => id === live.frame.input.caseId)
  if (record === undefined) return false
  askAgain(draft, record, line.note)
  if (words !== '') draft.hearInstead(words)
  return true
}

/** "3和4要改": the lines, if the message is nothing but numbers and words for changing. */
function numbersToChange(draft: Draft, lines: readonly Line[]): Line[] | undefined {
  const { before, after } = draft.knowledge.phrases.change
  const plain = simplify(draft.text).replace(/\s+/gu, ' ').trim()
  const start = before.find((word) => plain.startsWith(word)) ?? ''
  const rest = plain.slice(start.length)
  const end = after.find((word) => rest.endsWith(word)) ?? ''
  const numbers = rest
    .slice(0, rest.length - end.length)
    .split(/[、,，;；和跟与\s都]+/u)
    .filter(Boolean)
    .map(ordinal)
  if (numbers.length < 2 || numbers.some((number) => number === undefined)) return undefined
  const meant = numbers.map((number) => lines[(number as number) - 1])
  return meant.every((line) => line !== undefined) ? meant : undefined
}

function oneAtATime(draft: Draft, [first, ...others]: Line[]): boolean {
  if (first === undefined) return false
  draft.speak('revise/one-at-a-time', {
    with: { first: { title: pageOf(first) }, others: { list: others.map((line) => ({ title: pageOf(line) })) } },
  })
  return make(draft, { line: first, words: '' })
}

const pageOf = (line: Line): string => ('step' in line ? line.step.question.page : 'records/ask-note')

const NUMBER = /^第?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:个|项|条|题|号)?/u

/** The line that the text begins with, by number or name, and what is said to be there instead. */
function readChange(draft: Draft, lines: readonly Line[], text: string): Change | undefined {
  const { change: around } = draft.knowledge.phrases
  const trimmed = withoutHesitation(draft, text.replace(/^[\p{P}\s]+|\s+$/gu, ''))
  const opened = around.before.find((word) => simplify(trimmed).startsWith(word)) ?? ''
  const said = trimmed.slice(opened.length).replace(/^\s*[把将]?\s*/u, '')
  const found = byNumber(lines, said) ?? byName(draft, lines, said)
  if (found === undefined) return undefined
  const { line, rest } = found
  const wrong = afterWrong(draft, rest)
  const words = afterArrow(draft, wrong.rest) ?? afterArrow(draft, behindReason(draft, wrong.rest))
  const isTold = words !== undefined || wrong.isWrong || (found.isNumber && /^[\s、.．:：]/u.test(rest))
  const plain = (words ?? wrong.rest).replace(/^[\p{P}\s]+/u, '')
  if (bare(plain) === '') return isTold || opened !== '' || 'note' in line ? { line, words: '' } : undefined
  if ('note' in line && words === undefined && dropsNote(draft, plain)) return { line, words: plain }
  if (!isTold || ASKS.test(simplify(plain)) || (words === undefined && ordinal(bare(plain)) !== undefined))
    return undefined
  return { line, words: plain }
}

/** "对了 项目名应该是…". */
function withoutHesitation({ knowledge }: Draft, text: string): string {
  const word = knowledge.phrases.correcting.before.find((one) => simplify(text).startsWith(one))
  const rest = word === undefined ? '' : text.slice(word.length).replace(/^[\p{P}\s]+/u, '')
  return rest === '' ? text : rest
}

const dropsNote = ({ knowledge }: Draft, words: string): boolean => {
  const drop = knowledge.page('records/ask-note-again')?.options.get('drop')
  return [drop?.label ?? '', ...(drop?.also ?? [])].some((word) => bare(word) === bare(words))
}

const ASKS = /^(?:谁|啥|什么|哪|几|多少|怎么|为什么|干嘛)|[?？吗么]$/u

interface Found {
  readonly line: Line
  readonly rest: string
  readonly isNumber: boolean
}

function byNumber(lines: readonly Line[], said: string): Found | undefined {
  const [whole, figure] = NUMBER.exec(said) ?? []
  if (whole === undefined || figure === undefined) return undefined
  const number = /^\d/u.test(figure) ? Number(figure) : chineseNumber(figure)
  const line = number === undefined ? undefined : lines[number - 1]
  return line && { line, rest: said.slice(whole.length), isNumber: true }
}

/** The only line that is called by the longest name at the beginning: its title, what it is called for short, its value. */
function byName(draft: Draft, lines: readonly Line[], said: string): Found | undefined {
  const plain = simplify(said)
  const named = lines.flatMap((line) =>
    namesOf(draft, line).flatMap((name) => {
      const length = lengthOfName(plain, name)
      return length === 0 ? [] : [{ line, length }]
    }),
  )
  const longest = Math.max(0, ...named.map(({ length }) => length))
  const found = new Set(named.filter(({ length }) => length === longest).map(({ line }) => line))
  const [only] = found
  return found.size === 1 && only !== undefined ? { line: only, rest: said.slice(longest), isNumber: false } : undefined
}

function namesOf(draft: Draft, line: Line): readonly string[] {
  const title = draft.knowledge.page(pageOf(line))?.title ?? ''
  const { review } = draft.knowledge.records
  if ('note' in line) return [title, ...review.note]
  const { id } = line.step.question
  const { value } = line.step.answer
  const fields = draft.knowledge.phrases.fields.find((field) => field.id === id)?.words ?? []
  const short = review.short.find((one) => one.id === id)?.words ?? []
  return [title, ...fields, ...short, ...(value.kind === 'text' && value.text.length > 1 ? [value.text] : [])]
}

/** How much of the text is the name, with or without a 在 or 的 in it: 放哪里 is 放在哪里. 0 if it does not begin so. */
function lengthOfName(plain: string, name: string): number {
  const wanted = [...simplify(name)].filter((char) => !LIGHT.has(char))
  let at = 0
  for (const char of wanted) {
    while (LIGHT.has(plain[at] ?? '')) at++
    if (plain[at] !== char) return 0
    at++
  }
  while (LIGHT.has(plain[at] ?? '')) at++
  return at
}

const LIGHT: ReadonlySet<string> = new Set(['在', '的', '了'])

/** 改成电脑加密 of "我刚才跳过了 改成电脑加密": why it is to be changed says nothing of what it is to be. */
function behindReason({ knowledge }: Draft, rest: string): string {
  const [reason = '', ...parts] = rest.split(/[\p{P}\s]+/u).filter(Boolean)
  const cover = coverOf(reason, knowledge.phrases)
  const isReason = cover !== undefined && [...cover.asides].every((one) => one === 'skip' || one === 'unsure')
  return isReason ? parts.join(' ') : ''
}

/** "…错了，": says that it is wrong. */
function afterWrong(draft: Draft, rest: string): { rest: string; isWrong: boolean } {
  const plain = simplify(rest)
  const trimmed = plain.replace(/^[\p{P}\s了的都]+/u, '')
  const word = draft.knowledge.phrases.change.after.find((one) => trimmed.startsWith(one))
  if (word === undefined) return { rest, isWrong: false }
  return { rest: rest.slice(plain.length - trimmed.length + word.length).replace(/^[\p{P}\s了]+/u, ''), isWrong: true }
}

/** "…改成大鱼", "是大鱼": what follows the word between; undefined when there is none. */
function afterArrow(draft: Draft, rest: string): string | undefined {
  const { arrows, leads } = draft.knowledge.phrases.correcting
  const trimmed = rest.replace(/^[\p{P}\s]+/u, '')
  const plain = simplify(trimmed)
  const word = [...arrows, ...leads, ':', '：'].find((one) => plain.startsWith(one))
  if (word !== undefined) return trimmed.slice(word.length)
  return /^[:：]/u.test(rest.trim()) ? rest.trim().slice(1) : undefined
}
