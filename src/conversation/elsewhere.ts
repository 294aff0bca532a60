import type { AnswerValue, Question } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { readDate } from './answers/date.ts'
import { namesOption } from './answers/options.ts'
import type { AsidePhrases } from './aside-words.ts'
import type { Draft } from './draft.ts'
import { type LiveFrame, questionsAhead, stepsOf } from './frame.ts'
import { hasAny, NONE } from './has-any.ts'
import { bare, squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'
import { simplify } from './simplify.ts'
import { tidied } from './tidy.ts'

/** What is said to words that are about something else, and what a plain yes to it means. */
export interface Elsewhere {
  readonly saying: Saying
  readonly yes: string | null
  /** The later question that the words answer. */
  readonly later?: Question | undefined
}

/** Where a record is filled in. Elsewhere people tell what happened, and all of this may be part of it. */
export const FORMS: ReadonlySet<string> = new Set(['scope', 'nda'])

/**
 * Looks for what shows that words at a question are about something else: another question of ours ("发邮箱" when it
 * is asked who may see it), or another matter ("没签过协议"). Undefined when nothing does.
 */
export function elsewhereIn(draft: Draft, live: LiveFrame, question: Question, words: string): Elsewhere | undefined {
  if (!FORMS.has(live.flow.id)) return undefined
  const { said, named, signs } = draft.knowledge.phrases.asides.elsewhere
  const plain = squeezed(words)
  const has = (list: readonly string[] = NONE): boolean => hasAny(plain, list)
  if (ownLeft(plain, question.id, draft.knowledge.phrases.asides.elsewhere)) return undefined
  // 年底吧, where it is asked when it is deleted, is when.
  if (question.id === 'deletion' && isDay(draft, question, words)) return undefined
  const missing = detailIn(draft, live, question, words)
  if (missing !== undefined) return missing
  const other = otherQuestion(draft, live, question, words, (id) => has(signs.get(id)))
  if (other !== undefined) return other
  const isElsewhere =
    has(said) ||
    (question.ownWords === true && (isDay(draft, question, words) || MERE_DAY.test(plain))) ||
    (question.ownWords === true && has(named))
  return isElsewhere ? { saying: { page: 'repair/elsewhere' }, yes: null } : undefined
}

/** Has it a word of the question's own besides what is said of another: in 在他电脑里看 the 看 is of the place, in 不用删 都在他电脑上 is not. */
function ownLeft(plain: string, id: string, { own, signs }: AsidePhrases['elsewhere']): boolean {
  const others = [...signs].flatMap(([of, list]) => (of === id ? [] : list)).filter((word) => word.length > 1)
  const left = others.reduce((rest, word) => rest.replaceAll(word, ' '), plain)
  return hasAny(left, own.get(id) ?? NONE)
}

/**
 * Can the words hardly be an answer to the question? 店长, where it is asked when to delete; 那我问问他, where it is asked who
 * confirmed; 没有个人信息, where it is asked for a name.
 */
export function isUnlikely({ knowledge }: Draft, { id }: Question, words: string): boolean {
  const { needs, notWho, notNames, noName, own } = knowledge.phrases.asides.elsewhere
  const plain = squeezed(words)
  const has = (list: readonly string[] = NONE): boolean => hasAny(plain, list)
  if (has(own.get(id))) return false
  if (needs.has(id) && (!/\d/.test(plain) || A_TIME.test(plain))) return !has(needs.get(id))
  if (has(noName.get(id))) return true
  if (id === 'confirmed-by') return has(notWho) || A_TIME.test(plain) || /^\d/u.test(plain)
  if (id.startsWith('details.')) return MERE_DAY.test(plain)
  return NAMES.has(id) && plain.length > SHORT_NAME && notNames.some((word) => plain.startsWith(word))
}

const NAMES: ReadonlySet<string> = new Set(['client', 'project'])
/** A figure may be a part of any answer (7z), but a day or a length only of one about time. */
const A_TIME = /\d+(?:年|月|号|日|天|周|点|个月|小时)/u
/** 大概12月20号完 is when, and no thing that is to be kept. */
const MERE_DAY =
  /^(?:大概|大约|估计|差不多|应该|可能|预计|说是|就|是|在|到)*(?:(?:今|明|后|去|前)年)?(?:(?:\d{1,2}|[上下这]个?)月\d{1,2}[号日]?|\d{1,2}[号日])(?:左右|前后|那天|之前|以前|前|后|完|完工|完事|结束|交|交稿|上线|删|确认|的)*$/u
/** In UTF-16 units: so short, anything may be a name. */
const SHORT_NAME = 2

/** Words at a later choice that are an instance of what was chosen before: 还有底价, when it is asked who may see it. */
function detailIn(draft: Draft, live: LiveFrame, question: Question, words: string): Elsewhere | undefined {
  if (!question.ownWords) return undefined
  const steps = stepsOf(live)
  for (const step of steps) {
    const reading = step.question.kind === 'several' ? readFor(draft, step.question, words) : undefined
    const [instance, ...others] = (reading?.kind === 'answer' && reading.instances) || []
    const added = tidied(words, draft.knowledge.phrases.asides)
    const details = steps.find((one) => one.question.id === `details.${instance?.id}`)
    const isAll = instance !== undefined && bare(added).length <= bare(instance.words).length + AROUND
    if (!isAll || others.some(({ id }) => id !== instance.id)) continue
    if (details?.answer.value.kind !== 'text') return { saying: { page: 'repair/elsewhere' }, yes: null }
    const title = draft.knowledge.page(details.question.page)?.title ?? ''
    return {
      saying: {
        page: 'repair/add-to',
        with: { words: { brief: added }, title: { title: details.question.page } },
      },
      yes: `${title}${draft.knowledge.phrases.corrections.add[0]}${added}`,
    }
  }
  return undefined
}

/** How many characters around a thing still say no more than that it belongs there: 还有底价也算. */
const AROUND = 6

/** Where words name what belongs to another question: the one that was asked last, or one that comes later. */
function otherQuestion(
  draft: Draft,
  live: LiveFrame,
  question: Question,
  words: string,
  isNamed: (id: string) => boolean,
): Elsewhere | undefined {
  const isText = question.id === 'project' || question.id.startsWith('details.')
  if (!question.ownWords && question.id !== 'confirmed-by' && !isText) return undefined
  if (isText) {
    const { signs, surely } = draft.knowledge.phrases.asides.elsewhere
    const plain = squeezed(words)
    const isBegun = ({ id }: Pick<Question, 'id'>): boolean =>
      (signs.get(id) ?? []).some((word) => plain.startsWith(word)) || hasAny(plain, surely.get(id) ?? NONE)
    const begun = [...new Set([...signs.keys(), ...surely.keys()])].some((id) => isBegun({ id }))
      ? questionsAhead(live).find((one) => one.id !== question.id && isBegun(one))
      : undefined
    const meant = begun ?? listed(draft, live, question, words)
    return (
      meant && {
        saying: { page: 'repair/asked-later', with: { title: { title: meant.page } } },
        yes: null,
        later: meant,
      }
    )
  }
  const isMeant = (one: Question): boolean =>
    one.id !== question.id &&
    (question.ownWords ? isNamed(one.id) || isExact(draft, one, words) : isChoice(readAt(draft, one, words)))
  const step = stepsOf(live).findLast((one) => isMeant(one.question))
  if (step !== undefined) {
    const title = { title: step.question.page }
    const [arrow] = draft.knowledge.phrases.correcting.arrows
    return {
      saying: { page: 'repair/change-it', with: { title, words: { brief: words } } },
      yes: `${draft.knowledge.page(step.question.page)?.title ?? ''}${arrow}${words}`,
    }
  }
  const later = questionsAhead(live).find(isMeant)
  return later && { saying: { page: 'repair/asked-later', with: { title: { title: later.page } } }, yes: null, later }
}

/** "新品配方 门店位置 还有菜单价格" is no project: these are the things that are asked about next. */
function listed(draft: Draft, live: LiveFrame, question: Question, words: string): Question | undefined {
  const kinds = question.id === 'project' ? questionsAhead(live).find(({ kind }) => kind === 'several') : undefined
  const reading = kinds && readFor(draft, kinds, words)
  const count = reading?.kind === 'answer' ? (reading.instances ?? []).length : 0
  return count > 1 ? kinds : undefined
}

/** Are the words just an option's name at that question, or a day? */
function isExact({ knowledge, now }: Pick<Draft, 'knowledge' | 'now'>, question: Question, words: string): boolean {
  const page = knowledge.page(question.page)
  if (page === undefined) return false
  if (question.kind === 'choice') return namesOption(bare(words), question, page)
  return question.kind === 'date' && isDay({ knowledge, now }, question, words)
}

/** Do the words just tell a day: 前天, 从下周一起? */
export function isDay(
  { knowledge, now }: Pick<Draft, 'knowledge' | 'now'>,
  question: Question,
  words: string,
): boolean {
  const page = knowledge.page(question.page)
  if (page === undefined) return false
  const { phrases, yesNo, clauses } = knowledge
  const day = simplify(words).replace(/^从|(?:开始|起|为止|以前|之前)$/gu, '')
  return readDate(day, { question, page, phrases, yesNo, clauses, today: now.today }).kind === 'answer'
}

function readAt(draft: Draft, question: Question, words: string): AnswerValue | undefined {
  const reading = question.kind === 'choice' ? readFor(draft, question, words) : undefined
  return reading?.kind === 'answer' ? reading.value : undefined
}

const isChoice = (value: AnswerValue | undefined): boolean => value?.kind === 'choice'
