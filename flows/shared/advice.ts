import { assign, setup } from 'xstate'
import type { Answered, Flow, FlowContext, StateMeta } from './flow.ts'
import { chosen, recordAnswer, withAnswer } from './record-answer.ts'

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
  const ending = (sections: readonly [string, ...string[]]): { type: 'final'; meta: StateMeta } => ({
    type: 'final',
    meta: { say: () => [{ page: sections[0] }], more: () => sections.slice(1) },
  })
  const meta: StateMeta = {
    question: () => ({
      id: advice.questionId,
      page: advice.page,
      kind: 'choice',
      options: options.map((id) => ({ id })),
      skippable: true,
      unsure: true,
    }),
  }
  const machine = setup({
    types: {} as { context: FlowContext; events: Answered; input: FlowContext['input'] },
    actions: { record: assign(({ context, event }) => recordAnswer({ context, event })) },
    guards: {
      chose: ({ context, event }, option: string) => chosen(withAnswer(context, event), advice.questionId) === option,
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
  return { id: advice.topic, version, machine, opening: [{ page: advice.topic }], keeps: false }
}
