import { type DraftId, draftOf } from '../../flows/incident/drafts.ts'
import type { IncidentInput } from '../../flows/incident/input.ts'
import { incident as INCIDENT } from '../../flows/incident/machine.ts'
import { stageOf } from '../../flows/incident/stage.ts'
import { incidentPick } from '../../flows/incident-pick/machine.ts'
import { incidentWhose } from '../../flows/incident-whose/machine.ts'
import type { FlowContext } from '../../flows/shared/flow.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { Option, Param } from '../../flows/shared/question.ts'
import type { CaseRecord } from './case.ts'
import { type Draft, shelvesTop } from './draft.ts'
import { keepForLater, pendingQuestion } from './frame.ts'
import { answersOf, clientOf, type Incident } from './incident.ts'
import { inputOf, isIncidentFrame, liveOf } from './incident-frame.ts'
import { append } from './incident-log.ts'
import { sayDue, sayIncident } from './incident-summary.ts'
import type { IncidentAction } from './knowledge.ts'
import { isInEmergency } from './last-said.ts'
import { localTime } from './local-time.ts'
import { bare, keepText } from './normalise.ts'
import { suggestName } from './records.ts'
import type { Answer, Frame } from './session.ts'
import { simplify } from './simplify.ts'
import { findUrgent } from './urgent.ts'

/** What is to be done with the incident that is picked. */
export interface Wanted {
  readonly action: IncidentAction
  /** The words to be noted; empty otherwise. */
  readonly words: string
  readonly draft: DraftId | null
}

interface PickedInput extends PickInput {
  readonly wanted: Wanted
}

/** How long an emergency that was told in free words is what "一起处理" is about, ms. */
const ALARM_LASTS = 24 * 60 * 60 * 1000

/** "新的" in the list of incidents. */
const NEW = 'new'
const OTHER = 'other'

/**
 * "一起处理": goes through it together, from where it was left. With several open, or one open and something new told,
 * it asks which; with none, a new one is begun.
 */
export function handleTogether(draft: Draft): void {
  const top = draft.session.frames.at(-1)
  if (top !== undefined && isIncidentFrame(top)) {
    draft.speak('repair/already-here')
    draft.ask()
    return
  }
  draft.dropPassing()
  const open = openIncidents(draft)
  const [only] = open
  const isNew = alarmOf(draft) !== undefined
  if (only === undefined) begin(draft)
  else if (open.length === 1 && !isNew) resume(draft, only)
  else pick(draft, open, { action: 'resume', words: '', draft: null }, true)
}

export const openIncidents = ({ incidents }: Draft): readonly Incident[] =>
  incidents.filter(({ closedAt }) => closedAt === null)

/** The emergency that was told in free words and not dealt with yet. */
function alarmOf({ session: { alarm }, now }: Draft) {
  return alarm !== null && now.at - alarm.at < ALARM_LASTS ? alarm : undefined
}

/** A new incident: of a client who has a record, if there are records, else the name is asked for. */
function begin(draft: Draft): void {
  const clients = draft.cases.filter(
    ({ client }, at) => draft.cases.findLastIndex((one) => bare(one.client) === bare(client)) === at,
  )
  const named = clients.filter(({ client }) => bare(draft.session.alarm?.words ?? '').includes(bare(client)))
  const [only] = named
  if (only !== undefined && named.length === 1) start(draft, only)
  else if (clients.length === 0) start(draft, null)
  else {
    const options: Option[] = clients.map(({ id, client }) => ({ id, label: { brief: client }, names: [client] }))
    draft.push(incidentWhose, { options: [...options, { id: OTHER }] })
    draft.ask()
  }
}

/** "Whose is it?" has been answered. */
export function pickedClient(draft: Draft, id: string): void {
  start(draft, draft.cases.find((record) => record.id === id) ?? null)
}

