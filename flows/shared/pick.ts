import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, FlowInput, StateMeta } from './flow.ts'
import type { Option } from './question.ts'
import { recordAnswer } from './record-answer.ts'

/** What there is to pick from; the labels were made when the flow was started. */
export interface PickInput extends FlowInput {
  readonly options: readonly Option[]
}

/** Makes a flow that asks for one of several things and hands the choice on by the action `picked`. */
export function pickFlow(id: string, page: string): Flow {
  const machine = setup({
    types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
    actions: {
      record: assign(({ context, event }) => recordAnswer({ context, event })),
      picked: (_, _params: { what: string; id: string }) => {},
    },
  }).createMachine({
    id,
    context: ({ input }) => ({ input, answers: {} }),
    initial: 'ask',
    states: {
      ask: {
        meta: {
          question: ({ input }) => ({ id: 'pick', page, kind: 'choice', options: (input as PickInput).options }),
        } satisfies StateMeta,
        on: {
          ANSWERED: {
            target: 'picked',
            actions: [
              'record',
              {
                type: 'picked',
                params: ({ event }) => ({ what: id, id: event.value.kind === 'choice' ? event.value.id : '' }),
              },
            ],
          },
        },
      },
      picked: { type: 'final' },
    },
  })
  return { id, version: 1, machine, opening: [], keeps: false }
}
