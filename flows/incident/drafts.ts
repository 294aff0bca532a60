import type { Answers, FlowContext } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'
import { chosen } from '../shared/record-answer.ts'
import type { Saying } from '../shared/saying.ts'
import { inputOf } from './input.ts'
import {
  clearChecks,
  foundOn,
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

/** In words that are known and name something; "没人" or "好像是第二版" would read as nonsense where a name stands. */
const named = (answers: Answers, questionId: string): Param => {
  const text = textOf(answers, questionId)
  return text === null || NO_NAME.test(text) ? GAP : { brief: text }
}

const NO_NAME = /[没不无谁吗?？]|好像|可能|大概是|应该/u

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

/** The first message before anything was asked: what is known is who found out. */
export function firstDraft(isSelfFound: boolean): Saying {
  const by: Param = { within: null }
  if (!isSelfFound) return { page: 'urgent/accused-reply', with: { by }, alone: true }
  return { page: 'incident/draft-notice', with: { by, done: GAP }, alone: true }
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
  const checked = clearChecks(answers)
  return {
    by: { within: noticeHours },
    found: found === null ? GAP : { date: found },
    where: isSelfFound(answers)
      ? { page: `incident/via-${chosen(answers, 'how') ?? 'other'}` }
      : chosenOf(answers, 'where'),
    file: named(answers, 'file'),
    seen: named(answers, 'seen'),
    categories: listed(answers, 'categories'),
    people: chosenOf(answers, 'people'),
    done: doneSoFar(answers),
    checked: checked.length === 0 ? GAP : { list: checked.map((check) => ({ page: `incident/checked-${check}` })) },
    open: openPoints(answers),
    remedies: listed(answers, 'remedies', ['lawyer']),
    evidence: listed(answers, 'evidence'),
    protection: words(answers, 'protection'),
    findings: words(answers, 'findings'),
    improvements: listed(answers, 'improvements'),
    outcome: outcomeOf(answers),
    amends: { page: statesFactsOnly(answers) ? 'incident/amends-facts' : 'incident/amends' },
  }
}

/** What has been done, in the client's words: 停了工作、撤回了消息. */
function doneSoFar(answers: Answers): Param {
  const { pause } = answers
  const isPaused = pause?.kind === 'choice' && pause.id !== 'not-yet'
  const items: Param[] = [
    ...(isPaused ? [{ page: 'incident/done-paused' }] : []),
    ...severalOf(answers, 'contain').map((id): Param => ({ page: `incident/done-${id}` })),
  ]
  return items.length === 0 ? GAP : { list: items }
}

/** What is not known yet, as what is still being looked into. */
function openPoints(answers: Answers): Param {
  const open = ['where', 'file', 'seen'].filter((id) => {
    const kind = answers[id]?.kind
    return kind === undefined || kind === 'unsure' || kind === 'skipped'
  })
  return open.length === 0
    ? { page: 'incident/open-cause' }
    : { list: open.map((id) => ({ page: `incident/open-${id}` })) }
}

function outcomeOf(answers: Answers): Param {
  const verdict = verdictOf(answers)
  return verdict === undefined ? GAP : { page: `incident/outcome-${verdict}` }
}
