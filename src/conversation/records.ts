import type { ClosingInput } from '../../flows/closing/rules.ts'
import { FLOWS } from '../../flows/index.ts'
import { hasMessage, messageToClient as questionsToClient } from '../../flows/nda/rules.ts'
import { type RecordsInput, recordLabel, recordOptions } from '../../flows/records/rules.ts'
import { messageToClient, wantsALook } from '../../flows/scope/rules.ts'
import type { FlowAction, FlowInput } from '../../flows/shared/flow.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { AnswerValue, Param } from '../../flows/shared/question.ts'
import { valueParam } from '../../flows/shared/value.ts'
import type { CaseEntry, CaseRecord } from './case.ts'
import { type Draft, row } from './draft.ts'
import { type LiveFrame, listedStepsOf, startFrame } from './frame.ts'
import { recordIdOf } from './frame-record.ts'
import { closeIncident } from './incident-log.ts'
import { warnOfCleanup } from './incident-warning.ts'
import { keepText } from './normalise.ts'
import { recordRef, recordRefs } from './record-refs.ts'
import { moveRecord } from './recover.ts'
import { setReminders } from './reminders.ts'
import type { Answer, Frame } from './session.ts'
import { renewTrust, showTalks, withTalk } from './trust-records.ts'

const entry = ({ questionId, value, at, messageId }: Answer): CaseEntry => ({ questionId, value, at, messageId })

const textOf = (answers: readonly Answer[], questionId: string): string | null => {
  const value = answers.find((answer) => answer.questionId === questionId)?.value
  return value?.kind === 'text' ? value.text : null
}

/** The next code name that no record has yet: the prefix and A, B, C … */
export function suggestName(cases: readonly CaseRecord[], prefix: string): string {
  const taken = new Set(cases.map(({ client }) => client))
  for (let code = 0; ; code++) {
    const name = `${prefix}${String.fromCharCode(65 + (code % 26))}${code < 26 ? '' : Math.floor(code / 26) + 1}`
    if (!taken.has(name)) return name
  }
}

/** Opens "我的档案", with what is to be done if the person said so already. */
export function openRecords(draft: Draft, action: RecordsInput['action'], cases = draft.cases): void {
  const flow = FLOWS.records
  const [only, ...others] = cases
  if (only === undefined || flow === undefined) sayNone(draft, action)
  else {
    draft.dropFrames((frame) => !FLOWS[frame.flow]?.keeps)
    if (action === 'delete') for (const { client } of cases) warnOfCleanup(draft, client)
    if (action === 'close' && others.length === 0) openClosing(draft, only)
    else draft.push(flow, { records: recordRefs(draft, cases), action } satisfies RecordsInput)
  }
  draft.ask()
}

/** There is no record; who has only begun one is told that it is there. */
function sayNone(draft: Draft, action: RecordsInput['action']): void {
  const names = draft.clients()
  if (action === null && names.size > 0)
    draft.speak('records/only-begun', { with: { names: { list: [...names].map((brief) => ({ brief })) } } })
  else draft.speak(action === 'delete' ? 'records/none-to-delete' : 'records/none')
}

/** The flows that file a record. */
const FORMS: ReadonlySet<string> = new Set(['scope', 'nda'])

/** What can be asked for without saying whose record is meant. */
type Meant = 'amend' | 'close' | 'delete'

/** What the pick of a record starts with: what is to be done with it, and what was said about it already. */
interface WhoseInput extends PickInput {
  readonly action: Meant
  readonly words: string
}

/**
 * Does something about a record when it was not said about which: the one that is being talked about, if it is filed;
 * one that is still being filled in can only be asked about, so that nothing goes into another client's record.
 */
export function openMeant(draft: Draft, action: Meant, cases = draft.cases, words = ''): void {
  draft.dropPassing()
  const top = draft.session.frames.at(-1)
  const topId = top && recordIdOf(top)
  const talkedAbout = cases.find(({ id }) => id === topId)
  const isUnfiled =
    top !== undefined && FORMS.has(top.flow) && top.input.caseId === undefined && draft.nameIn(top) !== undefined
  if (talkedAbout !== undefined) withWords(draft, action, talkedAbout, words)
  else if (!isUnfiled && cases.length < 2 && cases[0] !== undefined) withWords(draft, action, cases[0], words)
  else if (isUnfiled && cases.length === 0) sayUnfiled(draft, action, top)
  else if (isUnfiled || words !== '') askWhose(draft, action, isUnfiled ? top : undefined, cases, words)
  else openRecords(draft, action, cases)
}

/** Hears what was said along with it as the answer to the first question, if anything was. */
function withWords(draft: Draft, action: Meant, record: CaseRecord, words: string): void {
  openRecords(draft, action, [record])
  if (words !== '') draft.hearInstead(words)
}

const UNFILED = 'unfiled'

