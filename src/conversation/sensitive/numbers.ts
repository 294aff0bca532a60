import { kindOfNumber } from './number-kinds.ts'
import type { Span } from './span.ts'

/** Digits on one line, in groups that belong together or not. Commas and slashes part numbers, they do not group them. */
const GROUPS = /\d+(?:[ .)-]{1,3}\d+)*[xX]?/g
/** The longest number that is looked for: a bank card. */
const LONGEST = 19
/** The most groups of one number: a mobile number typed digit by digit. */
const MOST_GROUPS = 11

/** The most digits that a mask leaves together: 0086138. */
const LONGEST_KEPT = 7

interface Group {
  readonly start: number
  readonly end: number
  readonly digits: string
  /** What parts it from the group before. */
  readonly gap: string
}

/** Telephone, identity and bank card numbers, however they are grouped; a part of a longer number is none. */
export function findNumbers(folded: string): Span[] {
  return [...folded.matchAll(GROUPS)].flatMap((match) => {
    const groups = [...match[0].matchAll(/([ .)-]*)(\d+[xX]?)/g)].map((part): Group => {
      const [all, gap = '', digits = ''] = part
      const end = match.index + part.index + all.length
      return { start: end - digits.length, end, digits, gap }
    })
    return inGroups(folded, groups)
  })
}

function inGroups(folded: string, groups: readonly Group[]): Span[] {
  const spans: Span[] = []
  for (let at = 0; at < groups.length; ) {
    const found = longestFrom(folded, groups, at)
    if (found !== undefined) spans.push(found.span)
    at += found?.count ?? 1
  }
  return spans
}

/** The longest number that begins with this group, and how many groups it takes. */
function longestFrom(folded: string, groups: readonly Group[], from: number) {
  let found: { span: Span; count: number } | undefined
  let digits = ''
  const sizes: number[] = []
  for (let at = from; at < Math.min(groups.length, from + MOST_GROUPS); at++) {
    const group = groups[at] as Group
    if (digits.length + group.digits.length > LONGEST) break
    if (isKeptByMask(folded, group) || !continues(groups, from, at)) break
    digits += group.digits
    sizes.push(group.digits.length)
    const span = spanOf(folded, groups[from] as Group, group, digits, sizes)
    if (span !== undefined) found = { span, count: at - from + 1 }
  }
  return found
}

/** Are the digits what an earlier mask has left readable? Then they are a part of nothing. */
function isKeptByMask(folded: string, { start, end }: Group): boolean {
  return end - start <= LONGEST_KEPT && (folded.startsWith('***', start - 3) || folded.startsWith('***', end))
}

/** Is the group parted from the last as the others are? What follows an area code may be parted otherwise. */
function continues(groups: readonly Group[], from: number, at: number): boolean {
  const first = from + (groups[from]?.digits.startsWith('0') ? 2 : 1)
  return at <= first || groups[at]?.gap === groups[first]?.gap
}

function spanOf(folded: string, first: Group, last: Group, digits: string, sizes: readonly number[]): Span | undefined {
  const before = folded[first.start - 1] ?? ''
  const isInsideWord = /[a-z]/i.test(before) && /[a-z]/i.test(folded[last.end] ?? '')
  const known = kindOfNumber(digits, sizes, before === '+')
  if (known === undefined || isInsideWord) return undefined
  const { kind, head, tail } = known
  const isBracketed = before === '(' && folded[first.end] === ')'
  const kept = digits.slice(0, head)
  const mask = `${isBracketed ? `(${kept})` : kept}${'*'.repeat(digits.length - head - tail)}${digits.slice(-tail)}`
  return { kind, start: first.start - (isBracketed ? 1 : 0), end: last.end, mask }
}
