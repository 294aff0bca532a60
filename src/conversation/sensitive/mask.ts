import { findAccounts } from './accounts.ts'
import { findAddresses } from './address.ts'
import { findEmails } from './email.ts'
import { findEnglishAddresses } from './english-address.ts'
import { cover, fold, TAKEN } from './fold.ts'
import { findLabelledNumbers } from './labelled-numbers.ts'
import { findNumbers } from './numbers.ts'
import { findPlates } from './plates.ts'
import { findSecrets } from './secrets.ts'
import type { SensitiveKind, Span } from './span.ts'
import { findTravelDocuments } from './travel-documents.ts'

export type { SensitiveKind } from './span.ts'

/** A message without its client data. */
export interface Masked {
  readonly text: string
  /** What was masked, in the order of the message, each once; empty if nothing was, and then the text is unchanged. */
  readonly kinds: readonly SensitiveKind[]
}

/** In this order: what a later one finds swallows what an earlier one found in it. */
const FINDERS = [
  findEnglishAddresses,
  findNumbers,
  findLabelledNumbers,
  findTravelDocuments,
  findPlates,
  findAddresses,
  findEmails,
  findAccounts,
  findSecrets,
]
/** Those that find nothing where there is no figure. */
const FIGURE_FINDERS: ReadonlySet<(folded: string) => Span[]> = new Set([
  findEnglishAddresses,
  findNumbers,
  findLabelledNumbers,
  findTravelDocuments,
  findPlates,
])

/**
 * Masks what looks like client data: telephone, identity, passport and bank card numbers, number plates, addresses down
 * to the house, e-mail addresses, accounts and passwords that are said to be such. Enough stays readable to know which
 * one was meant.
 *
 * It must run before anything of a message is stored or logged: a freelancer in a hurry pastes what was confided to
 * them, and what is once on disk has leaked. Masking what is masked changes nothing. The time taken grows with the
 * length of the text and no faster.
 */
export function maskSensitive(text: string): Masked {
  let folded = fold(text)
  let spans: readonly Span[] = []
  const hasFigures = /\d/.test(folded)
  for (const find of FINDERS) {
    if (!hasFigures && FIGURE_FINDERS.has(find)) continue
    const found = find(folded)
    if (found.length === 0) continue
    spans = merge(folded, spans, found)
    folded = cover(folded, spans)
  }
  if (spans.length === 0) return { text, kinds: [] }
  return { text: replaceSpans(text, spans), kinds: [...new Set(spans.map(({ kind }) => kind))] }
}

/** In the order of the text; a new one swallows the old ones in it, and one that it would cut in two as a whole. */
function merge(folded: string, old: readonly Span[], found: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of [...found.map((one) => widen(folded, one)), ...old].sort(byPlace)) {
    if (span.start >= (merged.at(-1)?.end ?? 0)) merged.push(span)
  }
  return merged
}

const byPlace = (a: Span, b: Span): number => a.start - b.start || b.end - a.end

function widen(folded: string, span: Span): Span {
  let { start, end } = span
  while (folded[start] === TAKEN && folded[start - 1] === TAKEN) start--
  while (folded[end] === TAKEN && folded[end - 1] === TAKEN) end++
  return { ...span, start, end }
}

function replaceSpans(text: string, spans: readonly Span[]): string {
  let masked = ''
  let at = 0
  for (const { start, end, mask } of spans) {
    masked += text.slice(at, start) + mask
    at = end
  }
  return masked + text.slice(at)
}
