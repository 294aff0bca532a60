import { FLOWS } from '../../flows/index.ts'
import { labelOf } from '../../flows/records/rules.ts'
import type { FlowContext } from '../../flows/shared/flow.ts'
import type { PickInput } from '../../flows/shared/pick.ts'
import type { Option, Param, Question } from '../../flows/shared/question.ts'
import { giveAnswer } from './answer.ts'
import { begin } from './begin-incident.ts'
import { sendToCalendar } from './calendar.ts'
import { sayQuestions, sayQuestionsIn, sendReview, showNext } from './contract-report.ts'
import { type Draft, nameOf, row } from './draft.ts'
import { sayHowLong } from './expiry.ts'
import { type LiveFrame, listedStepsOf, pendingQuestion, questionsAhead, stepsOf } from './frame.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { handleTogether, openIncidents, sayWhere, showIncidents } from './incidents.ts'
import { dropLast, keepsAnything, sayWhetherKept } from './kept-of-last.ts'
import type { Command } from './knowledge.ts'
import { sayLastAgain, setAside } from './last-said.ts'
import { exportOwnData, showOwnData } from './own-data.ts'
import { keepTaken, offerPresets } from './presets.ts'
import { openMeant, openRecords, startRecordAgain } from './records.ts'
import { giveCode } from './recover.ts'
import { beginReminder } from './remind-request.ts'
import { showReminders } from './reminder-list.ts'
import { takeOffered } from './reminder-offer.ts'
import { endQuietHours, letDeadlinesPass, turnOff, turnOn } from './reminder-settings.ts'
import { skipTold } from './reminder-told.ts'
import { leavePick } from './reminders.ts'
import type { Frame } from './session.ts'

type Handler = (draft: Draft) => unknown

/** Says a page and asks the pending question again. */
const tell =
  (page: string): Handler =>
  (draft) => {
    draft.speak(page)
    draft.ask()
  }

