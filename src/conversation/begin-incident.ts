import type { IncidentInput } from '../../flows/incident/input.ts'
import { incident as INCIDENT } from '../../flows/incident/machine.ts'
import { incidentWhose } from '../../flows/incident-whose/machine.ts'
import type { Option } from '../../flows/shared/question.ts'
import type { Alarm } from './alarm.ts'
import { tells } from './answers/told.ts'
import type { CaseRecord } from './case.ts'
import { type Draft, shelvesTop } from './draft.ts'
import { pendingQuestion } from './frame.ts'
import { clientOf, type Incident } from './incident.ts'
import { inputOf, isIncidentFrame } from './incident-frame.ts'
import { append, incidentOf } from './incident-log.ts'
import { isInEmergency } from './last-said.ts'
import { localTime } from './local-time.ts'
import { bare, keepText, squeezed } from './normalise.ts'
import { readFor } from './read-for.ts'
import { suggestName } from './records.ts'
import { reachesAtAnyTime } from './reminders.ts'
import type { Answer, Frame, Alarm as SessionAlarm } from './session.ts'
import type { UrgentCase } from './urgent.ts'

/** How long an emergency that was told in free words is what "一起处理" is about, ms. */
const ALARM_LASTS = 24 * 60 * 60 * 1000

const OTHER = 'other'

/** A new incident: of a client who has a record, if there are records, else the name is asked for. */
export function begin(draft: Draft, client?: string): void {
  const clients = draft.cases.filter(
    ({ client }, at) => draft.cases.findLastIndex((one) => bare(one.client) === bare(client)) === at,
  )
  const told = bare(`${draft.session.alarm?.words ?? ''} ${client ?? ''}`)
  const named = clients.filter(({ client }) => isConcerned(told, bare(client)))
  const [only] = named
  if (only !== undefined && named.length === 1) start(draft, only)
  else if (clients.length === 0 || client !== undefined) start(draft, null, client)
  else {
    const options: Option[] = clients.map(({ id, client }) => ({ id, label: { brief: client }, names: [client] }))
    draft.push(incidentWhose, { options: [...options, { id: OTHER }] })
    draft.ask()
  }
}

/** Before a name: it is to them that something went, so it is somebody else's. */
const TO = /(?:给|到|进|了|去)(?:了)?$/u

/** Is the client named, and not only as the one who got what was another's? */
const isConcerned = (told: string, client: string): boolean =>
  told.split(client).some((before, at, parts) => at < parts.length - 1 && !TO.test(before))

/** Who tells the same again while it is asked whose it is, is heard, and asked again. False when it is something else. */
export function repeatsAlarm(draft: Draft, id: Alarm['id']): boolean {
  if (draft.live?.flow.id !== incidentWhose.id || draft.session.alarm?.case !== id) return false
  draft.speak('incident/known')
  draft.ask()
  return true
}

/** "Whose is it?" has been answered. */
export function pickedClient(draft: Draft, id: string): void {
  start(draft, draft.cases.find((record) => record.id === id) ?? null)
}

function start(draft: Draft, record: CaseRecord | null, client = record?.client): void {
  const { alarm } = draft.session
  const number = nextNumber(draft)
  const isJustSaid = alarm !== null && isInEmergency(draft)
  const input: IncidentInput = {
    incidentId: newId(draft),
    number,
    recordId: record?.id ?? null,
    record: record === null ? null : { brief: record.client },
    filedOn: record === null ? null : localTime(record.filedAt, draft.now).day,
    suggestion: suggestName(draft.cases, draft.knowledge.phrases.codeName),
    project: record?.project ?? null,
    noticeHours: record === null ? null : noticeHoursOf(draft, record),
    receiptGiven: isJustSaid && firstStepOf(draft, alarm.case, alarm.words) === undefined,
  }
  const given: Answer[] = [
    ...(alarm === null
      ? []
      : [
          said(alarm, 'origin', { kind: 'choice', id: alarm.case === 'accused' ? 'accused' : 'self' }),
          ...(areTheirs(alarm) ? [said(alarm, 'words', { kind: 'text', text: alarm.words })] : []),
          ...howOf(draft, alarm.words).map((id) => said(alarm, 'how', { kind: 'choice', id })),
        ]),
    ...(client === undefined
      ? []
      : [said({ messageId: draft.event.id, at: draft.now.at }, 'client', { kind: 'text', text: client })]),
  ]
  draft.session = { ...draft.session, alarm: null }
  makeRoom(draft)
  draft.push(INCIDENT, input, given)
  const frame = draft.session.frames.at(-1)
  if (alarm !== null && !areTheirs(alarm) && frame !== undefined)
    append(draft, incidentOf(draft, frame), { kind: 'note', text: keepText(alarm.words) })
  draft.speak('incident/begun', { with: { number } })
  if (reachesAtAnyTime(draft)) draft.speak('incident/reminds')
  if (isJustSaid) draft.ask()
  else draft.arrive()
}

