import type { Answers } from '../shared/flow.ts'
import { chosen } from '../shared/record-answer.ts'
import { hasPersonal, severalOf, verdictOf } from './rules.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** By when something should be done: advice of ours (no law sets hours for it), unless the agreement wants it sooner. */
export interface Deadline {
  readonly id: 'receipt' | 'contain' | 'report' | 'verdict' | 'review'
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
  /** How far the person's clock is ahead of UTC, ms. */
  readonly offset: number
}

const HOURS = { receipt: 1, contain: 2, report: 24 } as const
const WORKING_DAYS = 5
const REVIEW_DAYS = 30

/** What is still due, the soonest first. */
export function deadlinesOf(facts: DeadlineFacts): readonly Deadline[] {
  const { openedAt, closedAt, noticeHours, answers } = facts
  if (closedAt !== null) return [{ id: 'review', dueAt: closedAt + REVIEW_DAYS * DAY, agreed: false }]
  const within = (id: 'receipt' | 'contain' | 'report'): Deadline => {
    const isAgreed = id !== 'contain' && noticeHours !== null && noticeHours < HOURS[id]
    return { id, dueAt: openedAt + (isAgreed ? noticeHours : HOURS[id]) * HOUR, agreed: isAgreed }
  }
  const verdict: Deadline = { id: 'verdict', dueAt: workingDaysAfter(facts, WORKING_DAYS), agreed: false }
  return [within('receipt'), within('contain'), within('report'), verdict]
    .filter(({ id }) => !isDone(id, answers))
    .sort((one, other) => one.dueAt - other.dueAt)
}

function isDone(id: Deadline['id'], answers: Answers): boolean {
  const isTold = (questionId: string) => ['sent', 'told'].includes(chosen(answers, questionId) ?? '')
  if (id === 'receipt') return isTold('receipt')
  if (id === 'contain') return severalOf(answers, 'contain').length > 0
  if (id === 'report') return ['informed', 'reported', 'shown'].some(isTold)
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

/** Is the client to be told at once, whatever is still unclear? So it is when personal information may be out. */
export const tellsAtOnce = (answers: Answers): boolean => hasPersonal(answers) && verdictOf(answers) !== 'unfounded'
