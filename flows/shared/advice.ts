import { assign, setup } from 'xstate'
import type { Answered, Answers, Flow, FlowContext, StateMeta } from './flow.ts'
import { recordAnswer, withAnswer } from './record-answer.ts'

/** An advice flow: one question whose answer decides which sections come first. */
export interface Advice {
  readonly topic: string
  readonly questionId: string
  readonly page: string
  /** For each option, in the order shown, the sections that fit it, best first; the first is said, the rest is more. */
  readonly fits: Readonly<Record<string, readonly [string, ...string[]]>>
  /** Sections for somebody who cannot choose. */
  readonly otherwise: readonly [string, ...string[]]
}

/**
 * Makes the flow of a topic that asks one thing and then gives the sections that fit.
 *
 * Each option has a final state of its own, so that the diagram shows what leads where and a test can take every edge.
 */
export function adviceFlow(advice: Advice, version: number): Flow {
  const options = Object.keys(advice.fits)
  const chosen = (answers: Answers): readonly string[] => {
    const value = answers[advice.questionId]
    return value?.kind === 'choice' ? [value.id] : value?.kind === 'several' ? value.ids : []
  }
  const ending = (sections: readonly [string, ...string[]]): { type: 'final'; meta: StateMeta } => ({
    type: 'final',
    meta: {
      say: ({ answers }) => {
        const [first, ...others] = chosen(answers)
        const oneByOne = { page: 'advice/one-by-one', with: { first: { option: first ?? '', of: advice.page } } }
        return [...(others.length > 0 ? [oneByOne] : []), { page: sections[0] }]
      },
      more: ({ answers }) => {
        const others = chosen(answers)
          .slice(1)
          .map((id) => advice.fits[id] ?? advice.otherwise)
        const all = [...others.map(([first]) => first), ...sections.slice(1), ...others.flat()]
        return [...new Set(all)].filter((section) => section !== sections[0])
      },
    },
  })
  const meta: StateMeta = {
    question: () => ({
      id: advice.questionId,
      page: advice.page,
      kind: 'choice',
      options: options.map((id) => ({ id })),
      oneByOne: true,
      skippable: true,
      unsure: true,
    }),
  }
  const machine = setup({
    types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
    actions: { record: assign(({ context, event }) => recordAnswer({ context, event })) },
    guards: {
      chose: ({ context, event }, option: string) => chosen(withAnswer(context, event))[0] === option,
    },
  }).createMachine({
    id: advice.topic,
    context: ({ input }) => ({ input, answers: {} }),
    initial: 'ask',
    states: {
      ask: {
        meta,
        on: {
          ANSWERED: [
            ...options.map((id) => ({
              guard: { type: 'chose' as const, params: id },
              target: id,
              actions: 'record' as const,
            })),
            { target: 'otherwise', actions: 'record' as const },
          ],
        },
      },
      ...Object.fromEntries(options.map((id) => [id, ending(advice.fits[id] ?? advice.otherwise)])),
      otherwise: ending(advice.otherwise),
    },
  })
  return { id: advice.topic, version, machine, opening: [{ page: advice.topic }], keeps: false, advises: true }
}
