import type { Answers } from '../shared/flow.ts'
import type { AnswerValue } from '../shared/question.ts'
import { isTold, severalOf, tellsAtOnce, verdictOf } from './rules.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** By when something should be done: advice of ours (no law sets hours for it), unless the agreement wants it sooner. */
export interface Deadline {
  readonly id: 'receipt' | 'contain' | 'report' | 'next-report' | 'verdict' | 'review'
  /** Epoch ms. */
  readonly dueAt: number
  /** Is it the agreement's, not ours? */
  readonly agreed: boolean
}

/** What the deadlines of an incident depend on; instants are epoch ms. */
export interface DeadlineFacts {
  readonly openedAt: number
  readonly closedAt: number | null
  readonly noticeHours: number | null
  readonly answers: Answers
  /** When the client was told last how it stands; null: not yet. */
  readonly toldAt: number | null
  /** How far the person's clock is ahead of UTC, ms. */
  readonly offset: number
}

const HOURS = { receipt: 1, contain: 2, report: 24 } as const
/** Where personal information may be out, the first report is not to wait for the end of the day. */
const AT_ONCE = 2
const WORKING_DAYS = 5
const REVIEW_DAYS = 30

/** What is still due, the soonest first. */
export function deadlinesOf(facts: DeadlineFacts): readonly Deadline[] {
  const { openedAt, closedAt, noticeHours, answers, toldAt } = facts
  if (closedAt !== null) return [{ id: 'review', dueAt: closedAt + REVIEW_DAYS * DAY, agreed: false }]
  const within = (id: 'receipt' | 'contain' | 'report'): Deadline => {
    const hours = id === 'report' && tellsAtOnce(answers) ? AT_ONCE : HOURS[id]
    const isAgreed = id !== 'contain' && noticeHours !== null && noticeHours < hours
    return { id, dueAt: openedAt + (isAgreed ? noticeHours : hours) * HOUR, agreed: isAgreed }
  }
  const verdict: Deadline = { id: 'verdict', dueAt: workingDaysAfter(facts, WORKING_DAYS), agreed: false }
  const again: Deadline[] =
    toldAt === null ? [] : [{ id: 'next-report', dueAt: toldAt + HOURS.report * HOUR, agreed: false }]
  return [within('receipt'), within('contain'), within('report'), ...again, verdict]
    .filter(({ id }) => !isDone(id, answers))
    .sort((one, other) => one.dueAt - other.dueAt)
}

const REPORTS = ['informed', 'reported', 'shown'] as const

/** Does the answer say that the client was told how it stands? */
export const isReport = (questionId: string, value: AnswerValue): boolean =>
  REPORTS.some((id) => id === questionId) && isTold({ [questionId]: value }, questionId)

function isDone(id: Deadline['id'], answers: Answers): boolean {
  if (id === 'receipt') return isTold(answers, 'receipt')
  if (id === 'contain') return severalOf(answers, 'contain').length > 0
  if (id === 'report') return REPORTS.some((report) => isTold(answers, report))
  if (id === 'review') return false
  const verdict = verdictOf(answers)
  return verdict === 'confirmed' || verdict === 'unfounded'
}

/** The same time of day so many working days later; holidays are not known, Saturdays and Sundays are. */
function workingDaysAfter({ openedAt, offset }: DeadlineFacts, count: number): number {
  let at = openedAt
  for (let left = count; left > 0; ) {
    at += DAY
    if (!isWeekend(at + offset)) left--
  }
  return at
}

/** The epoch began on a Thursday. */
const isWeekend = (local: number): boolean => [0, 6].includes((Math.floor(local / DAY) + 4) % 7)
