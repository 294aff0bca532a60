import { keptAfter } from '../conversation/after-effects.ts'
import type { Turn } from '../conversation/turn.ts'
import type { OwnerDocument } from '../store/document.ts'

/** How many message ids are remembered to notice a replay. */
const TAKEN_LIMIT = 200

/** Puts what a turn decided into the document, so that the answer and what follows from it stand or fall together. */
export function foldTurn(document: OwnerDocument, turn: Turn): OwnerDocument {
  return { ...document, session: turn.session, ...keptAfter(document, turn.effects) }
}

/**
 * Notes that a message was taken. A message from the future (a puppet's wrong clock) does not move the watermark past
 * now, or everything after it would count as a replay.
 */
export function takeMessage(document: OwnerDocument, id: string, at: number, now: number): OwnerDocument {
  return {
    ...document,
    taken: [...document.taken, id].slice(-TAKEN_LIMIT),
    watermark: Math.max(document.watermark, Math.min(at, now)),
  }
}
