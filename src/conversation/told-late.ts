import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { namesOption } from './answers/options.ts'
import { toldIn } from './answers/told.ts'
import { type Draft, row } from './draft.ts'
import { answerFrame, keepForLater, type LiveFrame, questionsAhead, type Step, stepsOf } from './frame.ts'
import { append, incidentOf } from './incident-log.ts'
import { bare, keepText, squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'
import { wordsBeyond } from './words-beyond.ts'

/** What was not done yet when it was asked, and may have been done since. */
const NOT_YET: ReadonlySet<string> = new Set(['not-yet', 'later', 'nothing'])

/** What more may come to at any time. */
const GROWS: ReadonlySet<string> = new Set(['contain', 'remedies', 'claim'])

/**
 * Takes what is told of a question other than the pending one, where it answers nothing here: 刚发了 of what was "not
 * yet", 要我写检讨 of what is asked later. People in trouble tell things when they happen. False when it is neither.
 */
export function tellsOfOther(draft: Draft, live: LiveFrame, question: Question): boolean {
  if (!answersNothing(draft, question)) {
    return (
      takeIf(draft, live, onlyOne(draft, late(draft, live, true)), true) ||
      takesName(draft, live, question) ||
      takesDemand(draft, live, question) ||
      takesDeed(draft, live, question)
    )
  }
  return (
    takeIf(draft, live, onlyOne(draft, late(draft, live, false)), true) ||
    takeIf(draft, live, onlyOne(draft, ahead(draft, live)), false)
  )
}

/** Who is asked what the client wants is told so: 要我, 不赔就. */
const DEMANDS =
  /[要让叫逼管跟][我俺咱]|不.{1,4}就|律师函|起诉|告我|报警|加价|涨价|索赔|[他她](?:又|还|再)?要.{0,6}[\d一二两三四五六七八九十百千万]/u

/** A demand is no answer where a fact is asked for in words; where it is one, it is what they said. */
function takesDemand(draft: Draft, live: LiveFrame, question: Question): boolean {
  const takesWords = question.kind === 'text' || question.id === 'people'
  if (!takesWords || question.reported || question.id === 'client' || !DEMANDS.test(draft.text)) return false
  const isClaim = ({ question: { id } }: Step) => id === 'claim'
  return (
    takeIf(draft, live, late(draft, live, false).find(isClaim), true) ||
    takeIf(draft, live, ahead(draft, live).find(isClaim), false)
  )
}

/** 撤回了 has 回了 in it, but it is an option of another question in its very words. */
function takesName(draft: Draft, live: LiveFrame, question: Question): boolean {
  const { text, knowledge } = draft
  const phrase = bare(text)
  const isOptionOf = (one: Question): boolean => {
    const page = knowledge.page(one.page)
    return page !== undefined && namesOption(phrase, one, page)
  }
  if (question.kind === 'text' || phrase.length < LONGEST_NAME || isOptionOf(question)) return false
  const [named, ...others] = ahead(draft, live).filter((step) => isOptionOf(step.question))
  return others.length === 0 && takeIf(draft, live, named, false)
}

/** "链接我关了", where the client's name is asked for, is no name: it is what was done. */
function takesDeed(draft: Draft, live: LiveFrame, question: Question): boolean {
  if (question.id !== 'client' || bare(draft.text).length <= LONGEST_NAME) return false
  return (
    takeIf(draft, live, onlyOne(draft, late(draft, live, false)), true) ||
    takeIf(draft, live, onlyOne(draft, ahead(draft, live)), false)
  )
}

/** So long, in letters, a name may be whatever it means. */
const LONGEST_NAME = 3

/** Where any words are an answer, only the very words of an option are more likely about something else. */
const answersNothing = (draft: Draft, question: Question): boolean =>
  question.kind !== 'text' && readFor(draft, question, draft.text).kind === 'notUnderstood'

/** The one that is meant: of several, the one that the message names. */
function onlyOne({ text, knowledge }: Draft, found: readonly Step[]): Step | undefined {
  const [first] = found
  if (found.length < 2) return first
  const plain = squeezed(text)
  const words = ({ question }: Step) => knowledge.incidents.subjects.get(question.page) ?? []
  const named = found.filter((step) => words(step).some((word) => plain.includes(word)))
  return named.length === 1 ? named[0] : undefined
}

function takeIf(draft: Draft, live: LiveFrame, step: Step | undefined, isLate: boolean): boolean {
  if (step === undefined) return false
  const late = isLate ? answerFrame(revisiting(live, step), step.answer) : undefined
  if (late !== undefined && late.live.frame.answers.length < live.frame.answers.length) return false
  if (late !== undefined) draft.setTop(late.live.frame)
  else {
    draft.setTop(keepForLater(live, [step.answer]))
    noteWords(draft, live, step)
  }
  draft.speak('answer/took', { with: { items: { lines: [row(step)] } } })
  draft.ask()
  return true
}

/** What was told of something that is asked later stands in the record at once, in its own words. */
function noteWords(draft: Draft, { frame }: LiveFrame, { answer }: Step): void {
  const words = wordsBeyond(draft, answer.questionId, answer.value) ?? keepText(draft.text)
  append(draft, incidentOf(draft, frame), { kind: 'note', text: words })
}

const revisiting = (live: LiveFrame, { question }: Step): LiveFrame => ({
  ...live,
  frame: { ...live.frame, revisiting: question.id },
})

/** What was left undone and is told as done; by its own words alone, or in a sentence. */
function late(draft: Draft, live: LiveFrame, byName: boolean): readonly Step[] {
  return stepsOf(live).flatMap(({ question, answer }): Step[] => {
    const before = answer.value
    const isOpen = GROWS.has(question.id) || (before.kind === 'choice' && NOT_YET.has(before.id))
    if (!isOpen || (question.id === 'claim' && !OF_CLIENT.test(draft.text))) return []
    const value = toldOf(draft, question, byName)
    const grown = value && grownBy(before, value)
    return grown === undefined ? [] : [stepOf(draft, question, grown)]
  })
}

/** Who wants something has to be named: 承认 may be what the person does. */
const OF_CLIENT = /[他她]|客户|甲方|对方|老板|要我|让我|叫我|逼我|律师函|还要/u

/** A reproach is no answer to what is asked later: it may be another client's. */
const ACCUSES = /说我|泄|漏|又/u

/** What is told of a question that comes later, where the message names what that is about. */
function ahead(draft: Draft, live: LiveFrame): readonly Step[] {
  const { subjects } = draft.knowledge.incidents
  const plain = squeezed(draft.text)
  if (ACCUSES.test(plain)) return []
  return questionsAhead(live)
    .slice(1)
    .filter(({ page }) => (subjects.get(page) ?? []).some((word) => plain.includes(word)))
    .flatMap((question): Step[] => {
      const value = toldOf(draft, question, false)
      return value === undefined || !isDone(value) ? [] : [stepOf(draft, question, value)]
    })
}

function toldOf(draft: Draft, question: Question, byName: boolean): AnswerValue | undefined {
  const { knowledge, text } = draft
  const page = knowledge.page(question.page)
  const isNamed = page !== undefined && namesOption(bare(text), question, page)
  const isTold = toldIn(text, question, knowledge.incidents.answers.get(question.page) ?? []) !== undefined
  if (!isNamed && (byName || !isTold)) return undefined
  const reading = readFor(draft, question, text)
  return reading.kind === 'answer' ? reading.value : undefined
}

/** The answer with what was done since; undefined where nothing was. */
function grownBy(before: AnswerValue, value: AnswerValue): AnswerValue | undefined {
  if (!isDone(value)) return undefined
  if (before.kind !== 'several' || value.kind !== 'several') return before.kind === value.kind ? value : undefined
  const fresh = value.ids.filter((id) => !before.ids.includes(id))
  return fresh.length === 0
    ? undefined
    : { kind: 'several', ids: [...before.ids.filter((id) => !NOT_YET.has(id)), ...fresh] }
}

function isDone(value: AnswerValue): boolean {
  if (value.kind === 'choice') return !NOT_YET.has(value.id)
  return value.kind === 'several'
    ? value.ids.length > 0 && !value.ids.some((id) => NOT_YET.has(id))
    : value.kind === 'yes'
}

const stepOf = ({ event, now }: Draft, question: Question, value: AnswerValue): Step => ({
  question,
  answer: { questionId: question.id, value, messageId: event.id, at: now.at },
})
