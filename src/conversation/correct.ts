import { FLOWS } from '../../flows/index.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { enumerate, ordinals } from './answers/numbers.ts'
import { namesOption } from './answers/options.ts'
import { namedAsGone } from './correct-part.ts'
import { findCorrection } from './correction.ts'
import type { Correction } from './correction-kind.ts'
import { raise } from './doubt.ts'
import type { Draft } from './draft.ts'
import { row } from './draft.ts'
import { explain } from './explain.ts'
import { type LiveFrame, pendingQuestion, questionsAhead, type Step, stepsOf } from './frame.ts'
import { keepInstances } from './keep-instances.ts'
import { bare, normalise, squeezed } from './normalise.ts'
import { afterOpener } from './openers.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'
import { soundOf } from './sound.ts'

/**
 * Hears that an earlier answer was wrong: "刚才说错了,其实没签", "怎么传改成微信直接发", "我要改前面的".
 *
 * The words are read as the answer to each earlier question; only where exactly one fits, or the last one does, it is
 * changed at once (and said back, old and new). Anything else shows the answers to choose from, because a guess would
 * change a record. False when the message is no correction.
 */
export function correct(draft: Draft): boolean {
  const live = draft.live
  if (live === undefined) return false
  const steps = stepsOf(live)
  const { correcting } = draft.knowledge.phrases
  const isWhole = correcting.whole.has(bare(draft.text))
  if (steps.length === 0) return isWhole && nothingYet(draft)
  if (isWhole) return choose(draft, steps)

  const words = afterOpener(draft.text, correcting)
  if (words !== undefined && isOfLater(draft, live, steps, words)) return true
  const named = findCorrection(words ?? draft.text, draft, steps, words !== undefined)
  if (named !== undefined) return carryOut(draft, live, steps, named, words !== undefined)
  if (words === undefined) return false
  // A bare 不对 says no to what is asked, or nothing.
  if (bare(words) === '') return !correcting.apart.includes(bare(draft.text)) && choose(draft, steps)
  const plain = withoutLead(words, correcting.leads)
  if (SAYS_WHAT_IT_IS.test(simplify(plain))) return choose(draft, steps)
  const step = meant(draft, live, steps, plain)
  // What is not there was said of none of the answers: no new words for one.
  const isGone = namedAsGone(words, draft.knowledge.phrases.corrections.without).length > 0
  if (isGone && step !== undefined && takesWords(step) && !isOption(draft, step, plain)) return choose(draft, steps)
  if (step !== undefined) return change(draft, live, step, plain)
  return answersAsked(draft, live, plain) ? false : choose(draft, steps)
}

/** "不对,签了", where nothing but the question that is being asked fits: a no is a part of that answer. */
function answersAsked(draft: Draft, live: LiveFrame, words: string): boolean {
  const asked = pendingQuestion(live)
  return asked?.kind === 'yesno' && fits(draft, asked, words)
}

/**
 * The earlier question that the words answer: the only one that they fit, or the last one. Mere words are the last
 * answer's, unless they fit the question that is being asked.
 */
function meant(draft: Draft, live: LiveFrame, steps: readonly Step[], words: string): Step | undefined {
  const revisited = steps.find(({ question }) => question.id === live.frame.revisiting)
  if (revisited !== undefined) return revisited
  const named = steps.filter(({ question }) => isSaidOf(draft, question, words))
  if (named.length === 1 && named[0] !== steps.at(-1)) return named[0]
  const last = steps.at(-1)
  const isWordsOfLast = last !== undefined && last.question.kind === 'text'
  const fitting = steps.filter(
    ({ question, answer }) =>
      fits(draft, question, words) &&
      !(isWordsOfLast && !isExact(draft, question, words)) &&
      JSON.stringify(read(draft, question, words)) !== JSON.stringify(answer.value),
  )
  if (fitting.length > 0) return fitting.length === 1 ? fitting[0] : fitting.find((one) => one === last)
  const asked = pendingQuestion(live)
  const isForAsked = asked !== undefined && fits(draft, asked, words)
  return last !== undefined && !isForAsked && takesWords(last) ? last : undefined
}

