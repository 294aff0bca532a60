import { FRESH, type Quota } from './quota.ts'

/** What one scan makes, and what has to outlive the process. Secret: whoever has the token is the bot. */
export interface BindingState {
  readonly userId: string
  readonly botId: string
  /** Null when the login is over and a new scan is needed. */
  readonly token: string | null
  readonly base: string
  /** Up to where messages were durably taken. */
  readonly cursor: string
  /** The newest; it goes back with whatever is sent. */
  readonly contextToken: string | null
  /** Ids of the messages that were durably taken, newest last. */
  readonly seen: readonly string[]
  readonly quota: Quota
}

/** A binding that a scan has just made. One of the same user goes on with what was counted and seen before. */
export function newBinding(
  login: Pick<BindingState, 'userId' | 'botId' | 'base'> & { readonly token: string },
  before: BindingState | undefined,
): BindingState {
  return {
    ...login,
    cursor: '',
    contextToken: null,
    seen: before?.seen ?? [],
    // "The user must speak first after binding".
    quota: before === undefined ? FRESH : { ...before.quota, heardAt: null, closedBy: null },
  }
}

/** Where bindings are kept. */
export interface BindingStore {
  load(): Promise<readonly BindingState[]>
  save(state: BindingState): Promise<void>
}

/** Keeps nothing: every start needs a new scan. */
export function memoryStore(): BindingStore {
  const states = new Map<string, BindingState>()
  return {
    load: async () => [...states.values()],
    save: async (state) => void states.set(state.userId, state),
  }
}
