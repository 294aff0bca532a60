const ENDS_SENTENCE = new Set('。;!?')
const ABBREVIATION = /(?:^|[^a-z])(?:no|art|inc|ltd|co|e\.g|i\.e|etc|vs|mr|ms|u\.s)$/

/** Where each sentence of a piece begins and ends, its closing sign included. */
export function sentencesIn(chars: string, start: number, end: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  let from = start
  for (let at = start; at < end; at++) {
    const char = chars[at] as string
    if (!ENDS_SENTENCE.has(char) && !(char === '.' && endsEnglish(chars, at))) continue
    if (at + 1 > from) found.push({ start: from, end: at + 1 })
    from = at + 1
  }
  if (end > from) found.push({ start: from, end })
  return found
}

function endsEnglish(chars: string, at: number): boolean {
  const next = chars[at + 1]
  return (
    (next === ' ' || next === undefined || next === '\n') &&
    /[a-z)\]]/.test(chars[at - 1] ?? '') &&
    !ABBREVIATION.test(chars.slice(Math.max(0, at - 6), at))
  )
}
