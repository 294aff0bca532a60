import type { FlowContext, StateMeta } from '../shared/flow.ts'
import type { Option, Param, Question } from '../shared/question.ts'
import { chosen } from '../shared/record-answer.ts'
import type { Saying } from '../shared/saying.ts'
import { type DraftId, draftOf } from './drafts.ts'
import { inputOf } from './input.ts'
import {
  CHECKS,
  checksToMake,
  helpReasons,
  isSelfFound,
  isTold,
  lastContradictionOf,
  openChecks,
  stopsOf,
  tellsAtOnce,
  verdictOf,
} from './rules.ts'

type Ask = Omit<Question, 'id' | 'page'>

/** What a question says before it is asked: a draft to forward, or when to get help. */
type Before = (context: FlowContext) => readonly Saying[]

const options = (...ids: readonly string[]): readonly Option[] => ids.map((id) => ({ id }))

/** A question with fixed wording. `open` may be skipped, and "不确定" is an answer to it. */
export const asks = (id: string, rest: Ask, say?: Before): StateMeta => ({
  question: () => ({ id, page: `incident/ask-${id}`, ...rest }),
  ...(say && { say }),
})

export const choice = (ids: readonly string[], rest: Partial<Ask> = {}): Ask => ({
  kind: 'choice',
  options: options(...ids),
  ...rest,
})

export const several = (ids: readonly string[], rest: Partial<Ask> = {}): Ask => ({
  kind: 'several',
  options: options(...ids),
  ...rest,
})

export const OPEN = { skippable: true, unsure: true } as const

/** A draft, alone in its bubble, with a line before it that says what it is for. */
export const withDraft =
  (id: DraftId): Before =>
  (context) => [{ page: `incident/draft-follows-${id}` }, draftOf(id, context)]

/** A report to the client, after a word on why it must not wait, if it is about personal information. */
export const withReport =
  (id: DraftId): Before =>
  (context) => [...(tellsAtOnce(context.answers) ? [{ page: 'incident/at-once' }] : []), ...withDraft(id)(context)]

/** The first sentence to the client, unless it was given with the alarm. */
export const withReceipt: Before = (context) =>
  inputOf(context).receiptGiven && !isSelfFound(context.answers) ? [] : withDraft('receipt')(context)

/** What must not wait for the next question, where it was not done yet. */
export const withUndone =
  (id: 'pause' | 'freeze'): Before =>
  ({ answers }) =>
    chosen(answers, id) === 'not-yet' ? [{ page: `incident/now-${id}` }] : []

/** What the last word on it does not fit with, so that the reason is told with it. */
export const withContradiction: Before = ({ answers }) => {
  const why = lastContradictionOf(answers)
  return why === undefined ? [] : [{ page: `incident/odd-${why}` }]
}

/** The last message to the client, once; after that there is nothing to do but wait. One that must go before it is named. */
export const withClosure: Before = (context) => {
  const { answers } = context
  if (answers.agreed !== undefined) return [{ page: 'incident/wait-agreed' }]
  const report = verdictOf(answers) === 'confirmed' ? 'reported' : 'shown'
  const isOwed = answers[report] !== undefined && !isTold(answers, report)
  return [...(isOwed ? [{ page: `incident/owed-${report}` }] : []), ...withDraft('closure')(context)]
}

/** When to get help and where, if the answers give a reason. */
export const withHelp: Before = ({ answers }) => {
  const reasons = helpReasons(answers)
  if (reasons.length === 0) return []
  return [
    { page: 'incident/help', with: { reasons: { list: reasons.map((id) => ({ page: `incident/help-${id}` })) } } },
  ]
}

export const contain: StateMeta = {
  question: ({ answers }) => ({
    id: 'contain',
    page: 'incident/ask-contain',
    kind: 'several',
    options: options(...stopsOf(answers), 'nothing'),
    with: { first: { page: `incident/contain-${chosen(answers, 'how') ?? 'other'}` } },
    ...OPEN,
  }),
}

/** How the self-checks are to be made: all of them, or those that are left when one has found something already. */
export const checks: StateMeta = {
  question: ({ answers }) => {
    const left = checksToMake(answers)
    const list = left.map((id): Param => ({ page: `incident/check-${id}` }))
    return {
      id: 'checks',
      page: 'incident/ask-checks',
      with: {
        which: { page: left.length === CHECKS.length ? 'incident/checks-all' : 'incident/checks-left' },
        count: left.length,
        list: { list },
      },
      ...choice(['one-by-one', 'all-clear', 'later']),
    }
  },
  say: withHelp,
}

/** The self-checks one after the other. */
export const check: StateMeta = {
  question: ({ answers }) => {
    const left = checksToMake(answers)
    const id = openChecks(answers)[0] ?? 'access'
    return {
      id: `check.${id}`,
      page: `incident/ask-check-${id}`,
      with: { number: left.indexOf(id) + 1, count: left.length },
      ...choice(['clear', 'found', 'later'], OPEN),
    }
  },
}
