import { assign, setup } from 'xstate'
import type { Answered, Answers, Flow, FlowContext, FlowInput, NewReminder, StateMeta } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'
import { recordAnswer, withAnswer } from '../shared/record-answer.ts'
import { isKnown, timeOf, timeQuestion } from '../shared/time-question.ts'

/** What the flow starts with: one of the guidance's reminders for a client, if it is that; its `what` is given, then. */
interface RemindInput extends FlowInput {
  readonly preset?: string
  readonly caseId?: string | null
}

const asks = (meta: StateMeta): StateMeta => meta

/** What the question is about, so that one that comes back after another is understood. */
const aboutOf = ({ what }: Answers): Param =>
  what?.kind === 'text' ? { page: 'remind/about', with: { what: { brief: what.text } } } : ''

/** What is to be set; the answer that is just being given counts. */
function wanted({ context, event }: { context: FlowContext; event: Answered }): { reminders: readonly NewReminder[] } {
  const answers = withAnswer(context, event)
  const time = timeOf(answers, 'when')
  const { what } = answers
  if (!isKnown(time)) return { reminders: [] }
  const { preset, caseId } = context.input as RemindInput
  const text = what?.kind === 'text' ? what.text : null
  return { reminders: [{ text, preset: preset ?? null, caseId: caseId ?? null, schedule: time.schedule }] }
}

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    setReminders: (_, _params: { reminders: readonly NewReminder[] }) => {},
  },
  guards: {
    isKnown: ({ context, event }) => isKnown(timeOf(withAnswer(context, event), 'when')),
  },
}).createMachine({
  id: 'remind',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askWhat',
  states: {
    askWhat: {
      meta: asks({ question: () => ({ id: 'what', page: 'remind/ask-what', kind: 'text', skippable: true }) }),
      on: { ANSWERED: { target: 'askWhen', actions: 'record' } },
    },
    askWhen: {
      meta: asks({
        question: ({ answers }) =>
          timeQuestion('when', timeOf(answers, 'when'), { page: 'remind/ask-when', with: { about: aboutOf(answers) } }),
      }),
      on: {
        ANSWERED: [
          {
            guard: 'isKnown',
            target: 'set',
            actions: ['record', { type: 'setReminders', params: wanted }],
          },
          { target: 'askWhen', actions: 'record' },
        ],
      },
    },
    set: { type: 'final' },
  },
})

/** "提醒我": of what, and when, as far as that was not said. */
export const remind: Flow = { id: 'remind', version: 1, machine, opening: [], keeps: false }
