/** A string, or a whole number of 16 digits or more that stands alone. Strings come first, so that digits in them stay. */
const STRING_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|(?<![.\deE+-])-?\d{16,}(?![\d.eE])/g

/**
 * Parses JSON whose ids are bare 64-bit numbers: whole numbers of 16 digits or more become strings, because a double
 * would round them, and two messages would be one.
 *
 * @throws SyntaxError
 */
export function parseLossless(text: string): unknown {
  return JSON.parse(text.replace(STRING_OR_LONG_NUMBER, (found) => (found.startsWith('"') ? found : `"${found}"`)))
}
