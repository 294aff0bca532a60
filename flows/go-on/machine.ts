import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import type { Params } from '../shared/question.ts'
import { recordAnswer } from '../shared/record-answer.ts'

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: { record: assign(({ context, event }) => recordAnswer({ context, event })), stopBelow: () => {} },
  guards: { isYes: ({ event }) => event.value.kind === 'yes' },
}).createMachine({
  id: 'go-on',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'ask',
  states: {
    ask: {
      meta: {
        question: ({ input }) => ({ id: 'go-on', page: 'go-on/ask', kind: 'yesno', with: input.where as Params }),
      } satisfies StateMeta,
      on: {
        ANSWERED: [
          { guard: 'isYes', target: 'goesOn', actions: 'record' },
          { target: 'stops', actions: ['record', { type: 'stopBelow', params: {} }] },
        ],
      },
    },
    goesOn: { type: 'final' },
    stops: { type: 'final' },
  },
})

/** After something else was done in between: says where we were and asks whether to go on. */
export const goOn: Flow = { id: 'go-on', version: 1, machine, opening: [], keeps: false }
