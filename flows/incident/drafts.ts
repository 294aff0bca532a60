import type { Answers, FlowContext } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'
import { chosen } from '../shared/record-answer.ts'
import type { Saying } from '../shared/saying.ts'
import { inputOf } from './input.ts'
import {
  clearChecks,
  foundOn,
  HOWS,
  hasPersonal,
  isSelfFound,
  severalOf,
  statesFactsOnly,
  textOf,
  verdictOf,
} from './rules.ts'

/** What goes to the client, stage by stage. */
export const DRAFTS = ['receipt', 'report', 'confirmed', 'unfounded', 'undetermined', 'closure'] as const
export type DraftId = (typeof DRAFTS)[number]

/** What nobody has told yet, to be filled in by hand. */
const GAP: Param = { page: 'incident/gap' }

const words = (answers: Answers, questionId: string): Param => {
  const text = textOf(answers, questionId)
  return text === null ? GAP : { brief: text }
}

/** In words that name something; "没人" or "好像是第二版" would read as nonsense where a name stands. */
const named = (answers: Answers, questionId: string): Param => {
  const text = textOf(answers, questionId)
  return text === null || (NO_NAME.test(text) && !FILE_NAME.test(text)) ? GAP : { brief: text }
}

/** Another client who got it by mistake is nobody's business: one client never hears of another. */
const OTHER_CLIENT = /客户|甲方|老板|另一家|别家|别人家/u

/** 看的, 看到了: of "who saw it", only who. */
const SAW = /(?:都|也|已经)?(?:看到|看见|看过|看|收到|打开)(?:的|了|过)*$/u

function seenBy(answers: Answers): Param {
  const text = textOf(answers, 'seen')
  if (text === null || !isSelfFound(answers)) return named(answers, 'seen')
  if (OTHER_CLIENT.test(text)) return { page: 'incident/seen-other' }
  return named({ ...answers, seen: { kind: 'text', text: text.replace(SAW, '') || text } }, 'seen')
}

/** Says that it is not known, or asks: 无锡 and 不二家 are names all the same. */
const NO_NAME =
  /^(?:没(?:有|人|谁|说|看|什么|啥)|还没|无人|谁|鬼|不(?:是|知|清|确|晓|记|好说|太))|不知道|不清楚|不确定|没说|没人|好像|可能|大概是|应该|估计|也许|吗$|[?？]/u
const FILE_NAME = /^[^\s?？]+\.[a-z\d]{2,5}$/iu

const option = (of: string, id: string): Param => ({ option: id, of: `incident/ask-${of}` })

const chosenOf = (answers: Answers, questionId: string): Param => {
  const value = answers[questionId]
  if (value?.kind === 'text') return named(answers, questionId)
  return value?.kind === 'choice' ? option(questionId, value.id) : GAP
}

const listed = (answers: Answers, questionId: string, without: readonly string[] = []): Param => {
  const ids = severalOf(answers, questionId).filter((id) => !without.includes(id))
  return ids.length === 0 ? GAP : { list: ids.map((id) => option(questionId, id)) }
}

/** The message to the client for one stage, alone in its bubble: filled with what is known, with gaps for the rest. */
export function draftOf(id: DraftId, context: FlowContext): Saying {
  return { page: pageOf(id, context.answers), with: { ...paramsOf(context) }, alone: true }
}

/** The first message before anything was asked: what is known is who found out, and perhaps how it got out. */
export function firstDraft(isSelf: boolean, how: string | undefined): Saying {
  const by: Param = { within: null }
  if (!isSelf) return { page: 'urgent/accused-reply', with: { by }, alone: true }
  return { page: 'incident/draft-notice', with: { by, done: GAP, what: whatOf(how) }, alone: true }
}

function pageOf(id: DraftId, answers: Answers): string {
  if (id === 'receipt') return isSelfFound(answers) ? 'incident/draft-notice' : 'urgent/accused-reply'
  if (id === 'confirmed') return hasPersonal(answers) ? 'incident/draft-confirmed-personal' : 'incident/draft-confirmed'
  return `incident/draft-${id}`
}

