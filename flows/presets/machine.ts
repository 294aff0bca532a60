import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, NewReminder, StateMeta } from '../shared/flow.ts'
import { chosen, recordAnswer, withAnswer } from '../shared/record-answer.ts'
import { timeOf, timeQuestion } from '../shared/time-question.ts'
import { allOf, openPreset, presetsOf, taken } from './rules.ts'

const asks = (meta: StateMeta): StateMeta => meta

const askHow: StateMeta = {
  question: (context) => ({
    id: 'how',
    page: 'remind/ask-presets',
    kind: 'choice',
    options: [{ id: 'all' }, { id: 'each' }, { id: 'none' }],
    with: {
      presets: {
        lines: presetsOf(context).map(({ id, schedule }) => ({
          page: 'remind/preset-line',
          with: { title: { title: `reminders/what-${id}` }, rhythm: { rhythm: schedule } },
        })),
      },
    },
  }),
}

const askEach: StateMeta = {
  question: (context) => {
    const { answers } = context
    const { id, schedule } = openPreset(context, answers) ?? { id: 'backup', schedule: NO_SCHEDULE }
    const questionId = `preset.${id}`
    return timeQuestion(questionId, timeOf(answers, questionId), {
      page: Object.keys(answers).length > 1 ? 'remind/ask-preset-next' : 'remind/ask-preset',
      skippable: true,
      time: { open: null, proposal: schedule, declines: true },
      with: {
        about: { page: 'remind/about', with: { what: { title: `reminders/what-${id}` } } },
        text: { page: `reminders/what-${id}` },
        rhythm: { rhythm: schedule },
      },
    })
  },
}

/** For a question that is looked at while none is open. */
const NO_SCHEDULE = { start: '2000-01-01T00:00:00', zone: 'UTC', rules: [] } as const

type Turn = { context: FlowContext; event: Answered }

const machine = setup({
  types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
  actions: {
    record: assign(({ context, event }) => recordAnswer({ context, event })),
    setReminders: (_, _params: { reminders: readonly NewReminder[] }) => {},
  },
  guards: {
    wantsAll: ({ context, event }) => chosen(withAnswer(context, event), 'how') === 'all',
    wantsEach: ({ context, event }) => chosen(withAnswer(context, event), 'how') === 'each',
    moreIsOpen: ({ context, event }) => openPreset(context, withAnswer(context, event)) !== undefined,
    noneIsTaken: ({ context, event }) => taken(context, withAnswer(context, event)).length === 0,
  },
}).createMachine({
  id: 'presets',
  context: ({ input }) => ({ input, answers: {} }),
  initial: 'askHow',
  states: {
    askHow: {
      meta: asks(askHow),
      on: {
        ANSWERED: [
          {
            guard: 'wantsAll',
            target: 'set',
            actions: [
              'record',
              { type: 'setReminders', params: ({ context }: Turn) => ({ reminders: allOf(context) }) },
            ],
          },
          { guard: 'wantsEach', target: 'askEach', actions: 'record' },
          { target: 'none', actions: 'record' },
        ],
      },
    },
    askEach: {
      meta: asks(askEach),
      on: {
        ANSWERED: [
          { guard: 'moreIsOpen', target: 'askEach', actions: 'record' },
          { guard: 'noneIsTaken', target: 'none', actions: 'record' },
          {
            target: 'set',
            actions: [
              'record',
              {
                type: 'setReminders',
                params: ({ context, event }: Turn) => ({ reminders: taken(context, withAnswer(context, event)) }),
              },
            ],
          },
        ],
      },
    },
    set: { type: 'final' },
    none: { type: 'final', meta: asks({ say: () => [{ page: 'remind/no-presets' }] }) },
  },
})

/** "开启默认提醒": what the guidance says is to be done again and again, all of it or one by one. */
export const presets: Flow = { id: 'presets', version: 1, machine, opening: [], keeps: false }