/** "不对 小赵也能看" before it is asked who may see it: nothing is changed, and it is said when that comes. */
function isOfLater(draft: Draft, live: LiveFrame, steps: readonly Step[], words: string): boolean {
  const asked = pendingQuestion(live)
  const later = questionsAhead(live).find((one) => one.id !== asked?.id && isSaidOf(draft, one, words))
  if (asked === undefined || later === undefined || steps.some(({ question }) => isSaidOf(draft, question, words)))
    return false
  draft.speak('repair/asked-later', { with: { title: { title: later.page } } })
  draft.ask()
  return true
}

/** Has it one of the words by which people speak of that question: 看 of 小赵也能看? */
function isSaidOf({ knowledge }: Draft, { id }: Question, words: string): boolean {
  const plain = squeezed(words)
  const said = knowledge.phrases.asides.elsewhere.meant.get(id) ?? []
  return said.some((word) => (word.endsWith('$') ? plain.endsWith(word.slice(0, -1)) : plain.includes(word)))
}

function nothingYet(draft: Draft): boolean {
  draft.speak('repair/at-first')
  draft.ask()
  return true
}

/** Changes the answer that was named; where the words may answer the pending question as well, it is asked first. */
function carryOut(
  draft: Draft,
  live: LiveFrame,
  steps: readonly Step[],
  correction: Correction,
  isOpened: boolean,
): boolean {
  const asked = pendingQuestion(live)
  if (correction.kind === 'which') return choose(draft, steps)
  // 那是要保密的东西 says what was wrong with the answer, and no new one.
  if (correction.kind === 'words' && SAYS_WHAT_IT_IS.test(simplify(correction.words)))
    return change(draft, live, correction.step ?? (steps.at(-1) as Step), '')
  const isOfRevisited = correction.kind === 'perhaps' && correction.step === undefined && live.frame.revisiting !== null
  const isSaidAgain = correction.kind === 'perhaps' && correction.step !== undefined && asked?.kind === 'review'
  if (correction.kind === 'words' || (correction.kind === 'perhaps' && (isOpened || isOfRevisited || isSaidAgain))) {
    const step = correction.step ?? meant(draft, live, steps, correction.words)
    return step === undefined ? choose(draft, steps) : change(draft, live, step, correction.words)
  }
  const step = correction.step ?? steps.at(-1)
  if (step === undefined) return false
  if (correction.kind === 'perhaps') {
    if (asked === undefined || (asked.kind !== 'text' && !asked.ownWords)) return false
    const title = draft.knowledge.page(step.question.page)?.title ?? ''
    const [arrow] = draft.knowledge.phrases.correcting.arrows
    raise(draft, live, asked, draft.text, {
      saying: {
        page: 'repair/change-it',
        with: { title: { title: step.question.page }, words: { brief: correction.words } },
      },
      yes: `${title}${arrow}${correction.words}`,
    })
    return true
  }
  draft.setTop({ ...live.frame, revisiting: step.question.id })
  const revisiting = draft.live
  if (correction.kind === 'again' || revisiting === undefined) draft.ask()
  else {
    keepInstances(draft, revisiting, step.question, correction.value, correction.instances ?? [])
    giveAnswer(draft, draft.live ?? revisiting, step.question, correction.value)
  }
  return true
}

/** "12月20号是删的时间 商业秘密是配方": two things in one correction; the whole is the answer to neither. */
function saysMoreThanOne({ knowledge }: Draft, steps: readonly Step[], words: string): boolean {
  const [, ...parts] = words.split(/[\s,，;；。]+/u).map((part) => simplify(part))
  const titles = steps.flatMap(({ question }) => {
    const title = bare(knowledge.page(question.page)?.title ?? '').replace(/(?:还)?有哪些$/u, '')
    return [title, ...(knowledge.phrases.corrections.names.get(question.id) ?? [])].filter((name) => name.length > 1)
  })
  const isOther = (part: string): boolean =>
    titles.some((title) =>
      /^(?:应该)?(?:是|改|换|叫|[:：])/u.test(part.startsWith(title) ? part.slice(title.length) : ''),
    )
  return parts.some(isOther) || MOVES.test(simplify(words))
}

