import type { AnswerValue } from '../../flows/shared/question.ts'
import type { TimeValue } from '../../flows/shared/time-value.ts'
import type { CaseRecord } from '../../src/conversation/case.ts'
import type { Frame } from '../../src/conversation/session.ts'
import type { Effect } from '../../src/conversation/turn.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import type { Played } from './transcripts-player.ts'

/** What a turn did, as a transcript shows it: what was written down, the pages in order, the effects. */
export function outlineOf(played: Played): readonly string[] {
  const { say, turn, before } = played
  return [
    ...changedAnswers(played),
    ...(say.length === 0 ? ['(nothing)'] : []),
    ...say.map(({ page, part }) => (part === undefined ? page : `${page} (${part})`)),
    ...(turn?.effects ?? []).map((effect) => effectLine(effect, before)),
  ]
}

/** What is read on the phone: each bubble with a bar at its side, dashes between two. */
export function proseOf({ bubbles }: Played): readonly string[] {
  return bubbles.flatMap((bubble, index) => [
    ...(index === 0 ? [] : ['--']),
    ...bubble.split('\n').map((line) => `| ${line}`.trimEnd()),
  ])
}

function changedAnswers({ id, before, after }: Played): string[] {
  const known = new Map([...before.session.frames, ...before.session.shelved].map((frame) => [keyOf(frame), frame]))
  return after.session.frames.flatMap((frame) => {
    const parkedBefore = new Set(known.get(keyOf(frame))?.parked.map(({ questionId }) => questionId))
    const given = frame.answers
      .filter(({ messageId }) => messageId === id)
      .map(({ questionId, value }) => `= ${questionId}: ${valueText(value, before)}`)
    const takenUp = frame.answers
      .filter(({ questionId, messageId }) => messageId !== id && parkedBefore.has(questionId))
      .map(({ questionId }) => `~ taken up: ${questionId}`)
    const parked = frame.parked
      .filter(({ questionId }) => !parkedBefore.has(questionId))
      .map(({ questionId }) => `~ parked: ${questionId}`)
    return [...given, ...takenUp, ...parked]
  })
}

const keyOf = ({ flow, startedAt }: Frame): string => `${flow}@${startedAt}`

function valueText(value: AnswerValue, { cases }: OwnerDocument): string {
  switch (value.kind) {
    case 'text':
      return `「${brief(value.text)}」`
    case 'date':
      return value.date
    case 'choice': {
      const record = cases.find(({ id }) => id === value.id)
      return record === undefined ? value.id : labelOf(record)
    }
    case 'contract':
      return `(contract) ${value.flags.length} flags, open: ${value.open.join(', ') || '-'}`
    case 'duration':
      return [
        value.count > 0 ? `${value.count} ${value.unit}` : value.unit,
        ...(value.from ? [`from ${value.from}`] : []),
      ].join(' ')
    case 'time':
      return timeText(value)
    case 'several':
      return value.ids.length === 0 ? '(none)' : value.ids.join(', ')
    default:
      return `(${value.kind})`
  }
}

/** `guessed 2026-11-27T09:00 FREQ=WEEKLY`, `open hour`, `refused past`. */
function timeText(value: TimeValue): string {
  if (value.state === 'open' || value.state === 'refused') return `${value.state} ${value.why}`
  const { start, rules, everyMs } = value.schedule
  const rhythm = everyMs === undefined ? rules : [`every ${everyMs / 60_000} min`]
  return [value.state, start.slice(0, 16), ...rhythm].join(' ')
}

function effectLine(effect: Effect, before: OwnerDocument): string {
  switch (effect.type) {
    case 'putCase':
      return `+ putCase ${labelOf(effect.record)}`
    case 'dropCase': {
      const record = before.cases.find(({ id }) => id === effect.caseId)
      return `- dropCase ${record === undefined ? '(unknown)' : labelOf(record)}`
    }
    case 'putIncident': {
      const { number, log, closedAt } = effect.incident
      return `+ putIncident ${number} (${log.length} lines${closedAt === null ? '' : ', closed'})`
    }
    case 'putReminder': {
      const { id, paused, dueAt } = effect.reminder
      const due = dueAt === null ? 'over' : new Date(dueAt).toISOString().slice(0, 16)
      return `+ putReminder ${id} (${paused ? 'paused, ' : ''}${due}Z)`
    }
    case 'dropReminder':
      return `- dropReminder ${effect.reminderId}`
    case 'setReminders':
      return `+ setReminders ${JSON.stringify(effect.settings)}`
    case 'issueCode':
      return '+ issueCode'
    case 'moveRecord':
      return `+ moveRecord ${effect.owner}`
    case 'forgetOwner':
      return '- forgetOwner'
    case 'holdText':
      return `+ holdText ${effect.text.length}`
    case 'dropText':
      return '- dropText'
    case 'sendDocument':
      return `+ sendDocument ${effect.document.kind}`
  }
}

function labelOf({ client, project, notes, closing }: CaseRecord): string {
  const state = [...(notes.length > 0 ? [`notes: ${notes.length}`] : []), ...(closing === null ? [] : ['closed'])]
  const name = project === null ? client : `${client}·${project}`
  return brief(name) + (state.length === 0 ? '' : ` (${state.join(', ')})`)
}

function brief(text: string): string {
  const line = text.replaceAll('\n', '⏎')
  return line.length <= 40 ? line : `${line.slice(0, 40)}… (${line.length})`
}
