/** Spans of one word list in a text, in the order of their ends. */
export interface Hits {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

export const NO_HITS: Hits = { starts: [], ends: [] }

/** Several lists' spans as one, in the order of their beginnings. */
export function mergeHits(all: readonly Hits[]): Hits {
  const [only, ...others] = all.filter(({ starts }) => starts.length > 0)
  if (only === undefined) return NO_HITS
  if (others.length === 0 && isAscending(only.starts)) return only
  const starts = all.flatMap((hits) => hits.starts)
  const ends = all.flatMap((hits) => hits.ends)
  const order = starts.map((_, index) => index)
  order.sort((a, b) => (starts[a] as number) - (starts[b] as number) || (ends[a] as number) - (ends[b] as number))
  return { starts: order.map((index) => starts[index] as number), ends: order.map((index) => ends[index] as number) }
}

function isAscending(numbers: readonly number[]): boolean {
  for (let at = 1; at < numbers.length; at++) if ((numbers[at] as number) < (numbers[at - 1] as number)) return false
  return true
}

/** Without what is only a part of a longer word (the lists `longer`): no 披露 in 披露方, no 归 in 归还. `length` is the text's. */
export function outsideLonger(hits: readonly Hits[], longer: readonly number[], length: number): Hits[] {
  const nameEnd = new Int32Array(length + 1)
  for (const list of longer)
    hits[list]?.starts.forEach((start, index) => {
      const end = hits[list]?.ends[index] ?? start
      for (let at = start; at < end; at++) nameEnd[at] = Math.max(nameEnd[at] ?? 0, end)
    })
  const nameStart = new Int32Array(length + 1).fill(-1)
  for (const list of longer)
    hits[list]?.ends.forEach((end, index) => {
      const start = hits[list]?.starts[index] ?? end
      for (let at = start; at < end; at++) {
        const known = nameStart[at] as number
        if (known === -1 || start < known) nameStart[at] = start
      }
    })
  return hits.map((found) => {
    if (found === NO_HITS) return found
    const { starts, ends } = found
    const kept: number[] = []
    starts.forEach((start, index) => {
      const end = ends[index] as number
      const from = nameStart[start] ?? -1
      const to = nameEnd[start] ?? 0
      const isInside = from !== -1 && to >= end && from <= start && to - from > end - start
      if (!isInside) kept.push(index)
    })
    return kept.length === starts.length
      ? { starts, ends }
      : { starts: kept.map((index) => starts[index] as number), ends: kept.map((index) => ends[index] as number) }
  })
}
