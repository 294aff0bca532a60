import { FLOWS } from '../../flows/index.ts'
import type { NoteInput } from '../../flows/note/machine.ts'
import { recordLabel } from '../../flows/records/rules.ts'
import type { CaseNote, CaseRecord } from './case.ts'
import { withoutLead } from './correct.ts'
import type { Draft } from './draft.ts'
import { bare } from './normalise.ts'
import { afterOpener } from './openers.ts'
import { recordRef } from './record-refs.ts'
import { changeNote } from './records.ts'
import { simplify } from './simplify.ts'

/** How long a requirement is what 刚才说错了 means, in ms. */
const JUST_NOW = 30 * 60_000

/**
 * Hears that the requirement which has just been added to a record was wrong: "刚才说错了，是不能发抖音", "那条删掉".
 * False when nothing has just been added, or the message is about something else.
 */
export function mendLastNote(draft: Draft): boolean {
  if (draft.live !== undefined && draft.live.flow.id !== 'go-on') return false
  const last = lastNote(draft)
  if (last === undefined) return false
  const { correcting } = draft.knowledge.phrases
  const { dropNote } = draft.knowledge.records
  const phrase = bare(draft.text)
  if (dropNote.has(phrase)) change(draft, last.record, last.note, null)
  else if (correcting.whole.has(phrase)) askAgain(draft, last.record, last.note)
  else {
    const words = afterOpener(draft.text, correcting) ?? afterArrow(draft)
    if (words === undefined) return false
    const plain = withoutLead(words, correcting.leads)
    if (bare(plain) === '') askAgain(draft, last.record, last.note)
    else if (dropNote.has(bare(plain))) change(draft, last.record, last.note, null)
    else change(draft, last.record, last.note, plain)
  }
  return true
}

/** "改成不能发抖音": with nothing else to change. */
function afterArrow({ text, knowledge }: Draft): string | undefined {
  const plain = simplify(text)
  const arrow = knowledge.phrases.correcting.arrows.find((word) => plain.startsWith(word))
  return arrow === undefined ? undefined : text.slice(arrow.length)
}

/** The requirement that is the last thing which was recorded, if that was just now. */
function lastNote({ cases, session, now }: Draft): { record: CaseRecord; note: CaseNote } | undefined {
  const record = cases.reduce<CaseRecord | undefined>(
    (last, one) => (last === undefined || one.changedAt >= last.changedAt ? one : last),
    undefined,
  )
  const note = record?.notes.find(({ at }) => at === record.changedAt)
  if (record === undefined || note === undefined) return undefined
  const isLater = session.frames.some(({ answers }) => answers.some(({ at }) => at > note.at))
  return isLater || now.at - note.at > JUST_NOW ? undefined : { record, note }
}

function change(draft: Draft, record: CaseRecord, note: CaseNote, text: string | null): void {
  changeNote(draft, record, note.messageId, text)
  draft.ask()
}

/** Asks for other words for a requirement, or whether it is to go. */
export function askAgain(draft: Draft, record: CaseRecord, note: CaseNote): void {
  const flow = FLOWS.note
  if (flow === undefined) return
  const input: NoteInput = {
    caseId: record.id,
    noteId: note.messageId,
    record: recordLabel(recordRef(draft, record)),
    text: note.text,
  }
  draft.push(flow, input)
  draft.ask()
}
