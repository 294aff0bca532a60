/** Bytes that are enough to tell the encoding by. */
const SAMPLE = 65_536
/** Share of readable characters below which the bytes are no text. Right guesses lie above 0.95, random bytes below 0.3. */
const READABLE = 0.7
/** How much one control or undecodable character weighs: real text has none. */
const GARBAGE = 5
/** How much one ASCII character weighs: it looks the same in most encodings, so it decides only when there is little else. */
const ASCII = 0.01
const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252'] as const
const C1 = /[\x80-\x9f]/g
/** 0x80 to 0x9f of Windows-1252, which Node 20 decodes as if it were Latin-1. */
const WINDOWS_SIGNS = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ'
/** Chinese and typographic punctuation, full-width forms, circled numbers, tick boxes. */
const PUNCTUATION =
  /[\u3000-\u3017\uff01-\uff5e\u2010-\u2026\u2460-\u2473\u00b7\u20ac\uffe5\u25a0\u25a1\u2610\u2611\u221a]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a binary file
const CONTROL = /[\0-\x08\x0e-\x1f]/

/**
 * The text of a plain file, or undefined if it is none.
 *
 * Chinese text comes in UTF-8, GB18030, Big5 and UTF-16, mostly without a word about which. A detector that learnt from
 * long pages mistakes a note of fifteen characters in one case of eight; here every encoding is tried, and the one that gives
 * the most everyday characters is taken. Line ends become `\n`.
 */
export function decodePlainText(bytes: Uint8Array): string | undefined {
  const encoding = markedEncoding(bytes) ?? guessEncoding(bytes)
  if (encoding === undefined) return undefined
  return decode(bytes, encoding).replace(/\r\n?/g, '\n').replaceAll('\0', '')
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function guessEncoding(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE)
  if (decodeUtf8(bytes) !== undefined) return 'utf-8'
  let best: { readonly encoding: string; readonly share: number } | undefined
  for (const encoding of ENCODINGS) {
    const share = shareOfReadable(decode(sample, encoding))
    if (share >= READABLE && share > (best?.share ?? 0)) best = { encoding, share }
  }
  return best?.encoding
}

/**
 * The text if the bytes are valid UTF-8 without control characters, just as it stands; undefined otherwise. Such text is
 * UTF-8 in any language: the other encodings hardly ever look like it.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return CONTROL.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

function shareOfReadable(text: string): number {
  const everyday = everydayCharacters()
  let readable = 0
  let other = 0
  for (const character of text) {
    if (character === '\ufffd' || CONTROL.test(character)) other += GARBAGE
    else if (character < '\x80') readable += ASCII
    else if (everyday.has(character) || PUNCTUATION.test(character)) readable += 1
    else other += 1
  }
  return readable === 0 ? 0 : readable / (readable + other)
}

function decode(bytes: Uint8Array, encoding: string): string {
  const text = new TextDecoder(encoding).decode(bytes)
  return encoding === 'windows-1252'
    ? text.replace(C1, (sign) => WINDOWS_SIGNS.charAt(sign.charCodeAt(0) - 0x80))
    : text
}

let everyday: ReadonlySet<string> | undefined

/**
 * The characters that people use every day, simplified and traditional: the first level of GB 2312 and of Big5, which
 * were chosen by frequency.
 */
function everydayCharacters(): ReadonlySet<string> {
  everyday ??= new Set([...charactersOf('gb18030', 0xb0, 0xd7, 0xa1), ...charactersOf('big5', 0xa4, 0xc6, 0x40)])
  return everyday
}

function* charactersOf(encoding: string, firstLead: number, lastLead: number, firstTrail: number): Generator<string> {
  const decoder = new TextDecoder(encoding)
  for (let lead = firstLead; lead <= lastLead; lead++) {
    for (let trail = firstTrail; trail <= 0xfe; trail++) {
      if (trail > 0x7e && trail < 0xa1) continue
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (character >= '一' && [...character].length === 1) yield character
    }
  }
}
