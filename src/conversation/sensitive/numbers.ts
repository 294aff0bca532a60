import { COUNTED, takeAt } from './labelled.ts'
import { kindOfNumber } from './number-kinds.ts'
import type { Written } from './phone-abroad.ts'
import type { Span } from './span.ts'

/** Digits on one line, in groups that belong together or not. Commas and slashes part numbers, they do not group them. */
const GROUPS = /\d+(?:[ .()-]{1,3}\d+)*[xX]?/g
/** The longest number that is looked for: a bank card. */
const LONGEST = 19
/** The most groups of one number: a mobile number typed digit by digit. */
const MOST_GROUPS = 11

/** The most digits that a mask leaves together: 0086138. */
const LONGEST_KEPT = 7
/** 转801, 分机801, ext. 801, -801 */
const EXTENSION =
  /(?:-| ?[,，]? ?[([]?(?:转分机|转接|转|分机|ext(?:ension)?\.?)号?(?:是|为)?[ :]{0,2})\d{1,5}(?! ?[-.]?\d|[a-z*])/iy

/** A letter that goes on a word, and names no building: B座. */
const LETTER = /^[a-z](?!\d{0,2} ?[座栋幢号弄组室单#])/i

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
    const groups = [...match[0].matchAll(/([ .()-]*)(\d+[xX]?)/g)].map((part): Group => {
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
    if (found !== undefined) spans.push(found.span, ...extensionOf(folded, found.span))
    at += found?.count ?? 1
  }
  return spans
}

/** The longest number that begins with this group, and how many groups it takes. */
function longestFrom(folded: string, groups: readonly Group[], from: number) {
  const first = groups[from] as Group
  const sign = signOf(folded, first)
  let found: { span: Span; count: number } | undefined
  let digits = ''
  const sizes: number[] = []
  let isEven = true
  for (let at = from; at < Math.min(groups.length, from + MOST_GROUPS); at++) {
    const group = groups[at] as Group
    if (digits.length + group.digits.length > LONGEST || isKeptByMask(folded, group)) break
    if (at > from && !continues(groups, from, at, sign)) break
    digits += group.digits
    sizes.push(group.digits.length)
    isEven &&= at <= from + 1 || group.gap === groups[from + 1]?.gap
    const span = spanOf(folded, first, group, digits, { sizes, sign, isEven })
    if (span !== undefined) found = { span, count: at - from + 1 }
  }
  return found
}

function signOf(folded: string, { start, end }: Group): Written['sign'] {
  const before = folded[start - 1]
  if (before === '+') return '+'
  return before === '(' && folded[end] === ')' ? '(' : ''
}

/** Are the digits what an earlier mask has left readable? Then they are a part of nothing. */
function isKeptByMask(folded: string, { start, end }: Group): boolean {
  return end - start <= LONGEST_KEPT && (folded.startsWith('***', start - 3) || folded.startsWith('***', end))
}

/** Is the group parted from the last as the others are? What follows an area code or a country may be parted otherwise. */
function continues(groups: readonly Group[], from: number, at: number, sign: Written['sign']): boolean {
  const { digits } = groups[from] as Group
  if (sign === '+' || digits.startsWith('00')) return true
  const gap = groups[at]?.gap
  const first = from + (sign === '(' || digits.startsWith('0') ? 2 : 1)
  return !gap?.includes('(') && (at <= first || gap === groups[first]?.gap)
}

function spanOf(folded: string, first: Group, last: Group, digits: string, written: Written): Span | undefined {
  const isInsideWord = /[a-z]/i.test(folded[first.start - 1] ?? '') && LETTER.test(folded.slice(last.end, last.end + 5))
  const known = kindOfNumber(digits, written)
  if (known === undefined || isInsideWord) return undefined
  const { kind, head, tail } = known
  const isBracketed = written.sign === '('
  const kept = digits.slice(0, head)
  const mask = `${isBracketed ? `(${kept})` : kept}${'*'.repeat(digits.length - head - tail)}${digits.slice(-tail)}`
  return { kind, start: first.start - (isBracketed ? 1 : 0), end: last.end, mask }
}

/** The extension behind a landline, as a mask of its own, so that the word before it stays. */
function extensionOf(folded: string, { kind, start, end }: Span): Span[] {
  if (kind !== 'phone' || !/^\(?0/.test(folded.slice(start, start + 2))) return []
  const extension = takeAt(EXTENSION, folded, end)
  const digits = extension && /\d+$/.exec(extension)?.[0]
  if (extension === undefined || digits === undefined || COUNTED.test(folded[end + extension.length] ?? '')) return []
  const behind = end + extension.length
  return [{ kind, start: behind - digits.length, end: behind, mask: '***' }]
}
