/**
 * Cuts a text that is longer than the channel carries whole, at a line's end if one is near, else anywhere but in the
 * middle of a character. Nothing is lost but the line breaks at the cuts; nothing empty is sent. `limit` is at least 2.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > limit) {
    const newline = rest.lastIndexOf('\n', limit)
    let cut = newline > limit / 2 ? newline : limit
    if (/[\ud800-\udbff]/.test(rest.charAt(cut - 1))) cut--
    parts.push(rest.slice(0, cut))
    rest = rest.slice(cut).replace(/^\n/, '')
  }
  return [...parts, rest].filter((part) => part !== '')
}