function askWhose(
  draft: Draft,
  action: Meant,
  unfiled: Frame | undefined,
  cases: readonly CaseRecord[],
  words: string,
): void {
  const flow = FLOWS.whose
  if (flow === undefined) return
  const name = unfiled && draft.nameIn(unfiled)
  const options = [
    ...(name === undefined
      ? []
      : [{ id: UNFILED, label: { page: 'records/label-unfiled', with: { client: { brief: name } } }, names: [name] }]),
    ...recordOptions(recordRefs(draft, cases)),
  ]
  draft.push(flow, { options, action, words } satisfies WhoseInput)
  draft.ask()
}

/** "Whose record?" has been answered. */
export function pickedRecord(draft: Draft, { input }: Frame, id: string): void {
  const { action, words } = input as WhoseInput
  const record = draft.cases.find((one) => one.id === id)
  const top = draft.session.frames.at(-1)
  if (record !== undefined) withWords(draft, action, record, words)
  else if (id === UNFILED && top !== undefined) sayUnfiled(draft, action, top)
  else {
    draft.speak('records/gone')
    draft.ask()
  }
}

function sayUnfiled(draft: Draft, action: Meant, frame: Frame): void {
  draft.speak(`records/unfiled-${action}`, { with: { client: { brief: draft.nameIn(frame) ?? '' } } })
  draft.ask()
}

/** Asks what became of the client's material; what was answered to that before and not finished is taken up again. */
function openClosing(draft: Draft, record: CaseRecord): void {
  const flow = FLOWS.closing
  if (flow === undefined) return
  const isOfRecord = (frame: Frame) => frame.flow === flow.id && frame.input.caseId === record.id
  if (takeUp(draft, isOfRecord)) draft.speak('repair/resumed')
  else {
    const label = recordLabel(recordRef(draft, record))
    warnOfCleanup(draft, record.client)
    draft.push(flow, { caseId: record.id, record: label, project: record.project } satisfies ClosingInput)
  }
}

/** Puts a conversation that was begun on top of the others, wherever it is; false when there is none. */
function takeUp(draft: Draft, isMeant: (frame: Frame) => boolean): boolean {
  const begun = [...draft.session.shelved, ...draft.session.frames].findLast(isMeant)
  if (begun === undefined) return false
  draft.dropFrames((frame) => frame === begun)
  draft.session = { ...draft.session, frames: [...draft.session.frames, begun] }
  return true
}

/**
 * Carries out what a flow asked for with an answer: changes of records as effects, and what can only be shown from
 * the records.
 */
export function carryOut(draft: Draft, action: FlowAction, live: LiveFrame): void {
  if (action.type === 'forgetOwner' || action.type === 'gainTime') return
  if (action.type === 'closeIncident') {
    closeIncident(draft, action.params.incidentId)
    return
  }
  if (action.type === 'setReminders') {
    setReminders(draft, action.params.reminders)
    return
  }
  if (action.type === 'moveRecord') {
    moveRecord(draft, action.params)
    return
  }
  if (action.type === 'picked' || action.type === 'stopBelow' || action.type === 'hearSpoken') return
  if (action.type === 'fileCase') {
    put(draft, filed(draft, live, action.params.caseId))
    return
  }
  const record = draft.cases.find(({ id }) => id === action.params.caseId)
  if (record === undefined) {
    draft.speak('records/gone')
    return
  }
  switch (action.type) {
    case 'noteCase': {
      const note = { text: action.params.text, at: draft.now.at, messageId: draft.event.id }
      put(draft, { ...record, notes: [...record.notes, note], changedAt: draft.now.at })
      return
    }
    case 'mendNote':
      changeNote(draft, record, action.params.noteId, action.params.text)
      return
    case 'dropNote':
      changeNote(draft, record, action.params.noteId, null)
      return
    case 'closeCase': {
      const entries = live.frame.answers
        .filter(({ questionId }) => action.params.questionIds.includes(questionId))
        .map(entry)
      put(draft, { ...record, closing: { at: draft.now.at, entries }, changedAt: draft.now.at })
      draft.dropFrames((frame) => frame.flow === live.flow.id && frame.input.caseId === record.id)
      return
    }
    case 'noteTalk':
      put(draft, withTalk(draft, record, live, action.params.questionIds))
      return
    case 'startClosing':
      openClosing(draft, record)
      return
    case 'deleteCase':
      draft.effects.push({ type: 'dropCase', caseId: record.id })
      draft.cases = draft.cases.filter(({ id }) => id !== record.id)
      draft.dropFrames((frame) => recordIdOf(frame) === record.id)
      if (draft.session.last?.frame && recordIdOf(draft.session.last.frame) === record.id)
        draft.session = { ...draft.session, last: null }
      renewTrust(draft)
      return
    case 'showCase':
      showCase(draft, record)
      return
    case 'showMessage':
      sayMessage(draft, record)
      return
    case 'openInstead':
      leaveForRecord(draft)
      reopen(draft, record)
      return
    case 'openCase':
      reopen(draft, record)
  }
}

/** Other words for a requirement that was added later, or none: then it goes. Says both. */
export function changeNote(draft: Draft, record: CaseRecord, noteId: string, text: string | null): void {
  const old = record.notes.find(({ messageId }) => messageId === noteId)
  if (old === undefined) return
  const notes = record.notes.flatMap((one) =>
    one !== old ? [one] : text === null ? [] : [{ ...one, text: keepText(text), at: draft.now.at }],
  )
  put(draft, { ...record, notes, changedAt: draft.now.at })
  const label = recordLabel(recordRef(draft, record))
  const before = { brief: old.text }
  if (text === null) draft.speak('records/note-dropped', { with: { record: label, note: before } })
  else draft.speak('records/note-mended', { with: { record: label, old: before, new: { brief: keepText(text) } } })
}

