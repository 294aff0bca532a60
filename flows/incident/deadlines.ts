import type { Answers } from '../shared/flow.ts'
import type { AnswerValue } from '../shared/question.ts'
import { chosen } from '../shared/record-answer.ts'
import { answerBy, nextReportBy, promisedAt } from './promise.ts'
import { isTold, severalOf, tellsAtOnce, verdictOf } from './rules.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * By when something should be done: advice of ours (no law sets hours for it), unless the agreement wants it sooner or the
 * client was promised it.
 */
export interface Deadline {
  readonly id: 'receipt' | 'contain' | 'report' | 'next-report' | 'verdict' | 'review'
  /** Epoch ms. */
  readonly dueAt: number
  readonly source: 'advice' | 'agreed' | 'promised'
}

/** What the deadlines of an incident depend on; instants are epoch ms. */
export interface DeadlineFacts {
  readonly openedAt: number
  readonly closedAt: number | null
  readonly noticeHours: number | null
  readonly answers: Answers
  /** When it was said that the first message has gone out; null: not yet. */
  readonly receiptAt: number | null
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
  const { openedAt, closedAt, noticeHours, answers, toldAt, offset } = facts
  if (closedAt !== null) return [{ id: 'review', dueAt: closedAt + REVIEW_DAYS * DAY, source: 'advice' }]
  const within = (id: 'receipt' | 'contain' | 'report'): Deadline => {
    const hours = id === 'report' && tellsAtOnce(answers) ? AT_ONCE : HOURS[id]
    const isAgreed = id !== 'contain' && noticeHours !== null && noticeHours < hours
    return { id, dueAt: openedAt + (isAgreed ? noticeHours : hours) * HOUR, source: isAgreed ? 'agreed' : 'advice' }
  }
  const report = reportOf(within('report'), facts)
  const verdict: Deadline = { id: 'verdict', dueAt: workingDaysAfter(facts, WORKING_DAYS), source: 'advice' }
  const isNextPromised = toldAt !== null && chosen(answers, 'informed') === 'sent'
  const again: Deadline[] =
    toldAt === null
      ? []
      : [
          soonerOf(
            { id: 'next-report', dueAt: toldAt + HOURS.report * HOUR, source: 'advice' },
            isNextPromised ? promisedAt(nextReportBy, toldAt, offset) : null,
          ),
        ]
  return [within('receipt'), within('contain'), report, ...again, verdict]
    .filter(({ id }) => !isDone(id, answers))
    .sort((one, other) => one.dueAt - other.dueAt)
}

/**
 * By when the first message promised an answer. It may have gone out at any time between the alarm and the word that it
 * did, so the sooner of what could have stood in it counts.
 */
function promiseOf({ openedAt, receiptAt, answers, offset }: DeadlineFacts): number | null {
  if (receiptAt === null || chosen(answers, 'receipt') !== 'sent') return null
  const [first, then] = [openedAt, receiptAt].map((at) => promisedAt(answerBy, at, offset)) as [number, number]
  return first > receiptAt ? Math.min(first, then) : then
}

/**
 * The first report: what the client was promised counts, unless the agreement wants it sooner or personal information may
 * be out; two times for one thing would only confuse. Nobody is to write in the night what can wait.
 */
function reportOf(deadline: Deadline, facts: DeadlineFacts): Deadline {
  const promised = promiseOf(facts)
  if (deadline.source === 'agreed' || tellsAtOnce(facts.answers)) return soonerOf(deadline, promised)
  if (promised !== null) return { ...deadline, dueAt: promised, source: 'promised' }
  const { openedAt, offset } = facts
  return isNight(deadline.dueAt + offset) ? { ...deadline, dueAt: byDay(openedAt, deadline.dueAt, offset) } : deadline
}

/** From 22:00 to 8:00, local ms since the epoch. */
const isNight = (local: number): boolean => local % DAY >= 22 * HOUR || local % DAY < 8 * HOUR

/** The evening before, at nine, if that is still to come; else the next morning, at ten. */
function byDay(openedAt: number, dueAt: number, offset: number): number {
  const midnight = Math.floor((dueAt + offset - 8 * HOUR) / DAY) * DAY - offset
  const evening = midnight + 21 * HOUR
  return evening > openedAt + HOUR ? evening : midnight + 34 * HOUR
}

const soonerOf = (deadline: Deadline, promised: number | null): Deadline =>
  promised !== null && promised < deadline.dueAt ? { ...deadline, dueAt: promised, source: 'promised' } : deadline

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
