import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import { recordAnswer, withAnswer } from '../shared/record-answer.ts'
import { ACTIONS, actionOf, inputOf, labelOf, recordOf, recordOptions } from './rules.ts'

const asks = (meta: StateMeta): StateMeta => meta

const wants =
  (action: string) =>
  ({ context, event }: { context: FlowContext; event: Answered }): boolean =>
    actionOf(context, withAnswer(context, event)) === action

/** The record's id as an action's params; the answer that is just being given counts. */
const ofRecord = ({ context, event }: { context: FlowContext; event: Answered }): { caseId: string } => ({
  caseId: recordOf(context, withAnswer(context, event))?.id ?? '',
})

/** The requirement in the freelancer's own words. */
const noteOf = ({ answers }: FlowContext): string => (answers.note?.kind === 'text' ? answers.note.text : '')

const askAction: StateMeta = {
  question: (context) => ({
    id: 'action',
    page: 'records/ask-action',
    kind: 'choice',
    options: ACTIONS.map((id) => ({ id })),
    with: { record: labelOf(context) },
  }),
}

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    showCase: (_, _params: { caseId: string }) => {},
    showMessage: (_, _params: { caseId: string }) => {},
    openCase: (_, _params: { caseId: string }) => {},
    noteCase: (_, _params: { caseId: string; text: string }) => {},
    startClosing: (_, _params: { caseId: string }) => {},
    deleteCase: (_, _params: { caseId: string }) => {},
  },
  guards: {
    isUndecided: ({ context }) => recordOf(context) === undefined,
    wantsShow: wants('show'),
    wantsMessage: wants('message'),
    wantsAmend: wants('amend'),
    wantsChange: wants('change'),
    wantsClose: wants('close'),
    wantsDelete: wants('delete'),
    startsAmend: ({ context }) => actionOf(context) === 'amend',
    startsChange: ({ context }) => actionOf(context) === 'change',
    startsClose: ({ context }) => actionOf(context) === 'close',
    startsDelete: ({ context }) => actionOf(context) === 'delete',
    isYes: ({ event }) => event.value.kind === 'yes',
    isSkipped: ({ event }) => event.value.kind === 'skipped',
  },
}).createMachine({
  id: 'records',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'start',
  states: {
    start: {
      always: [{ guard: 'isUndecided', target: 'askRecord' }, { target: 'chosen' }],
    },
    askRecord: {
      meta: asks({
        question: (context) => ({
          id: 'record',
          page: 'records/ask-record',
          kind: 'choice',
          options: recordOptions(inputOf(context).records),
        }),
      }),
      on: {
        ANSWERED: [
          { guard: 'startsChange', target: 'reopened', actions: ['record', { type: 'openCase', params: ofRecord }] },
          { guard: 'startsClose', target: 'closing', actions: ['record', { type: 'startClosing', params: ofRecord }] },
          { target: 'chosen', actions: 'record' },
        ],
      },
    },
    chosen: {
      always: [
        { guard: 'startsAmend', target: 'askNote' },
        { guard: 'startsDelete', target: 'askDelete' },
        { target: 'askAction' },
      ],
    },
    askAction: {
      meta: askAction,
      on: {
        ANSWERED: [
          { guard: 'wantsShow', target: 'shown', actions: ['record', { type: 'showCase', params: ofRecord }] },
          { guard: 'wantsMessage', target: 'shown', actions: ['record', { type: 'showMessage', params: ofRecord }] },
          { guard: 'wantsAmend', target: 'askNote', actions: 'record' },
          { guard: 'wantsChange', target: 'reopened', actions: ['record', { type: 'openCase', params: ofRecord }] },
          { guard: 'wantsClose', target: 'closing', actions: ['record', { type: 'startClosing', params: ofRecord }] },
          { guard: 'wantsDelete', target: 'askDelete', actions: 'record' },
        ],
      },
    },
    shown: { type: 'final' },
    reopened: { type: 'final' },
    askNote: {
      meta: asks({
        question: (context) => ({
          id: 'note',
          page: 'records/ask-note',
          kind: 'text',
          skippable: true,
          with: { record: labelOf(context) },
        }),
      }),
      on: {
        ANSWERED: [
          { guard: 'isSkipped', target: 'notNoted', actions: 'record' },
          {
            target: 'noted',
            actions: [
              'record',
              {
                type: 'noteCase',
                params: ({ context, event }) => ({
                  caseId: recordOf(context)?.id ?? '',
                  text: noteOf({ ...context, answers: withAnswer(context, event) }),
                }),
              },
            ],
          },
        ],
      },
    },
    notNoted: {
      type: 'final',
      meta: asks({ say: (context) => [{ page: 'records/not-noted', with: { record: labelOf(context) } }] }),
    },
    noted: {
      type: 'final',
      meta: asks({
        say: (context) => [
          { page: 'records/noted', with: { record: labelOf(context), note: { brief: noteOf(context) } } },
          { page: 'records/message-note', alone: true },
        ],
      }),
    },
    closing: { type: 'final' },
    askDelete: {
      meta: asks({
        question: (context) => ({
          id: 'delete',
          page: 'records/ask-delete',
          kind: 'yesno',
          irreversible: true,
          with: { record: labelOf(context) },
        }),
      }),
      on: {
        ANSWERED: [
          { guard: 'isYes', target: 'deleted', actions: ['record', { type: 'deleteCase', params: ofRecord }] },
          { target: 'kept', actions: 'record' },
        ],
      },
    },
    deleted: {
      type: 'final',
      meta: asks({ say: (context) => [{ page: 'records/deleted', with: { record: labelOf(context) } }] }),
    },
    kept: {
      type: 'final',
      meta: asks({ say: (context) => [{ page: 'records/kept', with: { record: labelOf(context) } }] }),
    },
  },
})

/** "我的档案": look at what was filed, add to it, change it, close the project, delete it. */
export const records: Flow = { id: 'records', version: 2, machine, opening: [], keeps: false }
