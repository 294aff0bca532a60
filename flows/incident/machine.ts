import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from '../shared/flow.ts'
import { chosen, recordAnswer, withAnswer } from '../shared/record-answer.ts'
import { inputOf } from './input.ts'
import {
  asks,
  check,
  checks,
  choice,
  contain,
  OPEN,
  several,
  withClosure,
  withContradiction,
  withDraft,
  withHelp,
  withReceipt,
  withReport,
  withUndone,
} from './questions.ts'
import {
  CATEGORIES,
  contradictionOf,
  foundChecks,
  HOWS,
  hasPersonal,
  isBeforeRecord,
  isSelfFound,
  openChecks,
  severalOf,
  verdictOf,
} from './rules.ts'

/** Facts in one's own words. */
const FACTS = { kind: 'text', tells: true, ...OPEN } as const

const SENT = choice(['sent', 'told', 'not-yet'])

const askClient: StateMeta = {
  question: (context) => {
    const { suggestion } = inputOf(context)
    return { id: 'client', page: 'incident/ask-client', kind: 'text', suggestion, with: { suggestion } }
  },
}

const askFoundAgain: StateMeta = {
  question: (context) => ({
    id: 'found.again',
    page: 'incident/ask-found-again',
    kind: 'date',
    pastOnly: true,
    with: { day: { date: inputOf(context).filedOn ?? '' }, record: inputOf(context).record ?? '' },
    ...OPEN,
  }),
}

const askContradiction: StateMeta = {
  question: ({ answers }) => ({
    id: 'contradiction',
    page: 'incident/ask-contradiction',
    with: { why: { page: `incident/contradicts-${contradictionOf(answers) ?? 'unchecked'}` } },
    ...choice(['keep', 'undetermined']),
  }),
}

