import { goOn as GO_ON } from '../../flows/go-on/machine.ts'
import { FLOWS } from '../../flows/index.ts'
import type { Flow, FlowInput } from '../../flows/shared/flow.ts'
import type { Option, Param } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { valueParam } from '../../flows/shared/value.ts'
import type { Reminder, ReminderSettings } from '../reminders/reminder.ts'
import type { CaseNote, CaseRecord } from './case.ts'
import {
  endingOf,
  type LiveFrame,
  listedStepsOf,
  pendingQuestion,
  type Step,
  startFrame,
  stepsOf,
  wakeFrame,
} from './frame.ts'
import { recordIdOf } from './frame-record.ts'
import type { Incident } from './incident.ts'
import type { Knowledge } from './knowledge.ts'
import type { Answer, Frame, Session } from './session.ts'
import type { Effect, Memory, Moment, Turn, TurnEvent } from './turn.ts'

/** At most so many stopped flows are kept; the oldest makes room. */
const SHELF = 5

/**
 * A turn in the making: collects what is said and what changes while one message is dealt with.
 *
 * It lives for one call of `takeTurn` only; what it was made from is never changed.
 */
export class Draft {
  readonly knowledge: Knowledge
  event: TurnEvent
  /** The message as it was sent: a contract is read unmasked. */
  raw = ''
  /** The text of a contract that is in memory. */
  held: string | null
  now: Moment
  session: Session
  cases: readonly CaseRecord[]
  incidents: readonly Incident[]
  reminders: readonly Reminder[]
  settings: ReminderSettings
  /** How many message ids are kept to notice replays, and how many of the person's handles. */
  readonly ids: { readonly messages: number; readonly handles: number }
  /** The id of the message before this one, as far as ids are kept. */
  readonly before: string | undefined
  /** They had been told that their data is about to be erased, and this is the first that is heard since. */
  readonly wasWarned: boolean
  readonly hasCode: boolean
  readonly say: Saying[] = []
  /** The conversation that has ended in this turn. */
  ended: Frame | undefined
  /** What was said before a plain yes to what it was taken for. */
  meant: string | undefined
  /** The person has said that the words are the answer. */
  isSure = false
  /** Set when the message, or a part of it, is to be heard as the answer to what is pending now. */
  hearAgain = false
  /** A frame never changes, so it is brought to life once. */
  #awake: { readonly frame: Frame; readonly live: LiveFrame } | undefined
  readonly effects: Effect[] = []

  constructor(memory: Memory, event: TurnEvent, now: Moment, knowledge: Knowledge) {
    this.session = memory.session
    this.cases = memory.cases
    this.incidents = memory.incidents
    this.reminders = memory.reminders
    this.settings = memory.settings
    this.ids = { messages: memory.taken?.length ?? 0, handles: memory.aliases?.length ?? 0 }
    const earlier = (memory.taken ?? []).filter((id) => id !== event.id)
    this.before = earlier.at(-1)
    this.hasCode = memory.code !== undefined
    this.wasWarned = memory.expiry !== undefined
    this.event = event
    this.held = memory.held
    this.now = now
    this.knowledge = knowledge
  }

  get turn(): Turn {
    return { session: this.session, say: this.say, effects: this.effects }
  }

  /** The frame that is talking, brought to life; undefined when nothing is pending. */
  get live(): LiveFrame | undefined {
    const frame = this.session.frames.at(-1)
    if (frame !== this.#awake?.frame) {
      const flow = frame && FLOWS[frame.flow]
      this.#awake = frame && flow && { frame, live: wakeFrame(flow, frame) }
    }
    return this.#awake?.live
  }

  /** What the person wrote, as it is matched and kept: sensitive spans masked. */
  get text(): string {
    return this.event.text
  }

  speak(page: string, rest: Omit<Saying, 'page'> = {}): void {
    this.say.push({ page, ...rest })
  }

  /** Offers sections to be shown on "展开", instead of those offered before. */
  offerMore(pages: readonly string[]): void {
    this.session = { ...this.session, more: pages }
  }

  /** The code names of everybody there is a record of, or a conversation about. */
  clients(): ReadonlySet<string> {
    const begun = [...this.session.frames, ...this.session.shelved].flatMap(({ answers }) =>
      answers.flatMap(({ questionId, value }) =>
        questionId === 'client' && value.kind === 'text' ? [value.text] : [],
      ),
    )
    return new Set([...this.cases.map(({ client }) => client), ...begun])
  }

  /** Puts the frame on top in place of the one that is there. */
  setTop(frame: Frame): void {
    this.session = { ...this.session, frames: [...this.session.frames.slice(0, -1), frame] }
  }

  push(flow: Flow, input: FlowInput, answers: readonly Answer[] = []): void {
    const { frame } = startFrame(flow, input, this.now.at, answers)
    this.session = { ...this.session, frames: [...this.session.frames, frame] }
  }

  /** Takes such frames away, wherever they are. */
  dropFrames(isGone: (frame: Frame) => boolean): void {
    const left = (frames: readonly Frame[]) => frames.filter((frame) => !isGone(frame))
    this.session = { ...this.session, frames: left(this.session.frames), shelved: left(this.session.shelved) }
  }

  pop(): void {
    this.session = { ...this.session, frames: this.session.frames.slice(0, -1) }
  }

  /** Takes away a conversation that is over in the flow's present version: there is nothing left to ask in it. */
  dropEnded(): void {
    while (this.live !== undefined && pendingQuestion(this.live) === undefined) this.pop()
  }

  /** Takes the frame off the stack and keeps it for "继续", if it holds anything worth keeping. */
  shelve(): boolean {
    const frame = this.session.frames.at(-1)
    this.pop()
    if (frame === undefined || frame.answers.length === 0 || !FLOWS[frame.flow]?.keeps) return false
    this.session = { ...this.session, shelved: [...this.session.shelved, frame].slice(-SHELF) }
    return true
  }

