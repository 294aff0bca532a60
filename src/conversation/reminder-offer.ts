import { Temporal } from 'temporal-polyfill'
import { FLOWS } from '../../flows/index.ts'
import type { AnswerValue, Param } from '../../flows/shared/question.ts'
import type { TimeValue } from '../../flows/shared/time-value.ts'
import { readTime } from '../reminders/read-time.ts'
import { HOUR } from '../reminders/wall.ts'
import type { Draft } from './draft.ts'
import type { LiveFrame } from './frame.ts'
import { recordOfFrame } from './frame-record.ts'
import { bare } from './normalise.ts'
import { listed, setReminders } from './reminders.ts'
import type { OfferedReminder } from './session.ts'
import { timeValue } from './time-answer.ts'

/** So long 提醒我 takes what was offered, ms. */
const OFFER_LASTS = HOUR

/** At what time of day a day that stands in a record is told. */
const MORNING = '10:00:00'
/** So many days before an agreement ends. */
const AHEAD = 7

type Offer = Pick<OfferedReminder, 'preset' | 'time'> & {
  readonly page: string
  readonly with?: Readonly<Record<string, Param>>
}

/** Offers, in a line, the reminder that fits the client whose conversation has just ended: only where a day or a duty is known. */
export function offerReminder(draft: Draft, ended: LiveFrame): void {
  const answers = Object.fromEntries(ended.frame.answers.map(({ questionId, value }) => [questionId, value]))
  const offer = OFFERS[ended.flow.id]?.(draft, answers)
  const isFiledAgain = ended.frame.input.caseId !== undefined
  if (offer === undefined || isFiledAgain || draft.session.frames.length > 0) return
  const caseId =
    ended.flow.id === 'trust' ? (recordOfFrame(draft.cases, ended.frame)?.id ?? null) : (draft.cases.at(-1)?.id ?? null)
  const isSet = listed(draft).some(
    (one) => one.subject.kind === 'preset' && one.subject.id === offer.preset && one.caseId === caseId,
  )
  if (isSet) return
  const { preset, time, page } = offer
  draft.session = { ...draft.session, offered: { preset, caseId, time, at: draft.now.at, isFresh: true } }
  draft.speak(page, offer.with === undefined ? {} : { with: offer.with })
}

type Answers = Readonly<Record<string, AnswerValue>>

const OFFERS: Readonly<Record<string, (draft: Draft, answers: Answers) => Offer | undefined>> = {
  nda: ofAgreement,
  scope: ofScope,
  trust: ofReports,
}

const RETURNS: ReadonlySet<string> = new Set(['return', 'destroy', 'both', 'either'])

/** The day on which material is to be returned or destroyed, or a week before the agreement ends. */
function ofAgreement(draft: Draft, { end, returns }: Answers): Offer | undefined {
  if (end?.kind !== 'date') return undefined
  const isReturn = returns?.kind === 'choice' && RETURNS.has(returns.id)
  const time = onDay(draft, end.date, isReturn ? 0 : -AHEAD)
  if (time === undefined) return undefined
  return {
    preset: isReturn ? 'return-or-destroy' : 'term-end',
    time,
    page: isReturn ? 'remind/offer-return-on' : 'remind/offer-term-end',
    with: { day: { date: end.date } },
  }
}

/** What is to be returned or deleted when a project ends: the day is still to be asked for. */
function ofScope(_: Draft, { deletion }: Answers): Offer | undefined {
  if (deletion?.kind !== 'choice' || deletion.id === 'later') return undefined
  const anchor = { of: 'end', days: 0, time: MORNING.slice(0, 5) } as const
  return {
    preset: 'return-or-destroy',
    time: { state: 'open', why: 'anchor', choices: [], soFar: '', anchor },
    page: 'remind/offer-return',
  }
}

/** The rhythm in which the client is told how it stands. */
function ofReports(draft: Draft, { rhythm }: Answers): Offer | undefined {
  const words =
    rhythm?.kind === 'text'
      ? rhythm.text
      : rhythm?.kind === 'choice'
        ? draft.knowledge.reminders.phrases.reports.get(rhythm.id)
        : undefined
  const reading = words === undefined ? undefined : readTime(words, draft.now)
  const time = reading && timeValue(reading)
  if (time === undefined || time.state === 'refused') return undefined
  if (time.state === 'open') return { preset: 'report-day', time, page: 'remind/offer-report' }
  return { preset: 'report-day', time, page: 'remind/offer-report-on', with: { rhythm: { rhythm: time.schedule } } }
}

function onDay({ now }: Draft, date: string, days: number): TimeValue | undefined {
  const day = Temporal.PlainDate.from(date).add({ days })
  const start = `${day.toString()}T${MORNING}`
  if (Temporal.PlainDateTime.from(start).toZonedDateTime(now.zone).epochMilliseconds <= now.at) return undefined
  return { state: 'known', schedule: { start, zone: now.zone, rules: [] } }
}

const isOld = ({ now }: Draft, { at }: OfferedReminder): boolean => now.at - at > OFFER_LASTS

/** At the end of a turn: what was offered before it counts for a plain yes no more, and after a while not at all. */
export function ageOffer(draft: Draft, before: OfferedReminder | undefined): void {
  const { offered, ...session } = draft.session
  if (offered === undefined || offered !== before) return
  if (isOld(draft, offered)) draft.session = session
  else draft.session = { ...session, offered: { ...offered, isFresh: false } }
}

/** A plain yes to an offer that was just made, while nothing is asked. False when there is none, or it is none. */
export function takeOffer(draft: Draft): boolean {
  const { yes } = draft.knowledge.phrases
  if (draft.live !== undefined || draft.session.offered?.isFresh !== true || !yes.has(bare(draft.text))) return false
  return takeOffered(draft)
}

/** Sets what was offered, or asks for the day that it needs. False when nothing was. */
export function takeOffered(draft: Draft): boolean {
  const { offered, ...session } = draft.session
  if (offered === undefined || draft.live !== undefined || isOld(draft, offered)) return false
  draft.session = session
  const { preset, caseId, time } = offered
  if (time.state === 'known') setReminders(draft, [{ text: null, preset, caseId, schedule: time.schedule }])
  else {
    const from = { messageId: draft.event.id, at: draft.now.at }
    draft.push(FLOWS.remind as NonNullable<(typeof FLOWS)[string]>, { preset, caseId }, [
      { questionId: 'what', value: { kind: 'skipped' }, ...from },
      { questionId: 'when', value: { kind: 'time', ...time }, ...from },
    ])
  }
  draft.ask()
  return true
}