const HANDLERS: Readonly<Record<Command, Handler>> = {
  menu: (draft) => {
    const isFree = draft.live === undefined
    draft.speak(isFree ? 'menu' : 'menu-words')
    draft.ask()
  },
  more: (draft) => {
    if (showNext(draft)) return
    const [page, ...rest] = draft.session.more
    if (page === undefined) return tell('more/nothing')(draft)
    draft.speak(page, { part: 'whole' })
    draft.offerMore(rest)
    if (rest.length > 0) draft.speak('more/next', { with: { titles: { list: rest.map((title) => ({ title })) } } })
    draft.ask()
  },
  records: (draft) => openRecords(draft, null),
  amend: (draft) => openMeant(draft, 'amend'),
  close: (draft) => openMeant(draft, 'close'),
  drop: (draft) => openMeant(draft, 'delete'),
  privacy: tell('privacy'),
  mine: showOwnData,
  export: exportOwnData,
  keeping: (draft) => {
    sayHowLong(draft)
    draft.ask()
  },
  questions: sayQuestions,
  english: (draft) => sayQuestionsIn(draft, 'english'),
  chinese: (draft) => sayQuestionsIn(draft, 'chinese'),
  review: sendReview,
  code: giveCode,
  'code-how': tell('recover/how'),
  moved: tell('recover/new-handle'),
  last: sayWhetherKept,
  'drop-last': dropLast,
  known: (draft) => tell(keepsAnything(draft) ? 'mine/known' : 'mine/not-known')(draft),
  'where-contract': tell('mine/where-contract'),
  where: tell('mine/where'),
  'who-sees': tell('mine/who-sees'),
  tells: tell('mine/tells'),
  police: tell('mine/police'),
  safe: tell('mine/safe'),
  reach: tell('mine/reach'),
  human: tell('human'),
  handle: handleTogether,
  anew: begin,
  incidents: showIncidents,
  lawyer: tell('incident/when-help'),
  forget: (draft) => {
    draft.dropFrames((frame) => !FLOWS[frame.flow]?.keeps)
    draft.push(FLOWS.forget as NonNullable<(typeof FLOWS)[string]>, {
      incidents: openIncidents(draft).map(({ number }) => number),
    })
    draft.ask()
  },
  cancel: (draft) => {
    if (draft.live === undefined) {
      if (!setAside(draft)) tell('repair/nothing-to-cancel')(draft)
      return
    }
    if (keepTaken(draft, draft.live)) return draft.comeBack()
    draft.speak(draft.shelve() ? 'repair/shelved' : 'repair/cancelled')
    draft.comeBack()
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
  },
  skip: (draft) => {
    const live = draft.live
    const question = live && pendingQuestion(live)
    if (live === undefined && skipTold(draft)) return
    if (live === undefined && draft.session.more.length > 0) return HANDLERS.more(draft)
    if (live === undefined || question === undefined) return tell('repair/nothing-pending')(draft)
    if (live.frame.revisiting !== null) return keepRevisited(draft)
    if (!question.skippable) return tell(whyNotSkip(live, question))(draft)
    giveAnswer(draft, live, question, { kind: 'skipped' })
  },
  again: (draft) => {
    if (draft.live !== undefined) {
      draft.speak('repair/again')
      draft.arrive()
    } else if (!sayLastAgain(draft)) tell('menu')(draft)
  },
  resume: (draft) => {
    if (draft.live?.frame.revisiting) return keepRevisited(draft)
    if (draft.live?.flow.id === 'resume') return tell('repair/again')(draft)
    const { frames, shelved } = draft.session
    const isWaiting = shelved.length > 0 || frames.some(({ flow }) => FLOWS[flow]?.keeps)
    if (draft.live?.flow.id !== 'heard' && draft.live?.flow.keeps === false && isWaiting) {
      draft.dropPassing()
      if (draft.live !== undefined) return tell('repair/resumed')(draft)
    }
    if (isJustBegun(draft)) {
      draft.pop()
      return tell('repair/resumed')(draft)
    }
    if (draft.live !== undefined) return tell(shelved.length > 0 ? 'repair/finish-first' : 'repair/going-on')(draft)
    const [only] = shelved
    if (only === undefined) return tell('repair/nothing-to-resume')(draft)
    if (shelved.length > 1) {
      const options = shelved.toReversed().map(shelvedOption)
      draft.push(FLOWS.resume as NonNullable<(typeof FLOWS)[string]>, { options } satisfies PickInput)
      draft.ask()
      return
    }
    draft.unshelve(String(only.startedAt))
    return tell('repair/resumed')(draft)
  },
  restart: (draft) => {
    const live = draft.live
    if (live === undefined) return tell('repair/nothing-pending')(draft)
    if (startRecordAgain(draft, live.frame)) return
    const isKept = draft.shelve()
    draft.push(live.flow, live.frame.input)
    return tell(isKept ? 'repair/restarted-kept' : 'repair/restarted')(draft)
  },
  status: (draft) => {
    const live = draft.live
    const question = live && pendingQuestion(live)
    if (live === undefined || question === undefined) return tell('repair/nothing-pending')(draft)
    if (isIncidentFrame(live.frame)) {
      sayWhere(draft, live, question)
      draft.ask()
      return
    }
    const steps = stepsOf(live)
    const ahead = questionsAhead(live).filter(({ kind }) => kind !== 'review')
    const count = steps.length + Math.max(1, ahead.length)
    if (count === 1) draft.speak('repair/status-one', { with: { title: { title: question.page } } })
    else draft.speak('repair/status', { with: { name: subjectOf(live, question), number: steps.length + 1, count } })
    const listed = listedStepsOf(live)
    if (listed.length > 0) draft.speak('repair/status-answered', { with: { items: { lines: listed.map(row) } } })
    const open = ahead.slice(1).map(({ page }) => ({ title: page }))
    if (open.length > 0) draft.speak('repair/status-open', { with: { titles: { list: open } } })
    draft.ask()
  },
  why: (draft) => {
    const live = draft.live
    const question = live && pendingQuestion(live)
    if (question === undefined) return tell('menu')(draft)
    if (draft.knowledge.page(question.page)?.hasMore) draft.speak(question.page, { part: 'more' })
    else draft.speak('repair/why')
    draft.ask()
  },
  hello: (draft) => {
    draft.speak(draft.live === undefined ? 'hello-again' : 'hello-again-pending')
    draft.ask()
  },
  thanks: tell('thanks'),
  remind: (draft) => {
    if (takeOffered(draft)) return
    beginReminder(draft, '')
    draft.ask()
  },
  reminders: showReminders,
  reminding: tell('remind/what-i-can'),
  presets: offerPresets,
  'reminders-off': turnOff,
  'reminders-on': turnOn,
  'quiet-off': endQuietHours,
  'quiet-how': tell('remind/quiet-how'),
  pressing: letDeadlinesPass,
  calendar: sendToCalendar,
}

