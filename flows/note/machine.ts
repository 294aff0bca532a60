import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, FlowInput, StateMeta } from '../shared/flow.ts'
import type { Param } from '../shared/question.ts'
import { recordAnswer } from '../shared/record-answer.ts'

/** What the flow starts with: a requirement that was added later, and what its record is called. */
export interface NoteInput extends FlowInput {
  readonly caseId: string
  readonly noteId: string
  readonly record: Param
  readonly text: string
}

const inputOf = ({ input }: FlowContext): NoteInput => input as NoteInput

const ask: StateMeta = {
  question: (context) => ({
    id: 'note',
    page: 'records/ask-note-again',
    kind: 'choice',
    options: [{ id: 'drop' }],
    ownWords: true,
    skippable: true,
    with: { record: inputOf(context).record, note: { brief: inputOf(context).text } },
  }),
}

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    mendNote: (_, _params: { caseId: string; noteId: string; text: string }) => {},
    dropNote: (_, _params: { caseId: string; noteId: string }) => {},
  },
  guards: {
    isWords: ({ event }) => event.value.kind === 'text',
    isDrop: ({ event }) => event.value.kind === 'choice',
  },
}).createMachine({
  id: 'note',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askNote',
  states: {
    askNote: {
      meta: ask,
      on: {
        ANSWERED: [
          {
            guard: 'isWords',
            target: 'mended',
            actions: [
              'record',
              {
                type: 'mendNote',
                params: ({ context, event }) => ({
                  caseId: inputOf(context).caseId,
                  noteId: inputOf(context).noteId,
                  text: event.value.kind === 'text' ? event.value.text : '',
                }),
              },
            ],
          },
          {
            guard: 'isDrop',
            target: 'dropped',
            actions: [
              'record',
              {
                type: 'dropNote',
                params: ({ context }) => ({ caseId: inputOf(context).caseId, noteId: inputOf(context).noteId }),
              },
            ],
          },
          { target: 'kept', actions: 'record' },
        ],
      },
    },
    mended: { type: 'final' },
    dropped: { type: 'final' },
    kept: { type: 'final', meta: { say: () => [{ page: 'repair/kept-as-it-was' }] } satisfies StateMeta },
  },
})

/** A requirement that was added to a filed record: other words for it, or away with it. */
export const note: Flow = { id: 'note', version: 1, machine, opening: [], keeps: false }
