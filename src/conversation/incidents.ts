import { type DraftId, draftOf } from '../../flows/incident/drafts.ts'
import { incident as INCIDENT } from '../../flows/incident/machine.ts'
import { stageOf } from '../../flows/incident/stage.ts'
import { incidentPick } from '../../flows/incident-pick/machine.ts'
import type { FlowContext } from '../../flows/shared/flow.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { Option, Param, Question } from '../../flows/shared/question.ts'
import { begin, makeRoom } from './begin-incident.ts'
import type { Draft } from './draft.ts'
import { type LiveFrame, questionsAhead } from './frame.ts'
import { clientOf, type Incident } from './incident.ts'
import { standingAnswers } from './incident-answers.ts'
import { inputOf, isIncidentFrame, liveOf } from './incident-frame.ts'
import { append, incidentOf } from './incident-log.ts'
import { sayDue, sayIncident } from './incident-summary.ts'
import type { IncidentAction } from './knowledge.ts'
import { localTime } from './local-time.ts'
import type { Frame } from './session.ts'

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

/** "新的" in the list of incidents. */
const NEW = 'new'

/**
 * "一起处理": goes through it together, from where it was left. With several open, or one open and something new told,
 * it asks which; with none, a new one is begun, about the client that was named.
 */
export function handleTogether(draft: Draft, client?: string): void {
  const top = draft.session.frames.at(-1)
  if (top !== undefined && isIncidentFrame(top)) {
    draft.speak('repair/already-here')
    draft.ask()
    return
  }
  draft.dropPassing()
  const open = openIncidents(draft)
  const [only] = open
  const isNew = draft.session.alarm !== null
  if (only === undefined) begin(draft, client)
  else if (open.length === 1 && !isNew) resume(draft, only)
  else pick(draft, open, { action: 'resume', words: '', draft: null }, true)
}

export const openIncidents = ({ incidents }: Pick<Draft, 'incidents'>): readonly Incident[] =>
  incidents.filter(({ closedAt }) => closedAt === null)

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

/** By which an incident can be chosen from a list. */
export const namesOf = (incident: Incident): string[] => {
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
      stage: { page: `incident/stage-${incident.closedAt === null ? stageOf(standingAnswers(incident)) : 'closed'}` },
    },
  }
}

/** How far it is with the incident that is dealt with: the step of the procedure, what was noted, and what comes next. */
export function sayWhere(draft: Draft, live: LiveFrame, question: Question): void {
  const incident = incidentOf(draft, live.frame)
  const { answers } = live.snapshot.context as FlowContext
  const [next] = questionsAhead(live).slice(1)
  draft.speak('incident/where', {
    with: {
      number: incident.number,
      step: { page: `incident/step-${stageOf(answers)}` },
      now: { title: question.page },
      after: next === undefined ? '' : { page: 'incident/then', with: { next: { title: next.page } } },
    },
  })
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
    else {
      draft.speak('repair/back-to', { asks: true })
      draft.ask()
    }
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
      return
    case 'delete':
      draft.speak('incident/cannot-delete', { with: { number: incident.number } })
      goBack(draft)
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
  const stage = stageOf(standingAnswers(incident))
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
