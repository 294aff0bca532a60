import type { Saying } from '../../flows/shared/saying.ts'
import type { InboundKind } from '../channel/port.ts'
import type { CaseRecord } from './case.ts'
import type { Session } from './session.ts'

/** What the turn may look at of the owner's document. */
export interface Memory {
  readonly session: Session
  readonly cases: readonly CaseRecord[]
}

/** When the turn happens: epoch ms, and the person's own calendar day `YYYY-MM-DD`. */
export interface Moment {
  readonly at: number
  readonly today: string
}

/** What happened: a message, as the channel delivered it. */
export interface TurnEvent {
  readonly id: string
  readonly kind: InboundKind
  readonly text: string
}

/** A change of the document that stands or falls with the answer that caused it. */
export type Effect =
  | { readonly type: 'putCase'; readonly record: CaseRecord }
  | { readonly type: 'dropCase'; readonly caseId: string }
  /** Everything of this owner goes. */
  | { readonly type: 'forgetOwner' }

/** What a turn decides; nothing has happened yet. */
export interface Turn {
  readonly session: Session
  readonly say: readonly Saying[]
  readonly effects: readonly Effect[]
}
