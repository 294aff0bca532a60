import { encode } from '../documents/encode.ts'

/** The ways in which bytes can hold a word, by name. */
function formsOf(word: string): Readonly<Record<string, readonly Buffer[]>> {
  const bytes = Buffer.from(word)
  const wide = Buffer.from(word, 'utf16le')
  const escaped = [...word].map((char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('')
  return {
    plain: [bytes],
    'UTF-16': [wide, Buffer.from(wide).swap16()],
    GBK: inGbk(word),
    hex: [Buffer.from(bytes.toString('hex')), Buffer.from(bytes.toString('hex').toUpperCase())],
    base64: [...inBase64(bytes, 'base64'), ...inBase64(bytes, 'base64url')],
    'base64 of UTF-16': inBase64(wide, 'base64'),
    'JSON escapes': [Buffer.from(escaped), Buffer.from(escaped.toUpperCase().replaceAll('\\U', '\\u'))],
    'URL escapes': [Buffer.from(encodeURIComponent(word))],
    'HTML escapes': [Buffer.from([...word].map((char) => `&#${char.codePointAt(0)};`).join(''))],
  }
}

/** Old programs on Windows write so; nothing where a character of the word is not in it. */
function inGbk(word: string): Buffer[] {
  try {
    return [Buffer.from(encode(word, 'gb18030'))]
  } catch {
    return []
  }
}

/** What base64 makes of a word is seen in the middle of a longer text, too: at three offsets, without what its neighbours change. */
function inBase64(bytes: Buffer, encoding: 'base64' | 'base64url'): Buffer[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString(encoding)
      .replaceAll('=', '')
    const first = [0, 2, 3][offset] ?? 0
    const whole = Math.floor(((offset + bytes.length) * 8) / 6)
    return Buffer.from(text.slice(first, whole))
  })
}

/** Where the words stand in bytes, as `word (form)`. */
export function tracesIn(bytes: Buffer | string, words: readonly string[]): string[] {
  const all = Buffer.from(bytes)
  return words.flatMap((word) =>
    Object.entries(formsOf(word)).flatMap(([form, seen]) =>
      seen.some((one) => all.includes(one)) ? [`${word} (${form})`] : [],
    ),
  )
}