function start(draft: Draft, record: CaseRecord | null): void {
  const alarm = alarmOf(draft)
  const number = nextNumber(draft)
  const isJustSaid = alarm !== undefined && isInEmergency(draft)
  const input: IncidentInput = {
    incidentId: newId(draft),
    number,
    recordId: record?.id ?? null,
    record: record === null ? null : { brief: record.client },
    filedOn: record === null ? null : localTime(record.filedAt, draft.now).day,
    suggestion: suggestName(draft.cases, draft.knowledge.phrases.codeName),
    project: record?.project ?? null,
    noticeHours: record === null ? null : noticeHoursOf(draft, record),
    receiptGiven: isJustSaid,
  }
  const given: Answer[] = [
    ...(alarm === undefined
      ? []
      : [
          said(alarm, 'origin', { kind: 'choice', id: alarm.case === 'accused' ? 'accused' : 'self' }),
          ...(alarm.case === 'accused' ? [said(alarm, 'words', { kind: 'text', text: alarm.words })] : []),
          ...howOf(draft, alarm.words).map((id) => said(alarm, 'how', { kind: 'choice', id })),
        ]),
    ...(record === null
      ? []
      : [said({ messageId: draft.event.id, at: draft.now.at }, 'client', { kind: 'text', text: record.client })]),
  ]
  draft.session = { ...draft.session, alarm: null }
  makeRoom(draft)
  draft.push(INCIDENT, input, given)
  draft.speak('incident/begun', { with: { number } })
  if (isJustSaid) draft.ask()
  else draft.arrive()
}

const said = (
  { messageId, at }: { readonly messageId: string; readonly at: number },
  questionId: string,
  value: Answer['value'],
): Answer => ({ questionId, value, messageId, at })

/** What was under way can wait, and is told so. */
function makeRoom(draft: Draft): void {
  const kept = draft.session.shelved.length
  shelvesTop(draft, undefined)
  if (draft.session.shelved.length > kept) draft.speak('repair/kept-for-later')
}

/** In which way it leaked, by what was told: one way, or none when it is not clear. */
export function howOf({ knowledge }: Draft, words: string): readonly string[] {
  const plain = bare(words)
  const found = knowledge.incidents.hows.filter((how) => how.words.some((word) => plain.includes(word)))
  return found.length === 1 ? found.map(({ id }) => id) : []
}

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

/** Asks which incident is meant. */
function pick(draft: Draft, incidents: readonly Incident[], wanted: Wanted, withNew = false): void {
  const options: Option[] = incidents.map((one) => ({ id: one.id, label: labelOf(one), names: namesOf(one) }))
  const all = withNew ? [...options, { id: NEW }] : options
  draft.push(incidentPick, { options: all, wanted } satisfies PickedInput)
  draft.ask()
}

/** "Which incident?" has been answered. */
export function pickedIncident(draft: Draft, { input }: Frame, id: string): void {
  const { wanted } = input as PickedInput
  const incident = draft.incidents.find((one) => one.id === id)
  if (incident === undefined) begin(draft)
  else act(draft, incident, wanted)
}

const namesOf = (incident: Incident): string[] => {
  const client = clientOf(incident)
  return [`事件${incident.number}`, ...(client === null ? [] : [client])]
}

export function labelOf(incident: Incident): Param {
  const client = clientOf(incident)
  return {
    page: client === null ? 'incident/label-unnamed' : 'incident/label',
    with: {
      number: incident.number,
      client: { brief: client ?? '' },
      stage: { page: `incident/stage-${incident.closedAt === null ? stageOf(answersOf(incident)) : 'closed'}` },
    },
  }
}

/** "我的事件": the only one is shown, of several one is chosen. */
export function showIncidents(draft: Draft): void {
  toIncident(draft, undefined, { action: 'show', words: '', draft: null })
}

/** Does something with the incident of that number, or with the one that can only be meant. */
export function toIncident(draft: Draft, number: number | undefined, wanted: Wanted): void {
  const { incidents } = draft
  const top = draft.session.frames.findLast(isIncidentFrame)
  const named = incidents.find((one) => one.number === number)
  const open = openIncidents(draft)
  const meant = wanted.action === 'reopen' ? incidents.filter(({ closedAt }) => closedAt !== null) : incidents
  const [only] = meant
  if (incidents.length === 0) {
    draft.speak('incident/none')
    draft.ask()
  } else if (number !== undefined && named === undefined) {
    draft.speak('incident/no-such', { with: { number, last: incidents.length } })
    draft.ask()
  } else if (named !== undefined) act(draft, named, wanted)
  else if (top !== undefined && wanted.action !== 'show' && wanted.action !== 'reopen') {
    const current = incidents.find(({ id }) => id === inputOf(top).incidentId)
    if (current !== undefined) act(draft, current, wanted)
  } else if (open[0] !== undefined && open.length === 1 && wanted.action !== 'show' && wanted.action !== 'reopen')
    act(draft, open[0], wanted)
  else if (only !== undefined && meant.length === 1) act(draft, only, wanted)
  else pick(draft, meant.length === 0 ? incidents : meant, wanted)
}

