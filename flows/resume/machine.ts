import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, FlowInput, StateMeta } from '../shared/flow.ts'
import type { Option } from '../shared/question.ts'
import { recordAnswer } from '../shared/record-answer.ts'

/** The stopped frames to choose from, newest first. */
export interface ResumeInput extends FlowInput {
  readonly frames: readonly Option[]
}

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    resumeFrame: (_, _params: { frame: string }) => {},
  },
}).createMachine({
  id: 'resume',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askFrame',
  states: {
    askFrame: {
      meta: {
        question: ({ input }) => ({
          id: 'frame',
          page: 'resume/ask',
          kind: 'choice',
          options: (input as ResumeInput).frames,
        }),
      } satisfies StateMeta,
      on: {
        ANSWERED: {
          target: 'chosen',
          actions: [
            'record',
            {
              type: 'resumeFrame',
              params: ({ event }) => ({ frame: event.value.kind === 'choice' ? event.value.id : '' }),
            },
          ],
        },
      },
    },
    chosen: { type: 'final' },
  },
})

/** "继续" when several conversations were stopped: which one. */
export const resume: Flow = { id: 'resume', version: 1, machine, opening: [], keeps: false }
