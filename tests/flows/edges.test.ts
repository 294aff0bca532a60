import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { FLOWS } from '../../flows/index.ts'
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

  test('no two edges have one name', () => {
    expect(edgesOf(flow)).toHaveLength(new Set(edgesOf(flow)).size)
  })
})

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
      // `transition` makes an actor of its own, without an input, that never runs.
      ...starts.mock.calls.filter(([, input]) => input !== undefined).map(([, input]): MachineStep => ({ input })),
      ...moves.mock.calls.map(([{ value, context }, event]): MachineStep => ({ value, context, event })),
    ]
    return [id, [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()]]
  })
  vi.restoreAllMocks()
  return new Map(found)
}
