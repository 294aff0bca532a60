/**
 * The text without what stands at its end and is of these, character by character.
 *
 * For what `text.replace(/[…]+$/u, '')` says: that is tried anew from every character of a run that is not at the end, so
 * that 哈 two thousand times and a figure behind it would keep everybody else waiting.
 *
 * @param isOut matches one character, as `/^\p{P}$/u` does
 */
export function withoutTail(text: string, isOut: RegExp): string {
  let end = text.length
  while (end > 0) {
    const start = isPair(text, end - 2) ? end - 2 : end - 1
    if (!isOut.test(text.slice(start, end))) break
    end = start
  }
  return text.slice(0, end)
}

/** The text without what stands at its beginning and at its end and is of these. */
export function withoutEnds(text: string, isOut: RegExp): string {
  let start = 0
  for (const character of text) {
    if (!isOut.test(character)) break
    start += character.length
  }
  return withoutTail(text.slice(start), isOut)
}

const isPair = (text: string, at: number): boolean => (text.codePointAt(at) ?? 0) > 0xffff
