/** How a backup begins; then come 32 hex digits that name it, and a line's end. */
export const HEADLINE = 'shoumi-backup 1 '

/** What is sealed as one: in a backup there is one `begin`, any number of `entries`, and one `end`. */
export type Piece =
  | { readonly kind: 'begin'; readonly madeAt: number }
  /** Keys with their values, in base64. */
  | { readonly kind: 'entries'; readonly entries: readonly (readonly [key: string, value: string])[] }
  | { readonly kind: 'end'; readonly documents: number }

/** Whom a piece is sealed for, so that it opens at its own place in its own backup only. No owner's id holds a `!`. */
export function frameOwner(backup: string, index: number): string {
  return `backup!${backup}!${index}`
}
