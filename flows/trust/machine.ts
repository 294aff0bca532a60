import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import { chosen, recordAnswer, withAnswer } from '../shared/record-answer.ts'

const asks = (meta: StateMeta): StateMeta => meta

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: { record: assign(({ context, event }) => recordAnswer({ context, event })) },
  guards: {
    isAccused: ({ context, event }) => chosen(withAnswer(context, event), 'mood') === 'accuses',
    isAsking: ({ context, event }) => chosen(withAnswer(context, event), 'mood') === 'asks',
    reports: ({ event }) => event.value.kind === 'yes',
  },
}).createMachine({
  id: 'trust',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askMood',
  states: {
    askMood: {
      meta: asks({
        question: () => ({
          id: 'mood',
          page: 'trust/ask-mood',
          kind: 'choice',
          options: [{ id: 'worries' }, { id: 'asks' }, { id: 'accuses' }],
          loose: true,
          skippable: true,
          unsure: true,
        }),
      }),
      on: {
        ANSWERED: [
          { guard: 'isAccused', target: 'accused', actions: 'record' },
          { guard: 'isAsking', target: 'asked', actions: 'record' },
          { target: 'askReports', actions: 'record' },
        ],
      },
    },
    askReports: {
      meta: asks({
        question: () => ({ id: 'reports', page: 'trust/ask-reports', kind: 'yesno', skippable: true, unsure: true }),
      }),
      on: {
        ANSWERED: [
          { guard: 'reports', target: 'keepsReporting', actions: 'record' },
          { target: 'startReporting', actions: 'record' },
        ],
      },
    },
    accused: {
      type: 'final',
      meta: asks({
        say: () => [{ page: 'complaint' }],
        more: () => ['complaint.1-pause', 'complaint.2-investigate', 'complaint.3-confirmed', 'complaint.4-unfounded'],
      }),
    },
    asked: {
      type: 'final',
      meta: asks({
        say: () => [{ page: 'trust.transparency' }],
        more: () => ['trust.attitude', 'trust.report', 'trust.ask-feeling'],
      }),
    },
    keepsReporting: {
      type: 'final',
      meta: asks({
        say: () => [{ page: 'trust.attitude' }, { page: 'trust.ask-feeling' }],
        more: () => ['trust.transparency', 'trust.report'],
      }),
    },
    startReporting: {
      type: 'final',
      meta: asks({
        say: () => [{ page: 'trust.attitude' }, { page: 'trust.report' }],
        more: () => ['trust.transparency', 'trust.ask-feeling'],
      }),
    },
  },
})

/** A doubting client: how serious it is and whether reports are given decide what to say first. */
export const trust: Flow = { id: 'trust', version: 1, machine, opening: [{ page: 'trust' }], keeps: false }
