import type { OwnerDocument } from '../store/document.ts'

/**
 * So much may be kept of one person, in UTF-16 units of JSON: a hundred records with all that can be said of
 * them. The document is read and written whole at each turn, so that one that grew for ever would slow everybody down.
 */
const MOST = 400_000

type Kept = Pick<OwnerDocument, 'cases' | 'incidents' | 'reminders'>

const sizeOf = ({ cases, incidents, reminders }: Kept): number => JSON.stringify([cases, incidents, reminders]).length

/**
 * Is there no room for what a turn wants to keep? What makes it smaller always has room, and an emergency has as much
 * again: who has leaked something must be heard.
 */
export function isFull(before: Kept, after: Kept, isUrgent: boolean): boolean {
  if (before.cases === after.cases && before.incidents === after.incidents && before.reminders === after.reminders)
    return false
  const size = sizeOf(after)
  return size > (isUrgent ? 2 * MOST : MOST) && size > sizeOf(before)
}
