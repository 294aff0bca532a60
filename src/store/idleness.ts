import type { OwnerDocument } from './document.ts'

const DAY = 86_400_000

/** When somebody was heard last, epoch ms; a room, or somebody who never wrote, when there was last anything. */
export function heardAt({ contact, watermark, createdAt }: OwnerDocument): number {
  return contact?.at ?? Math.max(watermark, createdAt)
}

/** Have they been told that their data is about to be erased, and not been heard since? */
export function isWarned(document: OwnerDocument): boolean {
  return document.expiry !== undefined && document.expiry.warnedAt > heardAt(document)
}

/** As long as an incident is open nothing of its owner expires: it may be what they have to show one day. */
export const neverExpires = ({ incidents }: OwnerDocument): boolean =>
  incidents.some(({ closedAt }) => closedAt === null)

/**
 * Where the index has a document whose owner may not come back, so that whoever is due is found and nobody else is looked
 * at: by when they were heard last, in whole days, so that it seldom changes; once warned, by when. Null: it never expires.
 */
export function idleness(document: OwnerDocument): { readonly index: 'idle' | 'warned'; readonly at: number } | null {
  if (neverExpires(document)) return null
  if (document.expiry !== undefined && isWarned(document)) return { index: 'warned', at: document.expiry.warnedAt }
  return { index: 'idle', at: Math.ceil(heardAt(document) / DAY) * DAY }
}