const closed: StateMeta = {
  say: (context) => [{ page: 'incident/closed', with: { number: inputOf(context).number } }],
  more: () => ['complaint.3-confirmed', 'management.access', 'tools.encrypt', 'trust.report'],
}

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    closeIncident: (_, _params: { incidentId: string }) => {},
  },
  guards: {
    wasSelfFound: ({ context, event }) => isSelfFound(withAnswer(context, event)),
    isBeforeTheRecord: ({ context, event }) => isBeforeRecord(context, withAnswer(context, event)),
    mayBePersonal: ({ context, event }) => hasPersonal(withAnswer(context, event)),
    wantsMoney: ({ context, event }) => severalOf(withAnswer(context, event), 'claim').includes('money'),
    checksOneByOne: ({ event }) => event.value.kind === 'choice' && event.value.id === 'one-by-one',
    checksAreOpen: ({ context, event }) => openChecks(withAnswer(context, event)).length > 0,
    somethingWasFound: ({ context, event }) => foundChecks(withAnswer(context, event)).length > 0,
    doesNotFit: ({ context, event }) => contradictionOf(withAnswer(context, event)) !== undefined,
    isConfirmed: ({ context, event }) => verdictOf(withAnswer(context, event)) === 'confirmed',
    isUnfounded: ({ context, event }) => verdictOf(withAnswer(context, event)) === 'unfounded',
    isStillOpen: ({ event }) => event.value.kind === 'choice' && event.value.id === 'still',
    isNotSettled: ({ event }) => event.value.kind === 'choice' && event.value.id === 'not-yet',
    goesOn: ({ context, event }) => chosen(withAnswer(context, event), 'resumed') === 'resumed',
  },
}).createMachine({
  id: 'incident',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askOrigin',
  states: {
    askOrigin: {
      meta: asks('origin', choice(['accused', 'self'])),
      on: {
        ANSWERED: [
          { guard: 'wasSelfFound', target: 'askHow', actions: 'record' },
          { target: 'askClient', actions: 'record' },
        ],
      },
    },
    askHow: {
      meta: asks('how', choice(HOWS)),
      on: { ANSWERED: { target: 'askContain', actions: 'record' } },
    },
    askClient: {
      meta: askClient,
      on: { ANSWERED: { target: 'askReceipt', actions: 'record' } },
    },
    askReceipt: {
      meta: asks('receipt', SENT, withReceipt),
      on: { ANSWERED: { target: 'askPause', actions: 'record' } },
    },
    askPause: {
      meta: asks('pause', choice(['paused', 'part', 'not-yet'])),
      on: { ANSWERED: { target: 'askDelivery', actions: 'record' } },
    },
    askDelivery: {
      meta: asks('delivery', { kind: 'date', ...OPEN }, withUndone('pause')),
      on: {
        ANSWERED: [
          { guard: 'wasSelfFound', target: 'askFreeze', actions: 'record' },
          { target: 'askContain', actions: 'record' },
        ],
      },
    },
    askContain: {
      meta: contain,
      on: {
        ANSWERED: [
          { guard: 'wasSelfFound', target: 'askClient', actions: 'record' },
          { target: 'askFreeze', actions: 'record' },
        ],
      },
    },
    askFreeze: {
      meta: asks('freeze', choice(['frozen', 'none', 'not-yet'], { unsure: true })),
      on: {
        ANSWERED: [
          { guard: 'wasSelfFound', target: 'askFound', actions: 'record' },
          { target: 'askWords', actions: 'record' },
        ],
      },
    },
    askWords: {
      meta: asks('words', { kind: 'text', reported: true, ...OPEN }, withUndone('freeze')),
      on: { ANSWERED: { target: 'askFound', actions: 'record' } },
    },
    askFound: {
      meta: asks('found', { kind: 'date', pastOnly: true, ...OPEN }, withUndone('freeze')),
      on: {
        ANSWERED: [
          { guard: 'isBeforeTheRecord', target: 'askFoundAgain', actions: 'record' },
          { guard: 'wasSelfFound', target: 'askFile', actions: 'record' },
          { target: 'askWhere', actions: 'record' },
        ],
      },
    },
    askFoundAgain: {
      meta: askFoundAgain,
      on: {
        ANSWERED: [
          { guard: 'wasSelfFound', target: 'askFile', actions: 'record' },
          { target: 'askWhere', actions: 'record' },
        ],
      },
    },
    askWhere: {
      meta: asks('where', choice(['group', 'moments', 'web', 'rival', 'person'], { ownWords: true, ...OPEN })),
      on: { ANSWERED: { target: 'askFile', actions: 'record' } },
    },
    askFile: {
      meta: asks('file', FACTS),
      on: { ANSWERED: { target: 'askSeen', actions: 'record' } },
    },
    askSeen: {
      meta: asks('seen', FACTS),
      on: { ANSWERED: { target: 'askCategories', actions: 'record' } },
    },
    askCategories: {
      meta: asks('categories', several(CATEGORIES, { unsure: true })),
      on: {
        ANSWERED: [
          { guard: 'mayBePersonal', target: 'askSensitive', actions: 'record' },
          { guard: 'wasSelfFound', target: 'askChecks', actions: 'record' },
          { target: 'askClaim', actions: 'record' },
        ],
      },
    },
    askSensitive: {
      meta: asks('sensitive', { kind: 'yesno', ...OPEN }),
      on: { ANSWERED: { target: 'askPeople', actions: 'record' } },
    },
    askPeople: {
      meta: asks(
        'people',
        choice(['few', 'dozens', 'hundreds', 'thousands'], { ownWords: true, counts: true, ...OPEN }),
      ),
      on: {
        ANSWERED: [
          { guard: 'wasSelfFound', target: 'askChecks', actions: 'record' },
          { target: 'askClaim', actions: 'record' },
        ],
      },
    },
    askClaim: {
      meta: asks('claim', several(['explain', 'money', 'lawyer', 'admission', 'police'], OPEN)),
      on: {
        ANSWERED: [
          { guard: 'wantsMoney', target: 'askClaimSize', actions: 'record' },
          { target: 'askChecks', actions: 'record' },
        ],
      },
    },
    askClaimSize: {
      meta: asks('claim-size', choice(['within', 'above', 'unsaid'], { loose: true, ...OPEN })),
      on: { ANSWERED: { target: 'askChecks', actions: 'record' } },
    },
    askChecks: {
      meta: checks,
      on: {
        ANSWERED: [
          { guard: 'checksOneByOne', target: 'askCheck', actions: 'record' },
          { target: 'askOutcome', actions: 'record' },
        ],
      },
    },
    askCheck: {
      meta: check,
      on: {
        ANSWERED: [
          { guard: 'checksAreOpen', target: 'askCheck', actions: 'record' },
          { guard: 'somethingWasFound', target: 'askFindings', actions: 'record' },
          { target: 'askOutcome', actions: 'record' },
        ],
      },
    },
    askFindings: {
      meta: asks('findings', FACTS),
      on: { ANSWERED: { target: 'askOutcome', actions: 'record' } },
    },
    askOutcome: {
      meta: asks('outcome', choice(['confirmed', 'unfounded', 'undetermined'])),
      on: {
        ANSWERED: [
          { guard: 'doesNotFit', target: 'askContradiction', actions: 'record' },
          { target: 'askReason', actions: 'record' },
        ],
      },
    },
    askContradiction: {
      meta: askContradiction,
      on: { ANSWERED: { target: 'askReason', actions: 'record' } },
    },
    askReason: {
      meta: asks('reason', FACTS),
      on: {
        ANSWERED: [
          { guard: 'isConfirmed', target: 'askReported', actions: 'record' },
          { guard: 'isUnfounded', target: 'askEvidence', actions: 'record' },
          { target: 'askInformed', actions: 'record' },
        ],
      },
    },
    askInformed: {
      meta: asks('informed', SENT, withReport('undetermined')),
      on: { ANSWERED: { target: 'askVerdict', actions: 'record' } },
    },
    askVerdict: {
      meta: asks('verdict', choice(['confirmed', 'unfounded', 'still'])),
      on: {
        ANSWERED: [
          { guard: 'isStillOpen', target: 'askStill', actions: 'record' },
          { target: 'askLastReason', actions: 'record' },
        ],
      },
    },
    askStill: {
      meta: asks('still', choice(['confirmed', 'unfounded', 'still']), withDraft('report')),
      on: {
        ANSWERED: [
          { guard: 'isStillOpen', target: 'askStill', actions: 'record' },
          { target: 'askLastReason', actions: 'record' },
        ],
      },
    },
    askLastReason: {
      meta: asks('last-reason', FACTS, withContradiction),
      on: {
        ANSWERED: [
          { guard: 'isConfirmed', target: 'askReported', actions: 'record' },
          { target: 'askEvidence', actions: 'record' },
        ],
      },
    },
    askReported: {
      meta: asks('reported', SENT, (context) => [...withHelp(context), ...withReport('confirmed')(context)]),
      on: { ANSWERED: { target: 'askRemedies', actions: 'record' } },
    },
    askRemedies: {
      meta: asks('remedies', several(['replaced', 'disabled', 'recovered', 'assisted'], OPEN)),
      on: { ANSWERED: { target: 'askProtection', actions: 'record' } },
    },
    askProtection: {
      meta: asks('protection', FACTS),
      on: { ANSWERED: { target: 'askImprovements', actions: 'record' } },
    },
    askEvidence: {
      meta: asks('evidence', several(['access', 'sent', 'links', 'devices'], OPEN)),
      on: { ANSWERED: { target: 'askShown', actions: 'record' } },
    },
    askShown: {
      meta: asks('shown', SENT, withDraft('unfounded')),
      on: { ANSWERED: { target: 'askImprovements', actions: 'record' } },
    },
    askImprovements: {
      meta: asks(
        'improvements',
        several(['recipient', 'encrypt', 'access', 'links', 'storage', 'cleanup', 'report'], {
          ownWords: true,
          ...OPEN,
        }),
      ),
      on: { ANSWERED: { target: 'askAgreed', actions: 'record' } },
    },
    askAgreed: {
      meta: asks('agreed', choice(['agreed', 'silent', 'not-yet']), withClosure),
      on: {
        ANSWERED: [
          { guard: 'isNotSettled', target: 'askAgreed', actions: 'record' },
          { target: 'askResumed', actions: 'record' },
        ],
      },
    },
    askResumed: {
      meta: asks('resumed', choice(['resumed', 'waits', 'ended'])),
      on: {
        ANSWERED: [
          { guard: 'goesOn', target: 'askNewDelivery', actions: 'record' },
          {
            target: 'closed',
            actions: [
              'record',
              { type: 'closeIncident', params: ({ context }) => ({ incidentId: inputOf(context).incidentId }) },
            ],
          },
        ],
      },
    },
    askNewDelivery: {
      meta: asks('new-delivery', { kind: 'date', ...OPEN }),
      on: {
        ANSWERED: {
          target: 'closed',
          actions: [
            'record',
            { type: 'closeIncident', params: ({ context }) => ({ incidentId: inputOf(context).incidentId }) },
          ],
        },
      },
    },
    closed: { type: 'final', meta: closed },
  },
})

/**
 * A complaint or a leak from the first minute to its end: stop, understand, decide in three ways, tell the client,
 * learn. Every answer goes into the incident's log.
 */
export const incident: Flow = { id: 'incident', version: 2, machine, opening: [], keeps: true }
