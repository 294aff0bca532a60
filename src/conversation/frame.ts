import type { AnyMachineSnapshot } from 'xstate'
import type { Answered, Flow, FlowAction, FlowContext, FlowInput, StateMeta } from '../../flows/shared/flow.ts'
import type { Question } from '../../flows/shared/question.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { firstStep, nextStep } from './machine-step.ts'
import type { Answer, Frame } from './session.ts'

/** A frame brought to life: where its machine stands, and what was asked on the way there. */
export interface LiveFrame {
  readonly flow: Flow
  readonly frame: Frame
  readonly snapshot: AnyMachineSnapshot
}

/** One answered question of a frame, in the order in which the flow asks. */
export interface Step {
  readonly question: Question
  readonly answer: Answer
}

/** Keeps answers to questions that have not come up yet: each is taken when its question does. */
export function keepForLater({ flow, frame }: LiveFrame, answers: readonly Answer[]): Frame {
  const ids = new Set(answers.map(({ questionId }) => questionId))
  const parked = [...frame.parked.filter(({ questionId }) => !ids.has(questionId)), ...answers]
  return replay(flow, { ...frame, parked }).live.frame
}

/** Starts a flow. Answers may be given beforehand (a filed record that is opened again). */
export function startFrame(flow: Flow, input: FlowInput, at: number, answers: readonly Answer[] = []): LiveFrame {
  const frame: Frame = {
    flow: flow.id,
    version: flow.version,
    input,
    answers,
    parked: [],
    revisiting: null,
    snapshot: null,
    misses: 0,
    startedAt: at,
  }
  return replay(flow, frame).live
}

/**
 * Brings a stored frame to life. The snapshot is only a cache: if it does not fit the machine any more, or the flow has
 * changed since, the answers are replayed.
 */
export function wakeFrame(flow: Flow, frame: Frame): LiveFrame {
  if (frame.version !== flow.version || frame.snapshot === null) return replay(flow, frame).live
  try {
    const snapshot = flow.machine.resolveState(frame.snapshot as Parameters<typeof flow.machine.resolveState>[0])
    return { flow, frame, snapshot }
  } catch {
    return replay(flow, frame).live
  }
}

/** The question that is pending, or undefined when the flow has ended. */
export function pendingQuestion(live: LiveFrame): Question | undefined {
  const { frame } = live
  if (frame.revisiting !== null) {
    const step = stepsOf(live).find(({ question }) => question.id === frame.revisiting)
    if (step !== undefined) return step.question
  }
  return questionOf(live.snapshot)
}

/** The answered questions that a review and a record show. */
export function listedStepsOf(live: LiveFrame): readonly Step[] {
  return stepsOf(live).filter(({ question }) => !question.unlisted)
}

/** The answered questions in the order in which the flow asks them. */
export function stepsOf({ flow, frame }: LiveFrame): readonly Step[] {
  return replay(flow, frame).steps
}

/**
 * Gives the answer to the pending question. Returns the frame after it and the actions that this answer asks for.
 *
 * An answer to a question that is revisited replaces the old one; later answers whose question no longer arises are
 * parked, and are taken up again if it does. When that ends the flow, what it does at its end is done.
 */
export function answerFrame(
  live: LiveFrame,
  answer: Answer,
): { live: LiveFrame; actions: readonly FlowAction[]; parked: readonly Answer[] } {
  const { flow, frame } = live
  // A question that is asked until it is settled (has the client confirmed?) has one answer, the last.
  const answers = [...frame.answers.filter(({ questionId }) => questionId !== answer.questionId), answer]
  if (frame.revisiting !== null) {
    const replayed = replay(flow, { ...frame, answers, revisiting: null, misses: 0 })
    const before = new Set(frame.parked.map(({ questionId }) => questionId))
    const arises = new Set(questionsAhead(replayed.live).map(({ id }) => id))
    const parked = replayed.live.frame.parked.filter(
      ({ questionId }) => !before.has(questionId) && !arises.has(questionId),
    )
    const isOver = replayed.live.snapshot.status === 'done'
    const acting = isOver ? (replayed.steps.at(-1)?.question.id ?? answer.questionId) : answer.questionId
    return { live: replayed.live, actions: replayed.actionsOf.get(acting) ?? [], parked }
  }
  const [snapshot, actions] = nextStep(flow.machine, live.snapshot, answeredEvent(answer))
  const next: Frame = { ...frame, answers, misses: 0 }
  const caughtUp = takeUpParked({ flow, frame: withSnapshot(next, snapshot), snapshot })
  return { live: caughtUp.live, actions: [...flowActions(actions), ...caughtUp.actions], parked: [] }
}

/**
 * The questions that will still be asked if the open ones are skipped: what is parked and among them comes back by
 * itself, and nobody need hear of it.
 */
export function questionsAhead(live: LiveFrame): readonly Question[] {
  const known = aheads.get(live.snapshot)
  if (known?.flow === live.flow && known.parked === live.frame.parked) return known.ahead
  const ahead = lookAhead(live)
  aheads.set(live.snapshot, { flow: live.flow, parked: live.frame.parked, ahead })
  return ahead
}

