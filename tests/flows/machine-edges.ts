import { type AnyStateMachine, type AnyTransitionDefinition, createActor, type InspectionEvent } from 'xstate'
import type { Flow } from '../../flows/shared/flow.ts'

/** Every edge of a flow's machine, by name; those that are taken without an event, too. */
export function edgesOf({ id, machine }: Flow): readonly string[] {
  return Object.values(machine.states).flatMap((state) =>
    [...[...state.transitions.values()].flat(), ...(state.always ?? [])].map((edge) => edgeName(id, edge)),
  )
}

/** `records: askAction → shown [wantsShow]` */
function edgeName(flowId: string, { source, target, guard }: AnyTransitionDefinition): string {
  const targets = (target ?? []).map(({ key }) => key).join(' + ')
  return `${flowId}: ${source.key} → ${targets || '(stays)'}${guardName(guard)}`
}

function guardName(guard: unknown): string {
  if (guard === undefined) return ''
  if (typeof guard !== 'object' || guard === null || !('type' in guard)) return ` [${String(guard)}]`
  const { type, params } = guard as { type: string; params?: unknown }
  return params === undefined ? ` [${type}]` : ` [${type} ${String(params)}]`
}

/** A step that a machine made: how it started, or from where it went on with which event. */
export type MachineStep =
  | { readonly input: unknown }
  | { readonly value: unknown; readonly context: unknown; readonly event: { readonly type: string } }

/** The edges that a step takes. A running machine is asked, because the pure `transition` does not tell. */
export function edgesTaken({ id, machine }: Flow, step: MachineStep): readonly string[] {
  const taken: string[] = []
  let isWatching = 'input' in step
  const inspect = (event: InspectionEvent): void => {
    if (!isWatching || event.type !== '@xstate.microstep') return
    taken.push(...event._transitions.map((edge) => edgeName(id, edge)))
  }
  const actor = createActor(machine, { inspect, ...beginning(machine, step) })
  actor.start()
  isWatching = true
  if ('event' in step) actor.send(step.event)
  return taken
}

function beginning(machine: AnyStateMachine, step: MachineStep): { input?: unknown; snapshot?: never } {
  if ('input' in step) return { input: step.input }
  const { value, context } = step
  return { snapshot: machine.resolveState({ value, context } as Parameters<typeof machine.resolveState>[0]) as never }
}
