import type { PrintedLine } from './pdf-lines.ts'

/** Measures in letter heights. */
const SHORT = 2
const INDENT = 1
/** Share of the lines that end at the right margin, at least. */
const AT_MARGIN = 0.04
/** A gap between lines that is this much wider than usual parts two paragraphs. */
const WIDE = 1.35
const SENTENCE_END = /[。；：！？.;:!?]$/
/** How a clause or an item begins. The lines below it are often indented, and still belong to it. */
const LABEL = /^(?:第.{1,6}[条條章节節款]|[(\uff08]?[\d一二三四五六七八九十]{1,3}[、.\uff0e)\uff09]|[①-⑳•●])/

/**
 * The text of the pages, a line for each printed line, an empty line between paragraphs.
 *
 * A PDF knows no paragraphs. One ends with a line that stops short of the margin, and begins with an indented line, with
 * a clause's number, or after a wider gap. Lines that run on over the end of a page stay together unless a page number stands between.
 */
export function joinPages(pages: readonly (readonly PrintedLine[])[]): string {
  let text = ''
  let last: PrintedLine | undefined
  const margin = rightMargin(pages.flat())
  for (const lines of pages.filter((page) => page.length > 0)) {
    const usual = usualGap(lines)
    for (const [at, line] of lines.entries()) {
      if (last !== undefined) text += beginsParagraph(line, last, margin, at === 0 ? undefined : usual) ? '\n\n' : '\n'
      text += line.text
      last = line
    }
  }
  return text
}

function beginsParagraph(line: PrintedLine, last: PrintedLine, margin: number, usualGap: number | undefined): boolean {
  if (margin - last.right > SHORT * last.size) return true
  if (line.x - last.x > INDENT * line.size && !LABEL.test(last.text)) return true
  if (SENTENCE_END.test(last.text) && LABEL.test(line.text)) return true
  const gap = line.y - last.y
  return usualGap !== undefined && gap > WIDE * usualGap && gap > WIDE * line.size
}

/**
 * Where full lines end: the furthest edge at which enough lines end. The widest line alone is no guide: it may be a
 * running head or a table.
 */
function rightMargin(lines: readonly PrintedLine[]): number {
  const edges = lines.map(({ right }) => right).sort((a, b) => b - a)
  const size = Math.max(...lines.map((line) => line.size), 0)
  const enough = Math.ceil(AT_MARGIN * edges.length)
  const margin = edges.find((edge, at) => (edges[at + enough - 1] ?? 0) > edge - size)
  return margin ?? edges[0] ?? 0
}

function usualGap(lines: readonly PrintedLine[]): number | undefined {
  const gaps = lines.map((line, at) => line.y - (lines[at - 1]?.y ?? line.y)).filter((gap) => gap > 0)
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)]
}
