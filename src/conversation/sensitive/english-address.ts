import type { Span } from './span.ts'

const STOP_WORD =
  'the|an?|of|off|on|in|at|to|for|and|or|my|your|his|her|our|their|this|that|is|are|was|per|by|from|with|best|top|more|new|silk'
const WORD = `(?!(?:${STOP_WORD})(?![a-z]))(?:[a-z][a-z'.]{0,15}|\\d{1,3}(?:st|nd|rd|th))`
const ROAD =
  '(?:road|rd|street|st|avenue|ave|lane|boulevard|blvd|highway|hwy|parkway|pkwy|alley|lu|jie|dadao)(?![a-z])\\.?'
const ESTATE =
  '(?:garden|plaza|tower|mansion|cent(?:er|re)|park|community|residence|villa|square|estate|house|building|apartment)s?(?![a-z])'
const FIGURE = '(?:[a-z]-?)?\\d{1,5}[a-z]?(?!\\.[\\d*]|[a-z\\d*])'
const NUMBERED = '\\.? ?(?:no\\.? ?|#)?'
/** The parts with a number: a door, a building, a floor, a house in a road (88 Renmin Road; Renmin Road No. 88). */
const PART = new RegExp(
  [
    `(?<![a-z])(?<door>room|rm|suite|ste|apt|apartment|flat|unit)${NUMBERED}${FIGURE}`,
    `(?<![a-z])(?<building>building|bldg|block|tower|lane)${NUMBERED}(?:${FIGURE}|(?<letter>[a-z])(?![a-z\\d*]))`,
    '(?<![a-z])(?:floor|level) ?\\d{1,3}(?![\\da-z])|(?<![\\d.])\\d{1,3}(?:(?:st|nd|rd|th)? floor|/?f)(?![a-z])',
    `(?:(?<![a-z])(?<no>no)\\.? ?|(?<![\\d.*-]))\\d{1,5}[a-z]?(?:-\\d{1,4})?,? (?<road>(?:${WORD} ){1,4}?${ROAD}(?: (?:east|west|north|south)(?![a-z]))?)`,
    '(?<![a-z])no\\.? ?\\d{1,5}(?![\\d.*])',
    `(?<![a-z])${ROAD},? ?no\\.? ?(?<house>\\d{1,5})(?![\\d.*])`,
  ].join('|'),
  'gi',
)
const BETWEEN = new RegExp(`^[, ]{1,3}(?:(?:${WORD}[ ,]{1,2}){1,3}?(?:${ROAD}|${ESTATE})[, ]{1,2})?$`, 'i')
const LONGEST_BETWEEN = 60
const NAME_BEFORE = new RegExp(`(?<![a-z])(?:${WORD} ){1,3}$`, 'i')
const ESTATE_BEFORE = new RegExp(`(?<![a-z])(?:${WORD} ){1,2}${ESTATE}[, ]{1,2}$`, 'i')
const PLACE_BEHIND = new RegExp(`[, ]{1,2}(?:${WORD} ){1,2}?(?:${ESTATE}|${ROAD})`, 'iy')

type Part = RegExpExecArray

/**
 * Addresses in English that lead to a door: a house in a road, or a room in a building. The district and the city stay
 * readable.
 */
export function findEnglishAddresses(folded: string): Span[] {
  const spans: Span[] = []
  let group: Part[] = []
  const close = (): void => {
    if (isAddress(folded, group)) spans.push(spanOf(folded, group, spans.at(-1)?.end ?? 0))
    group = []
  }
  for (const part of folded.matchAll(PART)) {
    if (part.groups?.letter !== undefined && /[a-z]/.test(part.groups.letter)) continue
    const last = group.at(-1)
    if (last !== undefined && !belongs(folded, endOf(last), part.index)) close()
    group.push(part)
  }
  close()
  return spans
}

const endOf = (part: Part): number => part.index + part[0].length

function belongs(folded: string, end: number, next: number): boolean {
  return next - end <= LONGEST_BETWEEN && BETWEEN.test(folded.slice(end, next))
}

function isAddress(folded: string, group: readonly Part[]): boolean {
  if (group.some((part) => part.groups?.house !== undefined)) return true
  const has = (name: string): boolean => group.some((part) => part.groups?.[name] !== undefined)
  if (has('road')) return group.length > 1 || isHouse(folded, group[0] as Part)
  return has('door') && has('building')
}

/** A road by itself must look like a name, and end there: no 10 best street photos, no 2024 product road map. */
function isHouse(folded: string, part: Part): boolean {
  const next = folded.slice(endOf(part), endOf(part) + 3)
  if (part.groups?.no !== undefined) return true
  if (/^[A-Z]/.test(part.groups?.road ?? '')) return !/^ ?(?:[A-Z]|\*\*)/.test(next)
  if (/ (?:lu|jie|st)$/.test(part[0])) return false
  return !/^ ?(?:[a-z]|\*\*)/i.test(next) && !/^(?:19|20)\d\d /.test(part[0])
}

function spanOf(folded: string, group: readonly Part[], from: number): Span {
  const [first, last] = [group[0] as Part, group.at(-1) as Part]
  const before = folded.slice(Math.max(from, first.index - LONGEST_BETWEEN), first.index)
  const lead = (first.groups?.house === undefined ? ESTATE_BEFORE : NAME_BEFORE).exec(before)?.[0].length ?? 0
  PLACE_BEHIND.lastIndex = endOf(last)
  const end = PLACE_BEHIND.test(folded) ? PLACE_BEHIND.lastIndex : endOf(last)
  return { kind: 'address', start: first.index - lead, end, mask: '***' }
}
