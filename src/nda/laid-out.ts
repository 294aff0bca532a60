import { foldText } from './lines.ts'
import { type Outline, outlineOf } from './outline.ts'
import type { Span } from './reading.ts'

/**
 * A contract laid out for matching: its sentences one after the other, each behind a '\n' and behind a copy of the
 * words that lead into it, so that "乙方不得:(1)复制" reads 乙方不得:复制.
 */
export interface LaidOut extends Outline {
  readonly chars: string
  /** For each character its place in the original, UTF-16 units. */
  readonly at: Int32Array
  /** For each character the sentence it belongs to. */
  readonly sentenceAt: Int32Array
  /** For each sentence where its own words begin, behind the copy of its lead. */
  readonly bodies: Int32Array
  readonly ends: Int32Array
}

export function layOut(text: string): LaidOut {
  const folded = foldText(text)
  const outline = outlineOf(folded)
  const pieces: string[] = []
  const at: number[] = []
  const sentenceAt: number[] = []
  const bodies = new Int32Array(outline.sentences.length)
  const ends = new Int32Array(outline.sentences.length)
  outline.sentences.forEach(({ start, end, lead }, index) => {
    pieces.push('\n', folded.chars.slice(lead.start, lead.end), folded.chars.slice(start, end))
    at.push(folded.at[start] ?? 0)
    sentenceAt.push(index)
    for (let place = lead.start; place < lead.end; place++) {
      at.push(folded.at[place] ?? 0)
      sentenceAt.push(index)
    }
    bodies[index] = at.length
    for (let place = start; place < end; place++) {
      at.push(folded.at[place] ?? 0)
      sentenceAt.push(index)
    }
    ends[index] = at.length
  })
  return {
    ...outline,
    chars: pieces.join(''),
    at: Int32Array.from(at),
    sentenceAt: Int32Array.from(sentenceAt),
    bodies,
    ends,
  }
}

/** Where a match stands in the original. One that begins in the lead is quoted from where its own sentence begins. */
export function originalSpan(laid: LaidOut, start: number, end: number): Span {
  const body = laid.bodies[laid.sentenceAt[end - 1] ?? 0] ?? 0
  const from = start < body && end > body ? body : start
  const first = laid.at[from] ?? 0
  return { start: first, end: Math.max(first, (laid.at[end - 1] ?? first) + 1) }
}

/** What parts one piece of a sentence from the next: 10,000 is one piece. */
const PARTS = /^[,。;:!?\n](?!\d{3}(?!\d))/
/** How far a quote is widened on either side at most, in characters. */
const WIDEST = 40

/** Where the whole pieces of a sentence stand in the original in which a match lies: nobody can read 「按次」, everybody 「按次计算」. */
export function wholeSpan(laid: LaidOut, start: number, end: number): Span {
  const sentence = laid.sentenceAt[end - 1] ?? 0
  const body = laid.bodies[sentence] ?? 0
  let from = start < body && end > body ? body : start
  const first = Math.max(Math.min(from, body), from - WIDEST)
  while (from > first && !PARTS.test(laid.chars.slice(from - 1, from + 3))) from--
  if (from === start - WIDEST) while (from < start && /[a-z]/.test(laid.chars[from - 1] ?? '')) from++
  while (from < start && laid.chars[from] === ' ') from++
  let to = end
  const last = Math.min(end > body ? (laid.ends[sentence] ?? end) : end, end + WIDEST)
  while (to < last && !PARTS.test(laid.chars.slice(to, to + 4))) to++
  if (to === end + WIDEST) while (to > end && /[a-z]/.test(laid.chars[to] ?? '')) to--
  return originalSpan(laid, from, to)
}

/** Where a sentence's own words stand in the original. */
export function sentenceSpan(laid: LaidOut, sentence: number): Span {
  return originalSpan(laid, laid.bodies[sentence] ?? 0, laid.ends[sentence] ?? 0)
}
