import { FLOWS } from '../../flows/index.ts'
import { recordLabel } from '../../flows/records/rules.ts'
import type { Param } from '../../flows/shared/question.ts'
import { type Draft, nameOf } from './draft.ts'
import { warnOfSilence } from './expiry.ts'
import { openIncidents } from './incidents.ts'
import { recordRefs } from './record-refs.ts'
import type { Frame } from './session.ts'
import { clockWords } from './time-words.ts'

/** So many names stand in a line. */
const NAMES = 5

/** "你存了我什么": everything that is kept, by kind, what is not, and what can be done about it. */
export function showOwnData(draft: Draft): void {
  const lines = [...whatWasSaid(draft), ...whatIsKeptBesides(draft)]
  draft.speak('mine/list', { with: { items: { lines } } })
  draft.speak('mine/not-kept')
  draft.speak('mine/how')
  warnOfSilence(draft)
  draft.ask()
}

/** "导出我的数据": one file to be read, and one for programs. They are made when they are sent. */
export function exportOwnData(draft: Draft): void {
  if (draft.event.reach?.files === false) draft.speak('mine/no-files')
  else {
    draft.speak('mine/export-coming')
    for (const format of ['docx', 'json'] as const)
      draft.effects.push({ type: 'sendDocument', document: { kind: 'own-data', format } })
  }
  draft.ask()
}

function whatWasSaid(draft: Draft): Param[] {
  const { cases, incidents, reminders, session } = draft
  const unfinished = unfinishedIn(session)
  const { alarm } = session
  return [
    counted('records', cases.length, recordRefs(draft, cases).map(recordLabel)),
    counted('unfinished', unfinished.length, unfinished.map(nameOf)),
    ...(incidents.length === 0
      ? []
      : [{ page: 'mine/incidents', with: { count: incidents.length, open: openIncidents(draft).length } }]),
    ...(reminders.length === 0 ? [] : [{ page: 'mine/reminders', with: { count: reminders.length } }]),
    ...(session.contract === null ? [] : [{ page: 'mine/contract' }]),
    ...(alarm === null ? [] : [{ page: 'mine/alarm', with: { words: { brief: alarm.words } } }]),
  ].flatMap((line) => line ?? [])
}

/** Conversations with answers in them that are not over. */
const unfinishedIn = ({ frames, shelved }: Draft['session']): readonly Frame[] =>
  [...frames, ...shelved].filter(
    ({ flow, answers, parked }) => FLOWS[flow]?.keeps && answers.length + parked.length > 0,
  )

/** What nobody said in so many words, and what stands in no other list. */
function whatIsKeptBesides({ settings, ids }: Draft): Param[] {
  const { zone, quiet, off } = settings
  const chosen: Param[] = [
    ...(zone === null ? [] : [{ page: 'mine/zone', with: { zone } }]),
    ...(quiet === null ? [] : [{ page: 'mine/quiet', with: { from: ofDay(quiet.from), to: ofDay(quiet.to) } }]),
    ...(off ? [{ page: 'mine/off' }] : []),
  ]
  return [
    ...(chosen.length === 0 ? [] : [{ page: 'mine/settings', with: { settings: { list: chosen } } }]),
    { page: 'mine/ids', with: { count: ids.messages, handles: Math.max(1, ids.handles) } },
  ]
}

const ofDay = (minute: number): string => clockWords(Math.floor(minute / 60), minute % 60)

/** How many there are and what they are called; null for none. */
function counted(what: 'records' | 'unfinished', count: number, names: readonly Param[]): Param | null {
  if (count === 0) return null
  const list = names.slice(0, NAMES).map((brief): Param => ({ brief }))
  const page = count > NAMES ? `mine/${what}-more` : `mine/${what}`
  return { page, with: { count, names: { list } } }
}