/** Is it what the client says, and nothing was told since? What the person tells of themselves must not stand as the client's words. */
const areTheirs = ({ case: id, told = 0 }: SessionAlarm): boolean => id === 'accused' && told === 0

const said = (
  { messageId, at }: { readonly messageId: string; readonly at: number },
  questionId: string,
  value: Answer['value'],
): Answer => ({ questionId, value, messageId, at })

/** What was under way can wait, and is told so. */
export function makeRoom(draft: Draft): void {
  const kept = draft.session.shelved.length
  shelvesTop(draft, undefined)
  if (draft.session.shelved.length > kept) draft.speak('repair/kept-for-later')
}

/** In which way it leaked, by what was told: one way, or none when it is not clear. */
export function howOf({ knowledge }: Draft, words: string): readonly string[] {
  const told = knowledge.incidents.answers.get('incident/ask-how') ?? []
  const ways = new Set(told.filter((one) => one.is !== OTHER && tells(words, one)).map(({ is }) => is))
  return ways.size === 1 ? [...ways] : []
}

/** What comes first in this sort of leak or reproach, where the first thing to do for all of them would not fit. */
export const firstStepOf = ({ knowledge }: Draft, urgent: UrgentCase, words: string) =>
  knowledge.incidents.firstSteps.find((one) => one.of === urgent && tells(words, one))

/** The shortest notice that the client's agreement asks for, in hours; at once counts as one. */
function noticeHoursOf({ cases }: Draft, { client }: CaseRecord): number | null {
  const hours = cases
    .filter((record) => record.flow === 'nda' && bare(record.client) === bare(client))
    .flatMap(({ entries }) => entries)
    .flatMap(({ questionId, value }) => {
      if (questionId !== 'notice') return []
      if (value.kind === 'choice') return value.id === 'at-once' ? [1] : []
      if (value.kind !== 'duration' || value.count === 0) return []
      return value.unit === 'hour' ? [value.count] : value.unit === 'day' ? [24 * value.count] : []
    })
  return hours.length === 0 ? null : Math.min(...hours)
}

/** Frames that have no answer yet are no incidents yet, but have their number. */
function nextNumber({ incidents, session: { frames, shelved } }: Draft): number {
  const begun = [...frames, ...shelved].filter(isIncidentFrame).map((frame) => inputOf(frame).number)
  return Math.max(0, ...begun, ...incidents.map(({ number }) => number)) + 1
}

function newId({ incidents, now }: Draft): string {
  const taken = new Set(incidents.map(({ id }) => id))
  for (let at = now.at; ; at++) if (!taken.has(at.toString(36))) return at.toString(36)
}

/** What was told in an emergency is not kept for longer than somebody may still come back to it. */
export function forgetOldAlarm(draft: Draft): void {
  const { alarm } = draft.session
  if (alarm !== null && draft.now.at - alarm.at >= ALARM_LASTS) draft.session = { ...draft.session, alarm: null }
}

/**
 * A further alarm while an incident is dealt with, where it answers nothing: it may be another client's. It is
 * remembered, and the person says whether it is. False when the message is something else.
 */
export function tellsAnother(draft: Draft, alarm: Alarm | undefined): boolean {
  const { live, text, event, now } = draft
  const question = live && pendingQuestion(live)
  if (live === undefined || question === undefined || !isIncidentFrame(live.frame) || !alarm?.isSure) return false
  if ((alarm.id !== 'accused' && alarm.id !== 'leaked') || squeezed(text).length < SAYS_WHAT) return false
  if (question.kind === 'text' || question.id === 'claim') return false
  if (readFor(draft, question, text).kind !== 'notUnderstood') return false
  const known = othersIn(draft, live.frame, text)
  if (known !== undefined) {
    draft.speak('incident/another-known', { with: { client: { brief: clientOf(known) ?? '' }, number: known.number } })
    draft.ask()
    return true
  }
  if (alarm.id === 'leaked' && isSameWay(draft, live.frame, text)) return false
  draft.session = { ...draft.session, alarm: { case: alarm.id, words: text, messageId: event.id, at: now.at } }
  draft.speak('incident/another')
  draft.ask()
  return true
}

/** A shorter message says too little to be about somebody else, in letters: 漏了. */
const SAYS_WHAT = 5

/** The other open incident whose client is named. */
function othersIn({ incidents }: Draft, frame: Frame, text: string): Incident | undefined {
  const plain = bare(text)
  return incidents.find((one) => {
    const client = clientOf(one)
    return (
      one.id !== inputOf(frame).incidentId && one.closedAt === null && client !== null && plain.includes(bare(client))
    )
  })
}

/** Is the leak that is told the one that is being dealt with? */
export function isSameWay(draft: Draft, frame: Frame, text: string): boolean {
  const how = frame.answers.find(({ questionId }) => questionId === 'how')?.value
  return how?.kind === 'choice' && howOf(draft, text).includes(how.id)
}
