import { TAKEN } from './fold.ts'
import type { Span } from './span.ts'

const DOMAIN = /@((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?![a-z0-9-])/gi
const LOCAL = new RegExp(`[a-z0-9._%+\\-${TAKEN}]`, 'i')
const LONGEST_LOCAL = 64

/** E-mail addresses: the first letter and the domain stay. icon@2x.png and git@host are none. */
export function findEmails(folded: string): Span[] {
  const spans: Span[] = []
  for (const { index: at, 0: domain } of folded.matchAll(DOMAIN)) {
    const start = localStart(folded, at)
    const local = folded.slice(start, at)
    if (local === '' || local === 'git' || /^@\dx\./i.test(domain)) continue
    spans.push({ kind: 'email', start, end: at, mask: `${firstLetter(local)}***` })
  }
  return spans
}

function localStart(folded: string, at: number): number {
  let start = at
  while (start > 0 && at - start < LONGEST_LOCAL && LOCAL.test(folded[start - 1] as string)) start--
  return start
}

/** What may stay of the name: nothing of a short one, and nothing of a number. */
const firstLetter = (local: string): string => (local.length > 1 && local[0] !== TAKEN ? (local[0] as string) : '')
