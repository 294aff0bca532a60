import type { FoldedText } from './lines.ts'
import { inlineMarkers, type Marker, type MarkerKind, markerAt } from './markers.ts'

/** A numbered item, a headed paragraph or a plain one: what stands between two real line ends or numbers. */
export interface Unit {
  readonly kind: MarkerKind | 'heading' | 'plain'
  /** In the folded text, the number included. */
  readonly start: number
  readonly end: number
  /** Where the words begin, after the number. */
  readonly body: number
  readonly number?: string
  readonly heading?: string
}

const LONGEST_HEADING = 22
/** What stands before a colon and is no heading: 甲方:, 联系地址:. */
const NO_HEADING = /[方人号址话名日期者员员司户盖章字编间]$|[\d_(a-z]|如下|包括|是指|约定|鉴于|甲|乙/
const TITLE = /协议|合同|契约|切结书|规则|承诺书|保证书|条款|约定|声明|须知|agreement|contract|undertaking|nda|terms/

/** The line near the top that says what this is: 保密协议. Empty when none does. */
export function titleOf(chars: string): string {
  const lines = chars.slice(0, 400).split('\n').slice(0, 6)
  return lines.find((line) => line.length <= 40 && TITLE.test(line)) ?? ''
}

/** What a folded text consists of, in order. `title` is no heading of what follows. */
export function unitsOf(folded: FoldedText, title: string): Unit[] {
  return withoutLoneHeadings(allUnitsOf(folded), title)
}

function allUnitsOf(folded: FoldedText): Unit[] {
  const { chars } = folded
  const units: Unit[] = []
  let start = 0
  while (start < chars.length) {
    const newline = chars.indexOf('\n', start)
    const end = newline === -1 ? chars.length : newline
    if (end > start) {
      const first = markerAt(chars, start) ?? bareNumberAt(folded, start, end)
      let from = start
      let marker: Marker | undefined = first
      for (const next of [...inlineMarkers(chars, first?.end ?? start, end), undefined]) {
        const stop = next?.start ?? end
        if (stop > from) units.push(unitOf(folded, from, stop, marker))
        from = stop
        marker = next
      }
    }
    start = end + 1
  }
  return units
}

/** A short line below a heading is what it is the heading of; one at the very end heads nothing. */
function withoutLoneHeadings(units: readonly Unit[], title: string): Unit[] {
  const kept: Unit[] = []
  for (const [index, unit] of units.entries()) {
    const above = kept.at(-1)
    const isBelowHeading = above?.heading !== undefined && above.heading !== title && isWhole(above)
    if (unit.kind === 'heading' && (isBelowHeading || index === units.length - 1)) {
      const { heading: _, ...rest } = unit
      kept.push({ ...rest, kind: 'plain' })
    } else kept.push(unit)
  }
  return kept
}

/** Is a unit nothing but its heading? */
export const isWhole = ({ body, end, heading }: Unit): boolean => end - body <= (heading?.length ?? 0) + 2

/** 1 定义: a number with only a space after it, alone at the beginning of a short line. */
function bareNumberAt({ chars, spaced }: FoldedText, start: number, end: number): Marker | undefined {
  const digits = /^\d{1,2}(?=[\u4e00-\u9fff])/.exec(chars.slice(start, start + 3))?.[0].length
  if (digits === undefined || spaced[start + digits] !== 1 || end - start > LONGEST_HEADING) return undefined
  return { kind: 'n.', start, end: start + digits }
}

function unitOf(folded: FoldedText, start: number, end: number, marker: Marker | undefined): Unit {
  const { chars } = folded
  const body = (marker?.end ?? start) + (chars[marker?.end ?? start] === ' ' ? 1 : 0)
  const heading = headingOf(folded, body, end, marker !== undefined)
  const kind = marker?.kind ?? (heading === undefined ? 'plain' : 'heading')
  return {
    kind,
    start,
    end,
    body,
    ...(marker !== undefined && { number: chars.slice(marker.start, marker.end) }),
    ...(heading !== undefined && { heading }),
  }
}

function headingOf({ chars, spaced }: FoldedText, body: number, end: number, numbered: boolean): string | undefined {
  const text = chars.slice(body, Math.min(end, body + LONGEST_HEADING + 1))
  const bracketed = /^\[([^\]]{1,16})\]|^\(([^)]{2,12})\)(?=.)/.exec(text)
  if (bracketed !== null && (numbered || bracketed[1] !== undefined)) return bracketed[1] ?? bracketed[2]
  const isWhole = end - body <= LONGEST_HEADING && !/[。;,!?_]/.test(text)
  if (isWhole && (numbered || !/[:\d)]/.test(text)) && !text.endsWith(':')) return text
  const colon = /^([^,。;:!?]{2,14}):./.exec(text)
  if (colon !== null && (numbered || (!NO_HEADING.test(colon[1] as string) && end - body >= 14))) return colon[1]
  if (numbered) {
    for (let at = body + 2; at < Math.min(end, body + 14); at++) {
      if (/[,。;:!?]/.test(chars[at] as string)) return undefined
      if (spaced[at] === 1) return chars.slice(body, at)
    }
    const stop = /^([^,。;:!?]{2,12})[。.](?=.)/.exec(text)
    if (stop !== null && (/[a-z]/.test(stop[1] as string) || (stop[1] as string).length <= 8)) return stop[1]
  }
  return undefined
}
