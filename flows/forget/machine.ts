import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import { recordAnswer } from '../shared/record-answer.ts'

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    forgetOwner: () => {},
  },
  guards: { isYes: ({ event }) => event.value.kind === 'yes' },
}).createMachine({
  id: 'forget',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askForget',
  states: {
    askForget: {
      meta: {
        question: ({ input }) => {
          const [first, ...others] = Array.isArray(input.incidents) ? (input.incidents as readonly number[]) : []
          const asked = { id: 'forget', kind: 'yesno', irreversible: true } as const
          return first === undefined
            ? { ...asked, page: 'forget/ask' }
            : {
                ...asked,
                page: 'forget/ask-incident',
                with: { number: first, incidents: { list: [first, ...others] } },
              }
        },
      } satisfies StateMeta,
      on: {
        ANSWERED: [
          { guard: 'isYes', target: 'forgotten', actions: ['record', { type: 'forgetOwner', params: {} }] },
          { target: 'kept', actions: 'record' },
        ],
      },
    },
    forgotten: { type: 'final', meta: { say: () => [{ page: 'forget/done' }] } satisfies StateMeta },
    kept: { type: 'final', meta: { say: () => [{ page: 'forget/kept' }] } satisfies StateMeta },
  },
})

/** "删除我的数据": asked once more, because it cannot be undone. */
export const forget: Flow = { id: 'forget', version: 1, machine, opening: [], keeps: false }