/** Whom the conversation is about: a client, or the record that is being closed; else what is being asked. */
function subjectOf({ flow, frame, snapshot }: LiveFrame, { page }: Question): Param {
  if (flow.keeps) return nameOf(frame)
  const record = flow.id === 'records' ? labelOf(snapshot.context as FlowContext) : ''
  return record === '' ? { title: page } : record
}

/** What is said instead of skipping, and what else can be done. */
function whyNotSkip({ flow }: LiveFrame, { irreversible, unsure, suggestion }: Question): string {
  if (irreversible) return 'repair/keep-if-unsure'
  if (suggestion !== undefined) return 'repair/need-no-name'
  if (unsure) return 'repair/cannot-skip-unsure'
  return flow.keeps ? 'repair/cannot-skip' : 'repair/cannot-skip-step'
}

function shelvedOption(frame: Frame): Option {
  const words = frame.answers.flatMap(({ value }) => (value.kind === 'text' ? [value.text] : []))
  const label = { page: 'resume/label', with: { title: { title: frame.flow }, name: nameOf(frame) } }
  return { id: String(frame.startedAt), label, names: words.slice(0, 2) }
}

/** Was something else begun on top of what was being filled in, and nothing of it answered? */
function isJustBegun({ session }: Draft): boolean {
  const top = session.frames.at(-1)
  const below = session.frames.at(-2)
  const keeps = (frame: Frame | undefined) => frame !== undefined && FLOWS[frame.flow]?.keeps === true
  return top?.answers.length === 0 && keeps(top) && keeps(below)
}

/** Going on without a new answer: the one that was revisited stays as it was. */
function keepRevisited(draft: Draft): void {
  const live = draft.live
  if (live !== undefined) draft.setTop({ ...live.frame, revisiting: null })
  draft.speak('repair/kept-as-it-was')
  if (draft.live !== undefined && pendingQuestion(draft.live) === undefined) draft.pop()
  draft.ask()
}

/** Commands that concern the question itself; asked whether to go on, or whether we heard right, the person means the one under it. */
const ABOUT_THE_QUESTION: ReadonlySet<Command> = new Set(['back', 'skip', 'again', 'restart', 'status', 'why'])

/** Commands about reminders: which of some others was meant is not asked any more. */
const ABOUT_REMINDERS: ReadonlySet<Command> = new Set([
  'remind',
  'reminders',
  'presets',
  'reminders-off',
  'reminders-on',
  'calendar',
])

/** Carries out a command. */
export function obey(draft: Draft, command: Command): void {
  if (ABOUT_REMINDERS.has(command)) leavePick(draft)
  const live = draft.live
  if (live?.flow.id === 'go-on') {
    const question = pendingQuestion(live) as Question
    if (command === 'resume' || command === 'cancel') {
      giveAnswer(draft, live, question, { kind: command === 'resume' ? 'yes' : 'no' })
      return
    }
    if (ABOUT_THE_QUESTION.has(command)) draft.pop()
  } else if (live?.flow.id === 'heard') {
    if (command === 'cancel') {
      giveAnswer(draft, live, pendingQuestion(live) as Question, { kind: 'no' })
      return
    }
    if (ABOUT_THE_QUESTION.has(command)) draft.pop()
  }
  HANDLERS[command](draft)
}
