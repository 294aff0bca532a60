import { calledParam } from '../../flows/incident/evidence.ts'
import type { AnswerValue, Param } from '../../flows/shared/question.ts'
import type { Incident, IncidentEntry } from '../conversation/incident.ts'
import { answerParam, pageOf, saidParam } from './incident-sections.ts'
import type { RecordWords } from './record-words.ts'

/** How much of a SHA-256 stands in a line, in digits: all of it stands in the list of evidence. */
const HEAD = 8

/**
 * Every line of the log with its time, the earliest first. An answer to a question that was answered before stands
 * with what it replaced.
 */
export function timelineRows({ openedAt, log }: Incident, say: RecordWords): string[][] {
  const before = new Map<string, AnswerValue>()
  const lines = log.map((entry) => ({ at: entry.at, line: lineOf(entry, before, say) }))
  return [{ at: openedAt, line: { page: 'incident/doc-line-opened' } }, ...lines]
    .sort((one, other) => one.at - other.at)
    .map(({ at, line }) => [say.text(say.instant(at)), say.text(line)])
}

function lineOf({ at, what }: IncidentEntry, before: Map<string, AnswerValue>, say: RecordWords): Param {
  switch (what.kind) {
    case 'answer': {
      const earlier = before.get(what.questionId)
      before.set(what.questionId, what.value)
      return answerLine(what, earlier)
    }
    case 'note':
      return { page: 'incident/doc-line-note', with: { text: what.text } }
    case 'evidence':
      return {
        page: 'incident/doc-line-evidence',
        with: { name: calledParam(what, say.instant(at)), head: what.sha256.slice(0, HEAD) },
      }
    case 'closed':
      return { page: 'incident/doc-line-closed' }
    case 'reopened':
      return { page: 'incident/doc-line-reopened' }
  }
}

function answerLine(
  { questionId, value, words }: Extract<IncidentEntry['what'], { kind: 'answer' }>,
  earlier: AnswerValue | undefined,
): Param {
  const title = { title: pageOf(questionId) }
  const now = saidParam(questionId, value, words)
  if (earlier === undefined) return { page: 'answer/row', with: { title, value: now } }
  if (JSON.stringify(earlier) === JSON.stringify(value))
    return { page: 'incident/doc-line-same', with: { title, value: now } }
  return {
    page: 'incident/doc-line-corrected',
    with: { title, before: answerParam(questionId, earlier), after: now },
  }
}
