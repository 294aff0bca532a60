import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import { recordAnswer } from '../shared/record-answer.ts'

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    hearSpoken: (_, _params: { words: string }) => {},
  },
  guards: { isYes: ({ event }) => event.value.kind === 'yes' },
}).createMachine({
  id: 'heard',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'ask',
  states: {
    ask: {
      meta: {
        question: ({ input }) => ({
          id: 'heard',
          page: 'heard/ask',
          kind: 'yesno',
          with: { words: String(input.words) },
        }),
      } satisfies StateMeta,
      on: {
        ANSWERED: [
          {
            guard: 'isYes',
            target: 'right',
            actions: [
              'record',
              { type: 'hearSpoken', params: ({ context }) => ({ words: String(context.input.words) }) },
            ],
          },
          { target: 'wrong', actions: 'record' },
        ],
      },
    },
    right: { type: 'final' },
    wrong: { type: 'final', meta: { say: () => [{ page: 'heard/say-again' }] } satisfies StateMeta },
  },
})

/**
 * Repeats what a voice message was understood as, and asks before it is taken as an answer: a transcript gets names and
 * numbers wrong.
 */
export const heard: Flow = { id: 'heard', version: 1, machine, opening: [], keeps: false }
