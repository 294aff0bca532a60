import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { initialTransition, transition } from 'xstate'
import { FLOWS } from '../../flows/index.ts'
import { firstStep, nextStep } from '../../src/conversation/machine-step.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { loadTranscripts } from '../conversation/transcripts.ts'
import { Player, playTranscript } from '../conversation/transcripts-player.ts'
import { edgesOf, edgesTaken, type MachineStep } from './machine-edges.ts'

const flows = Object.values(FLOWS)
const steps = await stepsOfAllTranscripts()

describe.each(flows)('$id', (flow) => {
  test('every edge is taken by a transcript', () => {
    const taken = new Set((steps.get(flow.id) ?? []).flatMap((step) => edgesTaken(flow, step)))
    expect(edgesOf(flow).filter((edge) => !taken.has(edge))).toEqual([])
  })

  test('each step of a transcript is the one that the functions of XState take', () => {
    const taken = steps.get(flow.id) ?? []
    expect(taken.length).toBeGreaterThan(0)
    const { machine } = flow
    for (const step of taken) {
      if ('input' in step) {
        expect(seen(firstStep(machine, step.input))).toEqual(seen(initialTransition(machine, step.input)))
      } else {
        const from = machine.resolveState(step as Parameters<typeof machine.resolveState>[0])
        expect(seen(nextStep(machine, from, step.event))).toEqual(seen(transition(machine, from, step.event)))
      }
    }
  })

  test('no two edges have one name', () => {
    expect(edgesOf(flow)).toHaveLength(new Set(edgesOf(flow)).size)
  })
})

/** What a step shows: where it leads, and what is to be done. */
function seen([{ value, context, status, output, error }, actions]: ReturnType<typeof nextStep>): unknown {
  return { value, context, status, output, error, actions: actions.map(({ type, params }) => ({ type, params })) }
}

/** Listens to the machines while every transcript is played, each different step once. */
async function stepsOfAllTranscripts(): Promise<ReadonlyMap<string, readonly MachineStep[]>> {
  const heard = flows.map(({ id, machine }) => ({
    id,
    starts: vi.spyOn(machine, 'getInitialSnapshot'),
    moves: vi.spyOn(machine, 'transition'),
  }))
  const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
  for (const transcript of await loadTranscripts('outline')) playTranscript(transcript, new Player(library), () => [])
  const found = heard.map(({ id, starts, moves }): [string, MachineStep[]] => {
    const steps = [
      ...starts.mock.calls.filter(([, input]) => input !== undefined).map(([, input]): MachineStep => ({ input })),
      ...moves.mock.calls.map(([{ value, context }, event]): MachineStep => ({ value, context, event })),
    ]
    return [id, [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()]]
  })
  vi.restoreAllMocks()
  return new Map(found)
}
