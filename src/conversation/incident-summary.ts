import { type DeadlineFacts, deadlinesOf, isTold } from '../../flows/incident/deadlines.ts'
import type { Param } from '../../flows/shared/question.ts'
import { valueParam } from '../../flows/shared/value.ts'
import type { Draft } from './draft.ts'
import { stepsOf } from './frame.ts'
import { answersOf, clientOf, type Incident } from './incident.ts'
import { liveOf } from './incident-frame.ts'
import { localTime, offsetOf } from './local-time.ts'
import type { Moment } from './turn.ts'

/** An instant as a placeholder's value, on the person's own calendar and clock. */
export function instantParam(at: number, now: Moment): Param {
  const { day, time } = localTime(at, now)
  return { page: 'incident/instant', with: { day: { date: day }, time } }
}

/** Says how an incident stands: what was answered, what was kept as evidence, what is due. */
export function sayIncident(draft: Draft, incident: Incident): void {
  const { now } = draft
  const rows = stepsOf(liveOf(incident))
    .filter(({ question }) => question.id !== 'client' && question.id !== 'origin')
    .map(
      ({ question, answer }): Param => ({
        page: 'answer/row',
        with: { title: { title: question.page }, value: { brief: valueParam(question, answer.value) } },
      }),
    )
  const files = incident.log.filter(({ what }) => what.kind === 'evidence').length
  draft.speak('incident/show', {
    with: {
      number: incident.number,
      client: { brief: clientOf(incident) ?? { page: 'incident/unnamed' } },
      opened: instantParam(incident.openedAt, now),
      items: { lines: rows },
    },
  })
  if (files > 0) draft.speak('incident/show-evidence', { with: { count: files } })
  sayDue(draft, incident)
}

/** Says what is due next in an incident, or has been due already; nothing when nothing is. */
export function sayDue(draft: Draft, incident: Incident): void {
  const { now } = draft
  const [next] = deadlinesOf(deadlineFacts(incident, now))
  if (next !== undefined) {
    draft.speak(next.dueAt < now.at ? 'incident/overdue' : 'incident/next-due', {
      with: {
        what: { page: `incident/due-${next.id}` },
        at: instantParam(next.dueAt, now),
        source: { page: next.agreed ? 'incident/due-agreed' : 'incident/due-advice' },
      },
    })
  }
}

/** What the deadlines of an incident depend on. */
export function deadlineFacts(incident: Incident, now: Moment): DeadlineFacts {
  const { openedAt, closedAt, input, log } = incident
  const told = log.filter(({ what }) => what.kind === 'answer' && isTold(what.questionId, what.value))
  return {
    openedAt,
    closedAt,
    noticeHours: input.noticeHours,
    answers: answersOf(incident),
    toldAt: told.at(-1)?.at ?? null,
    offset: offsetOf(now),
  }
}