function paramsOf(context: FlowContext): Readonly<Record<string, Param>> {
  const { answers } = context
  const { noticeHours } = inputOf(context)
  const found = foundOn(answers)
  const how = chosen(answers, 'how')
  const checked = checkedIn(answers)
  return {
    by: { within: noticeHours },
    next: { within: null, again: true },
    what: whatOf(how),
    found: found === null ? GAP : { date: found },
    where: isSelfFound(answers) ? { page: `incident/via-${how ?? 'other'}` } : chosenOf(answers, 'where'),
    file: named(answers, 'file'),
    seen: seenBy(answers),
    categories: listed(answers, 'categories'),
    people: chosenOf(answers, 'people'),
    cause: causeOf(answers),
    done: doneSoFar(answers),
    'all-done': allDone(answers),
    checked: checked ?? GAP,
    'checked-line': checked === undefined ? '' : { page: 'incident/draft-checked', with: { checked } },
    'paused-line': pausedLine(answers),
    'personal-line': hasPersonal(answers)
      ? {
          page: 'incident/draft-may-personal',
          with: { categories: listed(answers, 'categories'), people: chosenOf(answers, 'people') },
        }
      : '',
    open: openPoints(answers),
    improvements:
      textOf(answers, 'improvements') === null ? listed(answers, 'improvements') : words(answers, 'improvements'),
    agreed: agreedLine(answers),
    attached: attachedLine(answers),
    outcome: outcomeOf(answers),
    amends: { page: statesFactsOnly(answers) ? 'incident/amends-facts' : 'incident/amends' },
  }
}

/** What happened, as the one who noticed it tells it. */
const whatOf = (how: string | undefined): Param => ({
  page: `incident/what-${HOWS.find((one) => one === how) ?? 'other'}`,
})

/** Why it got out: what was found, else what happened. */
function causeOf(answers: Answers): Param {
  if (textOf(answers, 'findings') !== null) return words(answers, 'findings')
  const how = chosen(answers, 'how')
  return isSelfFound(answers) && how !== undefined && how !== 'other' ? whatOf(how) : GAP
}

/** What was looked at and is all right; undefined before anything was. */
function checkedIn(answers: Answers): Param | undefined {
  const checked = clearChecks(answers)
  return checked.length === 0 ? undefined : { list: checked.map((check) => ({ page: `incident/checked-${check}` })) }
}

/** Whether the work rests until it is known; nothing where it never stopped. */
function pausedLine(answers: Answers): Param {
  const pause = chosen(answers, 'pause')
  if (pause === 'paused') return { page: 'incident/draft-paused' }
  return pause === 'part' ? { page: 'incident/draft-paused-part' } : ''
}

/** What was agreed anew, where there was something to agree on; else the promise that stands. */
const agreedLine = (answers: Answers): Param =>
  verdictOf(answers) === 'unfounded'
    ? { page: 'incident/draft-restated' }
    : { page: 'incident/draft-agreed', with: { protection: words(answers, 'protection') } }

/** What comes with the message; nothing where there is nothing that can be shown. */
function attachedLine(answers: Answers): Param {
  const { evidence } = answers
  if (evidence?.kind === 'several' && evidence.ids.length === 0) return ''
  return { page: 'incident/draft-attached', with: { evidence: listed(answers, 'evidence') } }
}

/** What has been done, in the client's words: 停了工作、撤回了消息. */
const doneSoFar = (answers: Answers): Param => listOf(stopped(answers))

/** The same with what was put right. */
const allDone = (answers: Answers): Param =>
  listOf([...stopped(answers), ...severalOf(answers, 'remedies')].filter((id, at, all) => all.indexOf(id) === at))

function stopped(answers: Answers): readonly string[] {
  const pause = chosen(answers, 'pause')
  const paused = pause === 'paused' ? ['paused'] : pause === 'part' ? ['paused-part'] : []
  return [...paused, ...severalOf(answers, 'contain')]
}

const listOf = (ids: readonly string[]): Param =>
  ids.length === 0 ? GAP : { list: ids.map((id): Param => ({ page: `incident/done-${id}` })) }

/** What is not known yet, as what is still being looked into. */
function openPoints(answers: Answers): Param {
  const asked = isSelfFound(answers) ? ['file', 'seen'] : ['where', 'file', 'seen']
  const open = asked.filter((id) => {
    const kind = answers[id]?.kind
    return kind === undefined || kind === 'unsure' || kind === 'skipped'
  })
  if (open.length > 0) return { list: open.map((id) => ({ page: `incident/open-${id}` })) }
  return { page: isSelfFound(answers) ? 'incident/open-seen' : 'incident/open-cause' }
}

function outcomeOf(answers: Answers): Param {
  const verdict = verdictOf(answers)
  if (verdict === undefined) return GAP
  const isMended = verdict === 'confirmed' && severalOf(answers, 'remedies').length > 0
  return { page: `incident/outcome-${isMended ? 'mended' : verdict}` }
}
