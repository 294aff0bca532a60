import { assign, setup } from 'xstate'
import type { Answered, Answers, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import type { Question } from '../shared/question.ts'
import { chosen, recordAnswer, withAnswer } from '../shared/record-answer.ts'
import {
  filedVerdict,
  furtherClauses,
  hasMessage,
  isHurried,
  isRefused,
  isSigned,
  isUnseen,
  messageToClient,
  openClauses,
  verdict,
} from './rules.ts'

const asks = (id: string, rest: Omit<Question, 'id' | 'page'>): StateMeta => ({
  question: () => ({ id, page: `nda/ask-${id}`, ...rest }),
})

const options = (...ids: readonly string[]) => ids.map((id) => ({ id }))

/** Who has said that it is signed is only asked how. */
const askSigned: StateMeta = {
  question: ({ answers }) => ({
    id: 'signed',
    page: 'nda/ask-signed',
    kind: 'choice',
    options:
      chosen(answers, 'stage') === 'signed'
        ? options('paper', 'chat', 'click')
        : options('not-yet', 'paper', 'chat', 'click', 'none'),
    unsure: true,
  }),
}

const askClause: StateMeta = {
  question: ({ answers }) => {
    const type = openClauses(answers)[0] ?? 'definition'
    return {
      id: `clause.${type}`,
      page: `nda/ask-clause-${type}`,
      kind: 'choice',
      options: options('fine', 'bad', ...(type === 'non-compete' || type === 'deduction' ? [] : ['missing'])),
      skippable: true,
      unsure: true,
    }
  },
}

const filed: StateMeta = {
  say: ({ answers, input }) => [
    { page: input.caseId === undefined ? 'nda/filed' : 'nda/filed-again' },
    ...filedVerdict(answers),
    ...(hasMessage(answers) ? [{ page: 'nda/message-follows' }, messageToClient(answers)] : []),
    { page: afterwards(answers) },
  ],
  more: () => ['nda.ask', 'nda.definition', 'nda.obligations', 'nda.breach'],
}

function afterwards(answers: Answers): string {
  if (isRefused(answers)) return isSigned(answers) ? 'nda/next-refused-signed' : 'nda/next-refused'
  return isSigned(answers) ? 'nda/next-signed' : 'nda/next'
}

const hurried: StateMeta = {
  say: ({ answers }) => verdict(answers),
  more: () => ['nda.ask', 'nda.breach', 'nda.definition'],
}

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    fileCase: (_, _params: { caseId: string | null }) => {},
    gainTime: () => {},
  },
  guards: {
    hasText: ({ event }) => event.value.kind === 'choice' && (event.value.id === 'text' || event.value.id === 'signed'),
    isInHurry: ({ event }) => event.value.kind === 'choice' && event.value.id === 'hurry',
    isRead: ({ event }) => event.value.kind === 'contract',
    isYes: ({ event }) => event.value.kind === 'yes',
    isUnseen: ({ context, event }) => isUnseen(withAnswer(context, event)),
    moreIsOpen: ({ context, event }) => furtherClauses(withAnswer(context, event)) > 0,
    isNotAsked: ({ context, event }) => chosen(withAnswer(context, event), 'signed') === 'none',
    clausesAreOpen: ({ context, event }) => openClauses(withAnswer(context, event)).length > 0,
    wasHurried: ({ context }) => isHurried(context.answers),
  },
}).createMachine({
  id: 'nda',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askStage',
  states: {
    askStage: {
      meta: asks('stage', { kind: 'choice', options: options('text', 'hurry', 'nothing', 'signed'), unlisted: true }),
      on: {
        ANSWERED: [
          { guard: 'hasText', target: 'askText', actions: 'record' },
          { guard: 'isInHurry', target: 'askClause', actions: ['record', 'gainTime'] },
          { target: 'askClient', actions: 'record' },
        ],
      },
    },
    askText: {
      meta: asks('text', { kind: 'contract', skippable: true }),
      on: {
        ANSWERED: [
          { guard: 'isRead', target: 'askKeep', actions: 'record' },
          { target: 'askClient', actions: 'record' },
        ],
      },
    },
    askKeep: {
      meta: asks('keep', { kind: 'yesno', unlisted: true }),
      on: {
        ANSWERED: [
          { guard: 'isYes', target: 'askClient', actions: 'record' },
          { target: 'left', actions: 'record' },
        ],
      },
    },
    left: { type: 'final', meta: { say: () => [{ page: 'nda/left' }] } satisfies StateMeta },
    askClient: {
      meta: {
        question: ({ input }) => {
          const suggestion = typeof input.suggestion === 'string' ? input.suggestion : ''
          return { id: 'client', page: 'nda/ask-client', kind: 'text', suggestion, with: { suggestion } }
        },
      } satisfies StateMeta,
      on: { ANSWERED: { target: 'askSigned', actions: 'record' } },
    },
    askSigned: {
      meta: askSigned,
      on: {
        ANSWERED: [
          { guard: 'isNotAsked', target: 'notAsked', actions: 'record' },
          { guard: 'isUnseen', target: 'unseen', actions: 'record' },
          { guard: 'clausesAreOpen', target: 'askClause', actions: 'record' },
          { target: 'askDirection', actions: 'record' },
        ],
      },
    },
    notAsked: {
      type: 'final',
      meta: { say: () => [{ page: 'nda/not-asked' }], more: () => ['nda.binding'] } satisfies StateMeta,
    },
    unseen: {
      type: 'final',
      meta: {
        say: () => [{ page: 'nda/unseen' }, { page: 'nda/message-text', alone: true }],
        more: () => ['nda.ask', 'nda.definition', 'nda.obligations', 'nda.breach'],
      } satisfies StateMeta,
    },
    askClause: {
      meta: askClause,
      on: {
        ANSWERED: [
          { guard: 'clausesAreOpen', target: 'askClause', actions: 'record' },
          { guard: 'wasHurried', target: 'hurried', actions: 'record' },
          { guard: 'moreIsOpen', target: 'askRest', actions: 'record' },
          { target: 'askDirection', actions: 'record' },
        ],
      },
    },
    askRest: {
      meta: {
        question: ({ answers }) => {
          const count = furtherClauses(answers)
          return { id: 'rest', page: 'nda/ask-rest', kind: 'yesno', with: { count }, unlisted: true }
        },
      } satisfies StateMeta,
      on: {
        ANSWERED: [
          { guard: 'isYes', target: 'askClause', actions: 'record' },
          { target: 'askDirection', actions: 'record' },
        ],
      },
    },
    hurried: { type: 'final', meta: hurried },
    askDirection: {
      meta: asks('direction', { kind: 'choice', options: options('one-way', 'mutual'), skippable: true, unsure: true }),
      on: { ANSWERED: { target: 'askTerm', actions: 'record' } },
    },
    askTerm: {
      meta: asks('term', { kind: 'duration', skippable: true, unsure: true }),
      on: { ANSWERED: { target: 'askEnd', actions: 'record' } },
    },
    askEnd: {
      meta: asks('end', { kind: 'date', skippable: true, unsure: true }),
      on: { ANSWERED: { target: 'askNotice', actions: 'record' } },
    },
    askNotice: {
      meta: asks('notice', {
        kind: 'duration',
        options: options('at-once', 'unwritten'),
        skippable: true,
        unsure: true,
      }),
      on: { ANSWERED: { target: 'askReturns', actions: 'record' } },
    },
    askReturns: {
      meta: asks('returns', {
        kind: 'choice',
        options: options('return', 'destroy', 'both', 'either', 'unwritten'),
        skippable: true,
        unsure: true,
      }),
      on: { ANSWERED: { target: 'review', actions: 'record' } },
    },
    review: {
      meta: { question: () => ({ id: 'review', page: 'nda/review', kind: 'review' }) } satisfies StateMeta,
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

/**
 * Understand a confidentiality agreement before it is signed: from its text, in a hurry by five questions, or by
 * what the freelancer can tell of it; and file what was agreed.
 */
export const nda: Flow = { id: 'nda', version: 2, machine, opening: [{ page: 'nda/opening' }], keeps: true }
