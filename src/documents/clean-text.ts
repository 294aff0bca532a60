/** Signs that turn round the direction of what follows them: an amount or a name would read as another one. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * Somebody's words as they may stand in a file: without control characters, which XML and calendars cannot hold (one of
 * them, and Word does not open the file), and without changes of direction. A line break is `\n`; half a character is U+FFFD.
 */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are not allowed
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]/g, '')
    .replace(DIRECTIONS, '')
    .replace(/\p{Cs}/gu, '\ufffd')
