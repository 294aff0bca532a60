import {
  type AnyActorScope,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  createMachine,
} from 'xstate'

/** What a machine wants done: named here, done by whoever asked for the step. */
export interface NamedAction {
  readonly type: string
  readonly params?: unknown
}

/** Where a machine stands after a step, and the actions that the step named. */
export type MachineStep = readonly [snapshot: AnyMachineSnapshot, actions: readonly NamedAction[]]

let scope: AnyActorScope | undefined

/**
 * XState's `initialTransition`, without an actor built for each call: a turn takes dozens of steps, and three quarters
 * of the time of each went into that actor. No flow spawns, sends or looks at `self`, so one that never runs serves all.
 */
export function firstStep(machine: AnyStateMachine, input: unknown): MachineStep {
  return stepBy((scope) => machine.getInitialSnapshot(scope, input))
}

/** XState's `transition`, in the same way. Throws what a guard or an assign throws, as it does. */
export function nextStep(machine: AnyStateMachine, snapshot: AnyMachineSnapshot, event: AnyEventObject): MachineStep {
  return stepBy((scope) => machine.transition(snapshot, event, scope))
}

function stepBy(step: (scope: AnyActorScope) => AnyMachineSnapshot): MachineStep {
  const actions: NamedAction[] = []
  scope ??= inertScope()
  scope.actionExecutor = (action) => void actions.push(action)
  return [step(scope), actions]
}

function inertScope(): AnyActorScope {
  const self = createActor(createMachine({}))
  const nothing = (): void => {}
  return {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    stopChild: nothing,
    emit: nothing,
    actionExecutor: nothing,
  }
}