  /** Takes up again a frame that was stopped, named by when it was started. */
  unshelve(startedAt: string): void {
    const frame = this.session.shelved.find((one) => String(one.startedAt) === startedAt)
    if (frame === undefined) return
    const shelved = this.session.shelved.filter((one) => one !== frame)
    this.session = { ...this.session, shelved, frames: [...this.session.frames, frame] }
  }

  /**
   * Something else is done: back to what was under it. A conversation with answers in it is not forced on anybody, so
   * the person is asked whether to go on; anything else is simply asked again. After two messages to forward there is
   * no room to ask: it is kept for 继续.
   */
  comeBack(): void {
    this.dropEnded()
    const below = this.session.frames.at(-1)
    if (below === undefined) return
    if (!FLOWS[below.flow]?.keeps || below.answers.length === 0) {
      this.speak('repair/back-to', { asks: true })
      this.ask()
      return
    }
    const toForward = this.say.filter(({ alone }) => alone).length
    if (toForward > 1) {
      shelvesTop(this, undefined)
      this.say.splice(Math.max(0, this.say.findIndex(({ alone }) => alone) - 1), 0, { page: 'repair/kept-for-later' })
      return
    }
    const live = this.live
    const question = live && pendingQuestion(live)
    const where = { name: nameOf(below), title: { title: question?.page ?? below.flow } }
    this.push(GO_ON, { where })
    this.ask()
  }

  /** The client's code name that was given in a conversation; undefined as long as none was. */
  nameIn({ answers }: Frame): string | undefined {
    const value = answers.find(({ questionId }) => questionId === 'client')?.value
    return value?.kind === 'text' ? value.text : undefined
  }

  /** What was added later to the record that a conversation changes. */
  notesOf({ flow, input }: Frame): readonly CaseNote[] {
    return this.cases.find((record) => record.id === input.caseId && record.flow === flow)?.notes ?? []
  }

  /** What holds no answers worth keeping makes room for what is asked for now, so that nothing piles up. */
  dropPassing(): void {
    for (let top = this.session.frames.at(-1); top && !FLOWS[top.flow]?.keeps; top = this.session.frames.at(-1))
      this.pop()
  }

  /** What has just been asked is answered already, or something else is asked instead. */
  dropQuestions(): void {
    this.say.splice(0, this.say.length, ...this.say.filter(({ asks }) => !asks))
  }

  /** The rest of the message is to be heard as the answer to what has just been asked. */
  hearInstead(words: string): void {
    this.dropQuestions()
    this.event = { ...this.event, text: words }
    this.hearAgain = true
  }

  /** With several clients, says whose record the next answer goes into. */
  sayWhose({ flow, frame }: LiveFrame): void {
    if (!flow.keeps || frame.answers.length === 0 || this.clients().size < 2) return
    this.speak('repair/whose', { asks: true, with: { name: nameOf(frame) } })
  }

  /** Says what comes before the pending question (a message to forward, say), then asks it. */
  arrive(): void {
    if (this.live !== undefined && this.live.frame.revisiting === null) this.say.push(...endingOf(this.live).say)
    this.ask()
  }

  /** Asks the pending question; nothing when there is none. */
  ask(): void {
    const live = this.live
    const question = live && pendingQuestion(live)
    if (live === undefined || question === undefined) return
    this.sayWhose(live)
    if (question.kind === 'contract' && this.session.pasted > 0 && this.held !== null) {
      this.speak('nda/got-part', { asks: true, with: { count: this.session.pasted } })
      return
    }
    if (question.kind === 'review') {
      this.speak(question.page, {
        asks: true,
        options: [...listedStepsOf(live).map(row), ...this.notesOf(live.frame).map(noteRow)],
      })
      return
    }
    if (live.frame.revisiting !== null) {
      const step = stepsOf(live).find((one) => one.question.id === live.frame.revisiting)
      if (step)
        this.speak('repair/now-recorded', {
          asks: true,
          with: { value: { brief: valueParam(step.question, step.answer.value) } },
        })
    }
    this.speak(question.page, {
      asks: true,
      ...(question.with && { with: question.with }),
      ...(question.options && {
        options: question.options.map(({ id, label }): Param => label ?? { option: id, of: question.page }),
      }),
    })
  }
}

/** Everything under way but `except` is stopped and kept, so that another conversation can take its place. */
export function shelvesTop(draft: Draft, except: Frame | undefined): void {
  if (except !== undefined) draft.dropFrames((frame) => frame === except)
  const before = draft.session.frames.length
  for (let left = before; left > 0; left--) draft.shelve()
}

/** A conversation is called by its client's code name, or its record's name, or by its topic as long as none is known. */
export function nameOf({ flow, answers, input }: Frame): Param {
  const client = answers.find(({ questionId }) => questionId === 'client')?.value
  if (client?.kind === 'text') return { brief: client.text }
  const options = (input as { readonly records?: readonly Option[] }).records ?? []
  const chosen = options.find(({ id }) => id === recordIdOf({ input, answers }))?.label
  if (chosen !== undefined) return { brief: chosen }
  const record = (input.record ?? null) as Param | null
  return record === null ? { title: flow } : { brief: record }
}

/** A requirement that was added later, as a line. */
export function noteRow({ text }: CaseNote): Param {
  return { page: 'answer/row', with: { title: { title: 'records/ask-note' }, value: { brief: text } } }
}

/** One answered question as a line: its title and what was answered, shortened. */
export function row({ question, answer }: Step): Param {
  return {
    page: 'answer/row',
    with: { title: { title: question.page }, value: { brief: valueParam(question, answer.value) } },
  }
}
