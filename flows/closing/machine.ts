import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import { recordAnswer } from '../shared/record-answer.ts'
import { CLOSING, closingMessage, inputOf, leftToDo } from './rules.ts'

/** What to read about it afterwards. */
const SECTIONS = ['management.cleanup', 'management.access'] as const

const askMaterial: StateMeta = {
  question: (context) => ({
    id: 'material',
    page: 'records/ask-material',
    kind: 'choice',
    options: [{ id: 'returned' }, { id: 'destroyed' }, { id: 'both' }, { id: 'not-yet' }],
    with: { record: inputOf(context).record },
    definite: true,
    unsure: true,
  }),
}

const confirms = (id: (typeof CLOSING)[number]): StateMeta => ({
  question: () => ({ id, page: `records/ask-${id}`, kind: 'yesno', skippable: true, unsure: true }),
})

const closed: StateMeta = {
  say: (context) => {
    const left = leftToDo(context.answers)
    const { record } = inputOf(context)
    return [
      left.length === 0
        ? { page: 'records/closed', with: { record } }
        : { page: 'records/closed-left', with: { record, items: { lines: left.map((page) => ({ page })) } } },
      ...(context.answers.notice?.kind === 'yes' ? [] : [closingMessage(context)]),
      { page: 'more/next', with: { titles: { list: SECTIONS.map((title) => ({ title })) } } },
    ]
  },
  more: () => SECTIONS,
}

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    closeCase: (_, _params: { caseId: string; questionIds: readonly string[] }) => {},
  },
}).createMachine({
  id: 'closing',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askMaterial',
  states: {
    askMaterial: { meta: askMaterial, on: { ANSWERED: { target: 'askBackups', actions: 'record' } } },
    askBackups: { meta: confirms('backups'), on: { ANSWERED: { target: 'askAccess', actions: 'record' } } },
    askAccess: { meta: confirms('access'), on: { ANSWERED: { target: 'askNotice', actions: 'record' } } },
    askNotice: {
      meta: confirms('notice'),
      on: {
        ANSWERED: {
          target: 'closed',
          actions: [
            'record',
            {
              type: 'closeCase',
              params: ({ context }) => ({ caseId: inputOf(context).caseId, questionIds: CLOSING }),
            },
          ],
        },
      },
    },
    closed: { type: 'final', meta: closed },
  },
})

/** A project ends: what became of the client's material, copies and access, and whether the client was told. */
export const closing: Flow = { id: 'closing', version: 1, machine, opening: [], keeps: true }
