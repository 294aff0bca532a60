import { assign, setup } from 'xstate'
import type { Answered, Answers, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import type { Param, Question } from '../shared/question.ts'
import { chosen, recordAnswer, withAnswer } from '../shared/record-answer.ts'
import type { Saying } from '../shared/saying.ts'
import { valueParam } from '../shared/value.ts'
import { reportToClient, wantsALook } from './report.ts'
import { attitude, doubtOf, isAdjusted, NO_RECORD, recordOf, recordsOf, TALK } from './rules.ts'

const STEPS = [
  'complaint.1-pause',
  'complaint.2-investigate',
  'complaint.3-confirmed',
  'complaint.4-unfounded',
] as const

const options = (...ids: readonly string[]) => ids.map((id) => ({ id }))

const asks = (id: string, rest: Omit<Question, 'id' | 'page'>): StateMeta => ({
  question: () => ({ id, page: `trust/ask-${id}`, skippable: true, ...rest }),
})

const askRecord: StateMeta = {
  question: (context) => ({
    id: 'record',
    page: 'trust/ask-record',
    kind: 'choice',
    options: [...recordsOf(context).map(({ id, label, names }) => ({ id, label, names })), { id: NO_RECORD }],
    skippable: true,
  }),
}

const following = (sections: readonly string[]): Saying => ({
  page: 'more/next',
  with: { titles: { list: sections.map((title): Param => ({ title })) } },
})

/** What to read about it, what was not done yet first. */
function sections(answers: Answers): readonly string[] {
  const first = chosen(answers, 'mood') === 'asks' ? 'trust.transparency' : 'trust.ask-feeling'
  const all = isAdjusted(answers) ? ['trust.transparency', 'trust.report'] : [first]
  return [...new Set([...all, 'trust.ask-feeling', 'trust.transparency', 'trust.attitude', 'trust.report'])]
}

const drafted: StateMeta = {
  say: (context) => {
    const { answers } = context
    const record = recordOf(context)
    const { rhythm } = answers
    const isSet = rhythm?.kind === 'choice' || rhythm?.kind === 'text'
    const value: Param = isSet ? valueParam({ page: 'trust/ask-rhythm' }, rhythm) : ''
    return [
      attitude(answers),
      { page: record === undefined ? 'trust/check-blank' : 'trust/check' },
      reportToClient(context),
      ...(wantsALook(context) ? [{ page: 'trust/check-wording' }] : []),
      { page: `trust/show-${doubtOf(answers)}` },
      ...(isSet ? [{ page: 'trust/rhythm-set', with: { rhythm: { brief: value } } }] : []),
      ...(isSet || record?.isOver ? [] : [{ page: 'trust/rhythm-unset' }]),
      record === undefined ? { page: 'trust/not-kept' } : { page: 'trust/kept', with: { record: record.label } },
      following(sections(answers)),
    ]
  },
  more: ({ answers }) => sections(answers),
}

const accused: StateMeta = { say: () => [{ page: 'complaint' }, { page: 'incident/offer' }], more: () => STEPS }

/** The client's record gets what was said and agreed; the answer that is just being given counts. */
const ofRecord = ({ context, event }: { context: FlowContext; event: Answered }) => ({
  caseId: recordOf(context, withAnswer(context, event))?.id ?? '',
  questionIds: TALK,
})

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    noteTalk: (_, _params: { caseId: string; questionIds: readonly string[] }) => {},
  },
  guards: {
    hasRecords: ({ context }) => recordsOf(context).length > 0,
    isAccused: ({ context, event }) => chosen(withAnswer(context, event), 'mood') === 'accuses',
    isOver: ({ context, event }) => recordOf(context, withAnswer(context, event))?.isOver === true,
    isOnRecord: ({ context, event }) => recordOf(context, withAnswer(context, event)) !== undefined,
  },
}).createMachine({
  id: 'trust',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'start',
  states: {
    start: { always: [{ guard: 'hasRecords', target: 'askRecord' }, { target: 'askMood' }] },
    askRecord: { meta: askRecord, on: { ANSWERED: { target: 'askMood', actions: 'record' } } },
    askMood: {
      meta: asks('mood', { kind: 'choice', options: options('worries', 'asks', 'accuses'), loose: true, unsure: true }),
      on: {
        ANSWERED: [
          { guard: 'isAccused', target: 'accused', actions: 'record' },
          { target: 'askDoubt', actions: 'record' },
        ],
      },
    },
    accused: { type: 'final', meta: accused },
    askDoubt: {
      meta: asks('doubt', {
        kind: 'choice',
        options: options('storage', 'access', 'shared', 'reused', 'deleted', 'unclear'),
        ownWords: true,
        reported: true,
        unsure: true,
      }),
      on: { ANSWERED: { target: 'askSince', actions: 'record' } },
    },
    askSince: {
      meta: asks('since', {
        kind: 'choice',
        options: options('today', 'days', 'longer'),
        ownWords: true,
        unsure: true,
      }),
      on: { ANSWERED: { target: 'askSaid', actions: 'record' } },
    },
    askSaid: {
      meta: asks('said', { kind: 'text', reported: true }),
      on: {
        ANSWERED: [
          { guard: 'isOver', target: 'filed', actions: ['record', { type: 'noteTalk', params: ofRecord }] },
          { target: 'askProgress', actions: 'record' },
        ],
      },
    },
    askProgress: {
      meta: asks('progress', { kind: 'text' }),
      on: { ANSWERED: { target: 'askAdjust', actions: 'record' } },
    },
    askAdjust: {
      meta: asks('adjust', {
        kind: 'several',
        options: options('place', 'people', 'encrypt', 'delete', 'ask-first', 'fine'),
        ownWords: true,
        unsure: true,
      }),
      on: { ANSWERED: { target: 'askRhythm', actions: 'record' } },
    },
    askRhythm: {
      meta: asks('rhythm', {
        kind: 'choice',
        options: options('weekly', 'biweekly', 'milestone', 'change'),
        ownWords: true,
        unsure: true,
      }),
      on: {
        ANSWERED: [
          { guard: 'isOnRecord', target: 'filed', actions: ['record', { type: 'noteTalk', params: ofRecord }] },
          { target: 'drafted', actions: 'record' },
        ],
      },
    },
    filed: { type: 'final', meta: drafted },
    drafted: { type: 'final', meta: drafted },
  },
})

/**
 * A client has doubts: what about, since when and what was said; then the report to forward, what can be shown, and
 * what was agreed. Somebody who is accused outright gets the steps for a complaint at once.
 */
export const trust: Flow = {
  id: 'trust',
  version: 2,
  machine,
  opening: [{ page: 'trust' }, { page: 'trust/opening' }],
  keeps: true,
  advises: true,
}