/** "秘方不是其他 是商业秘密" says where it belongs, not what it is called. */
const MOVES = /^.+(?:不是|不算).+[\s,，]*(?:而?是|算|归).+$/u

const SAYS_WHAT_IT_IS = /^(?:那|这)(?:个|些|几个|都)?(?:是|不是|算|都是)/u

/** The new answer without the words that lead to it: 其实是, 应该是. */
export function withoutLead(words: string, leads: readonly string[]): string {
  const plain = simplify(words)
  const lead = leads.find((word) => plain.startsWith(word) && words.length > word.length)
  return lead === undefined ? words : words.slice(lead.length).replace(/^[\p{P}\s]+/u, '')
}

const takesWords = ({ question }: Step): boolean => question.kind === 'text' || question.ownWords === true

/** Are the words an option of that question, as they stand: 该删的删了没有? */
const isOption = (draft: Draft, { question }: Step, words: string): boolean =>
  question.kind === 'choice' && isExact(draft, question, words)

/** Are the words just the names or numbers of options, or a yes or no? Anything more may be what a question for words wants. */
function isExact(draft: Draft, question: Question, words: string): boolean {
  const page = draft.knowledge.page(question.page)
  if (page === undefined || (question.kind !== 'choice' && question.kind !== 'several')) return true
  if (ordinals(words, question.options?.length ?? 0) !== undefined) return true
  return enumerate(normalise(words)).every((item) => namesOption(bare(item), question, page))
}

/** Do the words answer this question by themselves, not as free words that any question would take? */
export function fits(draft: Draft, question: Question, words: string): boolean {
  const value = read(draft, question, words)
  return value !== undefined && value.kind !== 'text' && value.kind !== 'unsure' && value.kind !== 'skipped'
}

function read(draft: Draft, question: Question, words: string): AnswerValue | undefined {
  const reading = readFor(draft, question, words)
  return reading.kind === 'answer' ? reading.value : undefined
}

/** Changes an earlier answer to what the words say; what they do not say is asked, with the reason. */
export function change(draft: Draft, live: LiveFrame, { question, answer }: Step, said: string): boolean {
  if (saysMoreThanOne(draft, stepsOf(live), said)) return choose(draft, stepsOf(live))
  const words = withoutOld(slipMended(said, answer.value), answer.value)
  const reading = readFor(draft, question, words)
  draft.setTop({ ...live.frame, revisiting: question.id })
  const revisiting = draft.live
  if (bare(words) === '' || revisiting === undefined) draft.ask()
  else if (reading.kind === 'answer') giveAnswer(draft, revisiting, question, reading.value)
  else explain(draft, revisiting, question, reading)
  return true
}

/** 促销方案 of "促销", where 促消方案 was answered: the part that sounds the same was mistyped. */
function slipMended(words: string, old: AnswerValue): string {
  const plain = words.trim()
  if (old.kind !== 'text' || plain.length < 2 || plain.length >= old.text.length) return words
  const sound = soundOf(plain)
  for (let at = 0; sound !== '' && at + plain.length <= old.text.length; at++) {
    const part = old.text.slice(at, at + plain.length)
    if (part !== plain && soundOf(part) === sound)
      return old.text.slice(0, at) + plain + old.text.slice(at + plain.length)
  }
  return words
}

/** 阿哲 of "阿哲 不是阿泽", where 阿泽 is what was answered before. */
function withoutOld(words: string, old: AnswerValue): string {
  const [, fresh = '', gone = ''] = /^(.+?)[\s，,]*(?:而?不是|不叫)(.+)$/su.exec(words) ?? []
  return old.kind === 'text' && bare(gone) !== '' && bare(old.text).includes(bare(gone)) ? fresh : words
}

/** Lists the answers so far, to choose the one that is wrong. */
export function choose(draft: Draft, steps: readonly Step[]): boolean {
  const options = steps.map((step) => ({
    id: step.question.id,
    label: row(step),
    names: [draft.knowledge.page(step.question.page)?.title ?? ''],
  }))
  draft.push(FLOWS.revise as NonNullable<(typeof FLOWS)[string]>, { options } satisfies PickInput)
  draft.ask()
  return true
}
