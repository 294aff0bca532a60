import { type DeadlineFacts, deadlinesOf, isReport } from '../../flows/incident/deadlines.ts'
import { calledParam, headOf } from '../../flows/incident/evidence.ts'
import type { Param } from '../../flows/shared/question.ts'
import { valueParam } from '../../flows/shared/value.ts'
import type { Draft } from './draft.ts'
import { stepsOf } from './frame.ts'
import { answeredAt, clientOf, type Incident, wordsOf } from './incident.ts'
import { standingAnswers } from './incident-answers.ts'
import { liveOf } from './incident-frame.ts'
import { localTime, offsetOf } from './local-time.ts'
import type { Moment } from './turn.ts'

/** An instant as a placeholder's value, on the person's own calendar and clock. */
export function instantParam(at: number, now: Moment): Param {
  const { day, time } = localTime(at, now)
  return { page: 'incident/instant', with: { day: { date: day }, time } }
}

/** What was added in words and as files, in the order in which it came. */
function addedTo({ log }: Incident, now: Moment): Param[] {
  return log.flatMap(({ at, what }): Param[] => {
    const when = instantParam(at, now)
    if (what.kind === 'note') return [{ page: 'incident/show-note', with: { at: when, text: { brief: what.text } } }]
    if (what.kind !== 'evidence') return []
    const { sha256 } = what
    return [{ page: 'incident/show-evidence', with: { name: calledParam(what, when), head: headOf(sha256) } }]
  })
}

/** Says how an incident stands: what was answered, what was kept as evidence, what is due. */
export function sayIncident(draft: Draft, incident: Incident): void {
  const { now } = draft
  const rows = stepsOf(liveOf(incident))
    .filter(({ question }) => question.id !== 'client' && question.id !== 'origin')
    .map(({ question, answer }): Param => {
      const title = { title: question.page }
      const value = { brief: valueParam(question, answer.value) }
      const words = wordsOf(incident, question.id)
      return words === undefined
        ? { page: 'answer/row', with: { title, value } }
        : { page: 'incident/show-words', with: { title, value, words: { brief: words } } }
    })
  const items = [...rows, ...addedTo(incident, now)]
  draft.speak('incident/show', {
    with: {
      number: incident.number,
      client: { brief: clientOf(incident) ?? { page: 'incident/unnamed' } },
      opened: instantParam(incident.openedAt, now),
      items: { lines: items.length > 0 ? items : [{ page: 'incident/nothing-yet' }] },
    },
  })
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
        source: { page: `incident/due-${next.source}` },
      },
    })
  }
}

/** What the deadlines of an incident depend on. */
export function deadlineFacts(incident: Incident, now: Moment): DeadlineFacts {
  const { openedAt, closedAt, input, log } = incident
  const told = log.filter(({ what }) => what.kind === 'answer' && isReport(what.questionId, what.value))
  return {
    openedAt,
    closedAt,
    noticeHours: input.noticeHours,
    answers: standingAnswers(incident),
    receiptAt: answeredAt(incident, 'receipt'),
    toldAt: told.at(-1)?.at ?? null,
    offset: offsetOf(now),
  }
}