/** What the freelancer can forward: what is confidential, or what the agreement should become. */
function sayMessage(draft: Draft, record: CaseRecord): void {
  const answers = answersOf(record)
  if (record.flow !== 'nda') {
    draft.speak('records/message-follows')
    draft.say.push(messageToClient(answers))
    if (wantsALook(answers)) draft.speak('scope/check-wording')
  } else if (hasMessage(answers)) {
    draft.speak('nda/message-follows')
    draft.say.push(questionsToClient(answers))
  } else draft.speak('nda/nothing-to-ask')
}

/** What was begun for a record that exists is over; if more than the name was answered, it is kept for 继续. */
function leaveForRecord(draft: Draft): void {
  const top = draft.session.frames.at(-1)
  const isMore = top !== undefined && top.answers.length + top.parked.length > 2
  if (isMore) draft.shelve()
  else draft.pop()
}

/** Opens a record to be changed; changes that were begun and not filed yet are taken up again instead. */
export function reopen(draft: Draft, record: CaseRecord): void {
  const isOfRecord = (frame: Frame) => frame.flow === record.flow && frame.input.caseId === record.id
  const isBegun = takeUp(draft, isOfRecord)
  draft.dropFrames((frame) => isOfRecord(frame) && frame !== draft.session.frames.at(-1))
  if (!isBegun) draft.push(scopeOf(record), inputOf(record), record.entries)
  draft.speak(isBegun ? 'repair/resumed' : 'records/reopened')
}

/** "重来" while a record is being changed: back to what was filed. False when it is no record's frame. */
export function startRecordAgain(draft: Draft, { flow, input }: Frame): boolean {
  const record = draft.cases.find((one) => one.id === input.caseId && one.flow === flow)
  if (record === undefined) return false
  draft.pop()
  draft.push(scopeOf(record), inputOf(record), record.entries)
  draft.speak('records/as-filed')
  draft.ask()
  return true
}

function put(draft: Draft, record: CaseRecord): void {
  draft.effects.push({ type: 'putCase', record })
  draft.cases = [...draft.cases.filter(({ id }) => id !== record.id), record]
  renewTrust(draft)
}

function filed(draft: Draft, live: LiveFrame, caseId: string | null): CaseRecord {
  const answers = live.frame.answers.filter(({ questionId }) => questionId !== 'review')
  const before = draft.cases.find(({ id }) => id === caseId)
  return {
    id: before?.id ?? newCaseId(draft),
    client: textOf(answers, 'client') ?? '',
    project: textOf(answers, 'project'),
    flow: live.flow.id,
    flowVersion: live.flow.version,
    entries: answers.map(entry),
    notes: before?.notes ?? [],
    filedAt: before?.filedAt ?? draft.now.at,
    changedAt: draft.now.at,
    closing: before?.closing ?? null,
    ...(before?.talks && { talks: before.talks }),
  }
}

/** Never one that a record had before, also a deleted one: a frame that was stopped may still name it. */
function newCaseId({ cases, now }: Draft): string {
  const taken = new Set(cases.map(({ id }) => id))
  for (let at = now.at; ; at++) if (!taken.has(at.toString(36))) return at.toString(36)
}

/** What a filed record is opened with; 随便 leaves the client's name as it is. */
const inputOf = ({ id, client }: CaseRecord): FlowInput => ({ caseId: id, suggestion: client })

const scopeOf = (record: CaseRecord) => {
  const flow = FLOWS[record.flow]
  if (flow === undefined) throw new Error(`no flow ${record.flow}`)
  return flow
}

const answersOf = (record: CaseRecord): Record<string, AnswerValue> =>
  Object.fromEntries(record.entries.map(({ questionId, value }) => [questionId, value]))

function showCase(draft: Draft, record: CaseRecord): void {
  const steps = listedStepsOf(startFrame(scopeOf(record), inputOf(record), record.filedAt, record.entries))
  const full = steps.map(
    ({ question, answer }): Param => ({
      page: 'answer/row',
      with: { title: { title: question.page }, value: valueParam(question, answer.value) },
    }),
  )
  draft.speak('records/show', { with: { items: { lines: full } } })
  if (record.notes.length > 0) {
    draft.speak('records/show-notes', {
      with: { items: { lines: record.notes.map(({ text }): Param => ({ page: 'answer/item', with: { text } })) } },
    })
  }
  showTalks(draft, record)
  if (record.closing !== null) {
    const closing = record.closing.entries.map(
      ({ questionId, value }): Param =>
        row({
          question: { id: questionId, page: `records/ask-${questionId}`, kind: 'text' },
          answer: { questionId, value, at: 0, messageId: '' },
        }),
    )
    draft.speak('records/show-closing', { with: { items: { lines: closing } } })
  }
}
