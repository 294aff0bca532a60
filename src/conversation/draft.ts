import { FLOWS } from '../../flows/index.ts'
import type { Flow, FlowInput } from '../../flows/shared/flow.ts'
import type { Param } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { valueParam } from '../../flows/shared/value.ts'
import type { CaseRecord } from './case.ts'
import { type LiveFrame, pendingQuestion, type Step, startFrame, stepsOf, wakeFrame } from './frame.ts'
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
  readonly event: TurnEvent
  readonly now: Moment
  session: Session
  cases: readonly CaseRecord[]
  readonly say: Saying[] = []
  readonly effects: Effect[] = []

  constructor(memory: Memory, event: TurnEvent, now: Moment, knowledge: Knowledge) {
    this.session = memory.session
    this.cases = memory.cases
    this.event = event
    this.now = now
    this.knowledge = knowledge
  }

  get turn(): Turn {
    return { session: this.session, say: this.say, effects: this.effects }
  }

  /** The frame that is talking, brought to life; undefined when nothing is pending. */
  get live(): LiveFrame | undefined {
    const frame = this.session.frames.at(-1)
    const flow = frame && FLOWS[frame.flow]
    return frame && flow && wakeFrame(flow, frame)
  }

  speak(page: string, rest: Omit<Saying, 'page'> = {}): void {
    this.say.push({ page, ...rest })
  }

  /** Offers sections to be shown on "展开", instead of those offered before. */
  offerMore(pages: readonly string[]): void {
    this.session = { ...this.session, more: pages }
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

  /** Asks the pending question; nothing when there is none. */
  ask(): void {
    const live = this.live
    const question = live && pendingQuestion(live)
    if (live === undefined || question === undefined) return
    const steps = stepsOf(live)
    if (question.kind === 'review') {
      this.speak(question.page, { options: steps.map((step) => row(step)) })
      return
    }
    if (live.frame.revisiting !== null) {
      const step = steps.find((one) => one.question.id === live.frame.revisiting)
      if (step)
        this.speak('repair/now-recorded', {
          with: { value: { brief: valueParam(step.question, step.answer.value) } },
        })
    }
    this.speak(question.page, {
      ...(question.with && { with: question.with }),
      ...(question.options && {
        options: question.options.map(({ id, label }): Param => label ?? { option: id, of: question.page }),
      }),
    })
  }
}

/** One answered question as a line: its title and what was answered, shortened. */
export function row({ question, answer }: Step): Param {
  return {
    page: 'answer/row',
    with: { title: { title: question.page }, value: { brief: valueParam(question, answer.value) } },
  }
}
