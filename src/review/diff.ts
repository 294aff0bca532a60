const CONTEXT = 1

interface Line {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** The lines that differ, with one line around them, as `diff -u` shows them; nothing if none do. */
export function unifiedDiff(before: string, after: string): string[] {
  const lines = compare(before.split('\n'), after.split('\n'))
  const out: string[] = []
  let old = 0
  let now = 0
  lines.forEach((line, index) => {
    if (lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' ')) {
      const isFirst = out.length === 0 || !isShown(lines, index - 1)
      if (isFirst) out.push(`@@ -${old + 1} +${now + 1} @@`)
      out.push(`${line.sign}${line.text}`)
    }
    if (line.sign !== '+') old++
    if (line.sign !== '-') now++
  })
  return out
}

const isShown = (lines: readonly Line[], index: number): boolean =>
  lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' ')

/** The longest common lines between what is the same at the head and at the end; a file has few changes, far apart. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++
  const same = (lines: readonly string[]): Line[] => lines.map((text) => ({ sign: ' ', text }))
  return [
    ...same(before.slice(0, head)),
    ...between(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ]
}

function between(before: readonly string[], after: readonly string[]): Line[] {
  const width = after.length + 1
  const common = new Uint32Array((before.length + 1) * width)
  const at = (row: number, column: number): number => common[row * width + column] ?? 0
  for (let row = before.length - 1; row >= 0; row--)
    for (let column = after.length - 1; column >= 0; column--)
      common[row * width + column] =
        before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
  const lines: Line[] = []
  let row = 0
  let column = 0
  while (row < before.length || column < after.length) {
    if (row < before.length && column < after.length && before[row] === after[column]) {
      lines.push({ sign: ' ', text: before[row] ?? '' })
      row++
      column++
    } else if (row < before.length && (column === after.length || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ sign: '-', text: before[row] ?? '' })
      row++
    } else {
      lines.push({ sign: '+', text: after[column] ?? '' })
      column++
    }
  }
  return lines
}
