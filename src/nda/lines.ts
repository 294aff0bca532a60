import { simplify } from '../conversation/simplify.ts'
import { foldChar, partsWords } from './fold.ts'
import { MARKER_START } from './markers.ts'

/**
 * A text as it is compared: no spaces but between words of letters, no page numbers and running heads, lines that were only wrapped
 * joined, '\n' where a line really ends.
 */
export interface FoldedText {
  readonly chars: string
  /** Where each character stands in the original, in UTF-16 units. */
  readonly at: Int32Array
  /** 1 where the original had a space before the character. */
  readonly spaced: Uint8Array
}

interface Line {
  readonly start: number
  readonly end: number
  /** The line without any spaces. */
  readonly bare: string
  readonly blankBefore: boolean
  readonly afterNoise: boolean
}

const PAGE_LINE =
  /^(?:[-·.]*第?\d{1,3}页?(?:[/,|]?共?\d{1,3}页?)?[-·.]*|第[一二三四五六七八九十]{1,3}页(?:[/,|]?共[一二三四五六七八九十]{1,3}页)?|page\d{1,3}(?:(?:of|\/)\d{1,3})?)$/
const ENDS_SENTENCE = /[。;:!?]$/
const PARTY_LINE = /^(?:[甲乙丙丁]方|[\u4e00-\u9fff]{2,6})(?:\([^)]{1,12}\))?:/
/** A line that repeats so often is a running head. */
const REPEATS = 3
const WRAPPED_AT_LEAST = 12
const LONGEST_HEADING = 24
/** Whoever writes no full stops ends his sentences with his lines: that can be told from so many lines, and so many stops in them. */
const FEW_LINES = 3
const STOPPED_LINES = 0.1

/** Folds a text, keeping for every character the place where it came from. */
export function foldText(text: string): FoldedText {
  const simple = simplify(text)
  const lines = dropNoise(linesOf(simple))
  const width = usualWidth(lines)
  const doubleSpaced = lines.filter(({ blankBefore }) => blankBefore).length > lines.length * 0.6
  const chars: string[] = []
  const at: number[] = []
  const spaced: number[] = []
  let space = false
  const put = (char: string, place: number): void => {
    const last = chars.at(-1) ?? '\n'
    if (char === '_' && last === '_') return
    if (space && char !== '\n' && partsWords(last, char)) {
      chars.push(' ')
      at.push(place - 1)
      spaced.push(0)
    }
    chars.push(char)
    at.push(place)
    spaced.push(space ? 1 : 0)
    space = false
  }
  const stops = lines.filter(({ bare }) => /[。;]|[a-z]\.$/.test(bare)).length
  const hasStops = lines.length < FEW_LINES || stops >= lines.length * STOPPED_LINES
  let previous: Line | undefined
  for (const line of lines) {
    if (previous !== undefined) {
      const goesOn = hasStops || /[,、]$/.test(previous.bare)
      if (!goesOn || !isWrapped(previous, line, width, doubleSpaced)) put('\n', previous.end)
      else if (chars.at(-1) === '-' && /[a-z]/.test(chars.at(-2) ?? '') && /^[a-z]/.test(line.bare)) {
        chars.pop()
        at.pop()
        spaced.pop()
      } else space = /[a-z]/.test(line.bare[0] ?? '') || /[a-z,]/.test(chars.at(-1) ?? '')
    }
    for (let place = line.start; place < line.end; place++) {
      const char = foldChar(simple[place] as string)
      if (char === ' ') space = true
      else if (char !== '') put(char, place)
    }
    previous = line
  }
  return { chars: chars.join(''), at: Int32Array.from(at), spaced: Uint8Array.from(spaced) }
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let blankBefore = false
  for (const match of text.matchAll(/[^\n\r\f\v\u2028\u2029]+/g)) {
    const gap = text.slice(lines.at(-1)?.end ?? 0, match.index)
    if (/\n\r?\n|\r\r|\f/.test(gap)) blankBefore = true
    let bare = ''
    for (const char of match[0]) {
      const one = foldChar(char)
      if (one !== ' ') bare += one
    }
    if (bare === '') {
      blankBefore = true
      continue
    }
    lines.push({ start: match.index, end: match.index + match[0].length, bare, blankBefore, afterNoise: false })
    blankBefore = false
  }
  return lines
}

function dropNoise(lines: readonly Line[]): Line[] {
  const times = new Map<string, number>()
  for (const { bare } of lines) times.set(bare, (times.get(bare) ?? 0) + 1)
  const seen = new Set<string>()
  const kept: Line[] = []
  let afterNoise = false
  for (const line of lines) {
    const isHead =
      (times.get(line.bare) ?? 0) >= REPEATS &&
      line.bare.length >= 4 &&
      line.bare.length <= 40 &&
      !ENDS_SENTENCE.test(line.bare) &&
      !MARKER_START.test(line.bare)
    if (PAGE_LINE.test(line.bare) || (isHead && seen.has(line.bare))) {
      afterNoise = true
      continue
    }
    if (isHead) seen.add(line.bare)
    kept.push({ ...line, afterNoise })
    afterNoise = false
  }
  return kept
}

/** How long a full line is: four lines in five are no longer. */
function usualWidth(lines: readonly Line[]): number {
  const widths = lines.map(({ bare }) => bare.length).sort((a, b) => a - b)
  return widths[Math.floor(widths.length * 0.8)] ?? 0
}

/** Does the sentence go on in the next line? */
function isWrapped(line: Line, next: Line, width: number, doubleSpaced: boolean): boolean {
  if (ENDS_SENTENCE.test(line.bare) || MARKER_START.test(next.bare) || PARTY_LINE.test(next.bare)) return false
  if (/[a-z)]\.$/.test(line.bare) && /^[^a-z]/.test(next.bare)) return false
  if (
    MARKER_START.test(line.bare) &&
    line.bare.length <= Math.min(LONGEST_HEADING, width * 0.85) &&
    !/[,、]/.test(line.bare)
  )
    return false
  if (next.blankBefore && !next.afterNoise && !doubleSpaced) return false
  if (line.bare.endsWith(',') || line.bare.endsWith('、')) return true
  return line.bare.length >= WRAPPED_AT_LEAST && line.bare.length >= width * 0.6
}
