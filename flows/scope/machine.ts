import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import type { Question } from '../shared/question.ts'
import { recordAnswer, withAnswer } from '../shared/record-answer.ts'
import {
  CATEGORIES,
  isConfirmed,
  matchingSections,
  messageToClient,
  openDetails,
  openPoints,
  pageOf,
  wantsALook,
} from './rules.ts'

const asks = (id: string, rest: Omit<Question, 'id' | 'page'>): StateMeta => ({
  question: () => ({ id, page: pageOf(id), ...rest }),
})

const options = (...ids: readonly string[]) => ids.map((id) => ({ id }))

const protection = (id: string, ...ids: readonly string[]): StateMeta =>
  asks(id, { kind: 'choice', options: options(...ids), ownWords: true, skippable: true, unsure: true })

const askDetails: StateMeta = {
  question: ({ answers }) => {
    const id = openDetails(answers)[0] ?? 'details.other'
    return { id, page: pageOf(id), kind: 'text', skippable: true, unsure: true }
  },
}

const filed: StateMeta = {
  say: ({ answers, input }) => [
    { page: input.caseId === undefined ? 'scope/filed' : 'scope/filed-again' },
    messageToClient(answers),
    ...(wantsALook(answers) ? [{ page: 'scope/check-wording' }] : []),
    { page: openPoints(answers).length > 0 ? 'scope/next-open' : 'scope/next' },
  ],
  more: ({ answers }) => matchingSections(answers),
}

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    fileCase: (_, _params: { caseId: string | null }) => {},
  },
  guards: {
    detailsAreOpen: ({ context, event }) => openDetails(withAnswer(context, event)).length > 0,
    clientConfirmed: ({ context, event }) => isConfirmed(withAnswer(context, event)),
  },
}).createMachine({
  id: 'scope',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askClient',
  states: {
    askClient: {
      meta: {
        question: ({ input }) => {
          const suggestion = typeof input.suggestion === 'string' ? input.suggestion : ''
          return { id: 'client', page: pageOf('client'), kind: 'text', suggestion, with: { suggestion } }
        },
      } satisfies StateMeta,
      on: { ANSWERED: { target: 'askProject', actions: 'record' } },
    },
    askProject: {
      meta: asks('project', { kind: 'text', skippable: true }),
      on: { ANSWERED: { target: 'askCategories', actions: 'record' } },
    },
    askCategories: {
      meta: asks('categories', { kind: 'several', options: options(...CATEGORIES), unsure: true }),
      on: {
        ANSWERED: [
          { guard: 'detailsAreOpen', target: 'askDetails', actions: 'record' },
          { target: 'askAccess', actions: 'record' },
        ],
      },
    },
    askDetails: {
      meta: askDetails,
      on: {
        ANSWERED: [
          { guard: 'detailsAreOpen', target: 'askDetails', actions: 'record' },
          { target: 'askAccess', actions: 'record' },
        ],
      },
    },
    askAccess: {
      meta: protection('access', 'me', 'helpers', 'named'),
      on: { ANSWERED: { target: 'askStorage', actions: 'record' } },
    },
    askStorage: {
      meta: protection('storage', 'client-place', 'own-locked', 'wechat'),
      on: { ANSWERED: { target: 'askTransfer', actions: 'record' } },
    },
    askTransfer: {
      meta: protection('transfer', 'client-system', 'encrypted', 'wechat'),
      on: { ANSWERED: { target: 'askDeletion', actions: 'record' } },
    },
    askDeletion: {
      meta: protection('deletion', 'at-end', 'return', 'later'),
      on: { ANSWERED: { target: 'askConfirmedBy', actions: 'record' } },
    },
    askConfirmedBy: {
      meta: asks('confirmed-by', { kind: 'text', skippable: true, unsure: true }),
      on: {
        ANSWERED: [
          { guard: 'clientConfirmed', target: 'askConfirmedOn', actions: 'record' },
          { target: 'review', actions: 'record' },
        ],
      },
    },
    askConfirmedOn: {
      meta: asks('confirmed-on', {
        kind: 'date',
        pastOnly: true,
        skippable: true,
        unsure: true,
        takesBack: 'confirmed-by',
      }),
      on: { ANSWERED: { target: 'review', actions: 'record' } },
    },
    review: {
      meta: { question: () => ({ id: 'review', page: 'scope/review', kind: 'review' }) } satisfies StateMeta,
      on: {
        ANSWERED: {
          target: 'filed',
          actions: [
            'record',
            {
              type: 'fileCase',
              params: ({ context }) => ({
                caseId: typeof context.input.caseId === 'string' ? context.input.caseId : null,
              }),
            },
          ],
        },
      },
    },
    filed: { type: 'final', meta: filed },
  },
})

/** What exactly must be kept confidential for one client and project, how, and who confirmed it. */
export const scope: Flow = { id: 'scope', version: 1, machine, opening: [{ page: 'scope/opening' }], keeps: true }
