import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, FlowInput, StateMeta } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'
import { recordAnswer } from '../shared/record-answer.ts'

/** Whose record is to be moved, found by the code with this salt, and when that was asked (epoch ms). */
export interface RecoverInput extends FlowInput {
  readonly owner: string
  readonly codeSalt: string
  readonly askedAt: number
  /** What would come, and what is here already; null: nothing. */
  readonly what: Param
  readonly own: Param | null
}

const inputOf = ({ input }: FlowContext): RecoverInput => input as RecoverInput

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    moveRecord: (_, _params: { owner: string; codeSalt: string; askedAt: number }) => {},
  },
  guards: { isYes: ({ event }) => event.value.kind === 'yes' },
}).createMachine({
  id: 'recover',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askMove',
  states: {
    askMove: {
      meta: {
        question: (context) => {
          const { what, own } = inputOf(context)
          const asked = { id: 'move', kind: 'yesno', irreversible: true } as const
          return own === null
            ? { ...asked, page: 'recover/ask', with: { what } }
            : { ...asked, page: 'recover/ask-both', with: { what, own } }
        },
      } satisfies StateMeta,
      on: {
        ANSWERED: [
          {
            guard: 'isYes',
            target: 'moving',
            actions: [
              'record',
              {
                type: 'moveRecord',
                params: ({ context }) => {
                  const { owner, codeSalt, askedAt } = inputOf(context)
                  return { owner, codeSalt, askedAt }
                },
              },
            ],
          },
          { target: 'kept', actions: 'record' },
        ],
      },
    },
    moving: { type: 'final', meta: {} satisfies StateMeta },
    kept: { type: 'final', meta: { say: () => [{ page: 'recover/kept' }] } satisfies StateMeta },
  },
})

/** A recovery code was right: asked once more before the record moves to the handle that said it. */
export const recover: Flow = { id: 'recover', version: 1, machine, opening: [], keeps: false }