function act(draft: Draft, incident: Incident, { action, words, draft: id }: Wanted): void {
  switch (action) {
    case 'resume':
      resume(draft, incident)
      return
    case 'show':
      sayIncident(draft, incident)
      draft.speak(incident.closedAt === null ? 'incident/what-next' : 'incident/what-next-closed', {
        with: { number: incident.number },
      })
      goBack(draft)
      return
    case 'export':
      sayIncident(draft, incident)
      draft.speak('incident/document-coming', { with: { number: incident.number } })
      draft.effects.push({ type: 'sendDocument', document: { kind: 'incident-record', incident, at: draft.now.at } })
      goBack(draft)
      return
    case 'draft':
      draft.say.push(...draftFor(incident, id))
      goBack(draft)
      return
    case 'note':
      noteOn(draft, incident, words)
      return
    case 'reopen':
      reopen(draft, incident)
  }
}

/** What was being asked: in the incident's own conversation it is simply asked again. */
function goBack(draft: Draft): void {
  const top = draft.session.frames.at(-1)
  if (top !== undefined && isIncidentFrame(top)) draft.ask()
  else draft.comeBack()
}

function draftFor(incident: Incident, id: DraftId | null) {
  const { snapshot } = liveOf(incident)
  const context = snapshot.context as FlowContext
  const draft = id ?? draftAt(incident)
  return [{ page: `incident/draft-follows-${draft}` }, draftOf(draft, context)]
}

/** The message that the stage of an incident calls for. */
function draftAt(incident: Incident): DraftId {
  const stage = stageOf(answersOf(incident))
  if (stage === 'confirmed' || stage === 'unfounded' || stage === 'undetermined' || stage === 'closure') return stage
  return stage === 'receipt' ? 'receipt' : 'report'
}

/** One more line in the log, also of a closed incident: what was written is never changed. */
function noteOn(draft: Draft, incident: Incident, words: string): void {
  if (words === '') {
    draft.speak('incident/note-what', { with: { number: incident.number } })
    draft.ask()
    return
  }
  append(draft, incident, { kind: 'note', text: words })
  draft.speak('incident/noted', { with: { number: incident.number, text: { brief: words } } })
  goBack(draft)
}

function reopen(draft: Draft, incident: Incident): void {
  if (incident.closedAt === null) {
    resume(draft, incident)
    return
  }
  append(draft, { ...incident, closedAt: null }, { kind: 'reopened' })
  const opened = draft.incidents.find(({ id }) => id === incident.id) ?? incident
  const { frame } = liveOf(opened)
  const before = frame.answers.filter(({ questionId }) => questionId !== 'resumed' && questionId !== 'new-delivery')
  makeRoom(draft)
  draft.push(INCIDENT, frame.input, before)
  draft.speak('incident/reopened', { with: { number: incident.number } })
  draft.arrive()
}

/** Goes on with an incident where it was left; a closed one is only told of. */
export function resume(draft: Draft, incident: Incident): void {
  if (incident.closedAt !== null) {
    draft.speak('incident/is-closed', { with: { number: incident.number, day: dayOf(draft, incident.closedAt) } })
    draft.comeBack()
    return
  }
  const isIts = (frame: Frame) => isIncidentFrame(frame) && inputOf(frame).incidentId === incident.id
  const begun = [...draft.session.shelved, ...draft.session.frames].findLast(isIts)
  draft.dropFrames(isIts)
  makeRoom(draft)
  const frame = begun ?? liveOf(incident).frame
  draft.session = { ...draft.session, frames: [...draft.session.frames, frame] }
  draft.speak('incident/resumed', { with: { incident: labelOf(incident) } })
  sayDue(draft, incident)
  draft.arrive()
}

const dayOf = (draft: Draft, at: number): Param => ({ date: localTime(at, draft.now).day })

/** At the question for the client, the client's reproach is no name: it is kept for its own question. False when it is none. */
export function keepsWords(draft: Draft): boolean {
  const { live, text, knowledge, event, now } = draft
  if (live === undefined || !isIncidentFrame(live.frame) || pendingQuestion(live)?.id !== 'client') return false
  if (findUrgent(simplify(text), knowledge.urgent) !== 'accused') return false
  const words: Answer = {
    questionId: 'words',
    value: { kind: 'text', text: keepText(text) },
    messageId: event.id,
    at: now.at,
  }
  draft.setTop(keepForLater(live, [words]))
  draft.speak('incident/words-noted', { with: { words: { brief: text } } })
  draft.ask()
  return true
}
