import { FLOWS } from '../../flows/index.ts'
import type { ResumeInput } from '../../flows/resume/machine.ts'
import type { Param } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { type Draft, row } from './draft.ts'
import { pendingQuestion, stepsOf } from './frame.ts'
import type { Command } from './knowledge.ts'
import { openRecords, startRecordAgain } from './records.ts'
import type { Frame } from './session.ts'

type Handler = (draft: Draft) => boolean

/** Says a page and asks the pending question again. */
const tell =
  (page: string): Handler =>
  (draft) => {
    draft.speak(page)
    draft.ask()
    return true
  }

const HANDLERS: Readonly<Record<Command, Handler>> = {
  menu: (draft) => {
    const isFree = draft.live === undefined
    draft.speak(isFree ? 'menu' : 'menu-words')
    draft.ask()
    return true
  },
  more: (draft) => {
    const [page, ...rest] = draft.session.more
    if (page === undefined) return tell('more/nothing')(draft)
    draft.speak(page, { part: 'whole' })
    draft.offerMore(rest)
    if (rest.length > 0) draft.speak('more/next', { with: { titles: { list: rest.map((title) => ({ title })) } } })
    draft.ask()
    return true
  },
  records: (draft) => openRecords(draft, null),
  amend: (draft) => openRecords(draft, 'amend'),
  close: (draft) => openRecords(draft, 'close'),
  drop: (draft) => openRecords(draft, 'delete'),
  privacy: tell('privacy'),
  human: tell('human'),
  forget: (draft) => {
    draft.dropFrames((frame) => frame.flow === 'forget')
    draft.push(FLOWS.forget as NonNullable<(typeof FLOWS)[string]>, {})
    draft.ask()
    return true
  },
  cancel: (draft) => {
    if (draft.live === undefined) return tell('repair/nothing-to-cancel')(draft)
    draft.speak(draft.shelve() ? 'repair/shelved' : 'repair/cancelled')
    if (draft.live !== undefined) draft.speak('repair/back-to')
    draft.ask()
    return true
  },
  back: (draft) => {
    const live = draft.live
    if (live === undefined) return tell('repair/nothing-pending')(draft)
    const asked = stepsOf(live).map(({ question }) => question.id)
    const at = live.frame.revisiting === null ? asked.length : asked.indexOf(live.frame.revisiting)
    const before = asked[at - 1]
    if (before === undefined) return tell('repair/at-first')(draft)
    draft.setTop({ ...live.frame, revisiting: before })
    draft.ask()
    return true
  },
  skip: (draft) => {
    const live = draft.live
    const question = live && pendingQuestion(live)
    if (live === undefined || question === undefined) return tell('repair/nothing-pending')(draft)
    if (live.frame.revisiting !== null) return keepRevisited(draft)
    if (!question.skippable) return tell(question.unsure ? 'repair/cannot-skip-unsure' : 'repair/cannot-skip')(draft)
    giveAnswer(draft, live, question, { kind: 'skipped' })
    return true
  },
  again: (draft) => (draft.live === undefined ? tell('menu') : tell('repair/again'))(draft),
  resume: (draft) => {
    if (draft.live?.frame.revisiting) return keepRevisited(draft)
    if (draft.live?.flow.id === 'resume') return tell('repair/again')(draft)
    const { shelved } = draft.session
    if (draft.live !== undefined) return tell(shelved.length > 0 ? 'repair/finish-first' : 'repair/going-on')(draft)
    const [only] = shelved
    if (only === undefined) return tell('repair/nothing-to-resume')(draft)
    if (shelved.length > 1) {
      const frames = shelved.toReversed().map((frame) => ({ id: String(frame.startedAt), ...nameOf(frame) }))
      draft.push(FLOWS.resume as NonNullable<(typeof FLOWS)[string]>, { frames } satisfies ResumeInput)
      draft.ask()
      return true
    }
    draft.unshelve(String(only.startedAt))
    return tell('repair/resumed')(draft)
  },
  restart: (draft) => {
    const live = draft.live
    if (live === undefined) return tell('repair/nothing-pending')(draft)
    if (startRecordAgain(draft, live.frame)) return true
    const isKept = draft.shelve()
    draft.push(live.flow, live.frame.input)
    return tell(isKept ? 'repair/restarted-kept' : 'repair/restarted')(draft)
  },
  status: (draft) => {
    const live = draft.live
    if (live === undefined) return tell('repair/nothing-pending')(draft)
    const steps = stepsOf(live)
    if (steps.length === 0) draft.speak('repair/status-first')
    else draft.speak('repair/status', { with: { count: steps.length, items: { lines: steps.map(row) } } })
    draft.ask()
    return true
  },
  why: (draft) => {
    const live = draft.live
    const question = live && pendingQuestion(live)
    if (question === undefined) return tell('repair/nothing-pending')(draft)
    if (draft.knowledge.page(question.page)?.hasMore) draft.speak(question.page, { part: 'more' })
    else draft.speak('repair/why')
    draft.ask()
    return true
  },
  hello: (draft) => {
    draft.speak(draft.live === undefined ? 'hello-again' : 'hello-again-pending')
    draft.ask()
    return true
  },
  thanks: tell('thanks'),
}

/** A stopped frame is called by its first words: the client's code name. */
function nameOf({ flow, answers }: Frame): { label: Param; names: readonly string[] } {
  const words = answers.flatMap(({ value }) => (value.kind === 'text' ? [value.text] : []))
  return {
    label: { page: 'resume/label', with: { title: { title: flow }, name: { brief: words[0] ?? '' } } },
    names: words.slice(0, 2),
  }
}

/** Going on without a new answer: the one that was revisited stays as it was. */
function keepRevisited(draft: Draft): boolean {
  const live = draft.live
  if (live !== undefined) draft.setTop({ ...live.frame, revisiting: null })
  draft.speak('repair/kept-as-it-was')
  draft.ask()
  return true
}

/** Carries out a command. False when it is none here after all, and the words are to be read as an answer. */
export function obey(draft: Draft, command: Command): boolean {
  return HANDLERS[command](draft)
}
