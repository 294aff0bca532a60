import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'
import { recordAnswer } from '../shared/record-answer.ts'

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    openInstead: (_, _params: { caseId: string }) => {},
  },
  guards: { isYes: ({ event }) => event.value.kind === 'yes' },
}).createMachine({
  id: 'existing',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'ask',
  states: {
    ask: {
      meta: {
        question: ({ input }) => ({
          id: 'existing',
          page: 'records/ask-existing',
          kind: 'yesno',
          with: { record: input.record as Param },
        }),
      } satisfies StateMeta,
      on: {
        ANSWERED: [
          {
            guard: 'isYes',
            target: 'changes',
            actions: [
              'record',
              { type: 'openInstead', params: ({ context }) => ({ caseId: String(context.input.caseId) }) },
            ],
          },
          { target: 'another', actions: 'record' },
        ],
      },
    },
    changes: { type: 'final' },
    another: { type: 'final', meta: { say: () => [{ page: 'records/another' }] } satisfies StateMeta },
  },
})

/** There is a record of that client and project already: is it to be changed, or is this another one? */
export const existing: Flow = { id: 'existing', version: 1, machine, opening: [], keeps: false }