/** Neither a snapshot nor a list of answers ever changes, and a turn asks a dozen times what is ahead. */
const aheads = new WeakMap<
  AnyMachineSnapshot,
  { readonly flow: Flow; readonly parked: readonly Answer[]; readonly ahead: readonly Question[] }
>()

function lookAhead({ flow, frame, snapshot }: LiveFrame): readonly Question[] {
  const given = new Map(frame.parked.map(({ questionId, value }) => [questionId, value]))
  const ahead: Question[] = []
  let current = snapshot
  for (let question = questionOf(current); question !== undefined; question = questionOf(current)) {
    const { id } = question
    if (ahead.some((one) => one.id === id)) break
    ahead.push(question)
    const value = given.get(question.id) ?? { kind: 'skipped' }
    current = nextStep(flow.machine, current, {
      type: 'ANSWERED',
      questionId: question.id,
      value,
    } satisfies Answered)[0]
  }
  return ahead
}

/** The state's meaning for the conversation; every state of a flow that can be rested in has one. */
function metaOf(snapshot: AnyMachineSnapshot): StateMeta {
  const metas = Object.values(snapshot.getMeta() as Record<string, StateMeta | undefined>)
  return metas.find((meta) => meta !== undefined) ?? {}
}

/** What is said at the end of a flow, and what "展开" shows after it. */
export function endingOf({ snapshot }: LiveFrame): { say: readonly Saying[]; more: readonly string[] } {
  const meta = metaOf(snapshot)
  const context = snapshot.context as FlowContext
  return { say: meta.say?.(context) ?? [], more: meta.more?.(context) ?? [] }
}

function questionOf(snapshot: AnyMachineSnapshot): Question | undefined {
  return metaOf(snapshot).question?.(snapshot.context as FlowContext)
}

const answeredEvent = ({ questionId, value }: Answer): Answered => ({ type: 'ANSWERED', questionId, value })

function withSnapshot(frame: Frame, { value, context }: AnyMachineSnapshot): Frame {
  return { ...frame, snapshot: { value, context } }
}

/** Answers that were parked earlier and whose question has come up again are given without asking. */
function takeUpParked(live: LiveFrame): { live: LiveFrame; actions: readonly FlowAction[] } {
  const question = questionOf(live.snapshot)
  const again = question && live.frame.parked.find(({ questionId }) => questionId === question.id)
  if (again === undefined) return { live, actions: [] }
  const given = new Set(live.frame.answers.map(({ questionId }) => questionId))
  const replayed = replay(live.flow, live.frame)
  const taken = replayed.steps.filter((step) => !given.has(step.question.id))
  return { live: replayed.live, actions: taken.flatMap((step) => replayed.actionsOf.get(step.question.id) ?? []) }
}

interface Replayed {
  readonly live: LiveFrame
  readonly steps: readonly Step[]
  readonly actionsOf: ReadonlyMap<string, readonly FlowAction[]>
}

/** A frame never changes, and a turn asks for its steps a dozen times. */
const replays = new WeakMap<Frame, Replayed>()

function replay(flow: Flow, frame: Frame): Replayed {
  const known = replays.get(frame)
  if (known?.live.flow === flow) return known
  const replayed = fold(flow, frame)
  replays.set(frame, replayed)
  return replayed
}

/** Folds the answers from the start: the state is whatever comes out, the answers that were not asked for are parked. */
function fold(flow: Flow, frame: Frame): Replayed {
  const given = new Map([...frame.parked, ...frame.answers].map((answer) => [answer.questionId, answer]))
  const steps: Step[] = []
  const actionsOf = new Map<string, readonly FlowAction[]>()
  let [snapshot] = firstStep(flow.machine, frame.input)
  for (let question = questionOf(snapshot); question !== undefined; question = questionOf(snapshot)) {
    const answer = given.get(question.id)
    if (answer === undefined) break
    given.delete(question.id)
    steps.push({ question, answer })
    const [next, actions] = nextStep(flow.machine, snapshot, answeredEvent(answer))
    actionsOf.set(question.id, flowActions(actions))
    snapshot = next
  }
  const answers = steps.map(({ answer }) => answer)
  const fresh: Frame = { ...frame, version: flow.version, answers, parked: [...given.values()] }
  return { live: { flow, frame: withSnapshot(fresh, snapshot), snapshot }, steps, actionsOf }
}

const FLOW_ACTIONS: Readonly<Record<FlowAction['type'], true>> = {
  fileCase: true,
  gainTime: true,
  noteCase: true,
  mendNote: true,
  dropNote: true,
  closeCase: true,
  noteTalk: true,
  startClosing: true,
  deleteCase: true,
  forgetOwner: true,
  moveRecord: true,
  picked: true,
  stopBelow: true,
  hearSpoken: true,
  showCase: true,
  showMessage: true,
  openCase: true,
  openInstead: true,
  closeIncident: true,
  setReminders: true,
}

function flowActions(actions: readonly { type: string; params?: unknown }[]): FlowAction[] {
  return actions
    .filter(({ type }) => Object.hasOwn(FLOW_ACTIONS, type))
    .map(({ type, params }) => ({ type, params }) as FlowAction)
}
