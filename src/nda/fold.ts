import { simplify } from '../conversation/simplify.ts'

const QUOTES = new Set('“”‘’"\'`「」『』《》〈〉＂＇﹁﹂﹃﹄')
const SIGNS: Readonly<Record<string, string>> = {
  '—': '-',
  '–': '-',
  '－': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '｡': '。',
  '【': '[',
  '】': ']',
  '〔': '(',
  '〕': ')',
  '〖': '[',
  '〗': ']',
  '＿': '_',
  '￥': '¥',
  '﹪': '%',
  '﹙': '(',
  '﹚': ')',
  '﹐': ',',
  '﹔': ';',
  '﹕': ':',
  '﹒': '.',
}

/** Invisible characters, and the marks that PDF extraction leaves where a glyph was missing. */
const INVISIBLE = /\p{Cf}|\p{Co}|[\ufe00-\ufe0f]|\ufffd/u
const COMPATIBLE = /[\u2e80-\u2fdf\uf900-\ufaff]/

/**
 * One character as it is compared: half-width, lower case, quotation marks and invisible ones gone (''), any space ' '.
 * Expects simplified characters; a result is never longer than one UTF-16 unit.
 */
export function foldChar(char: string): string {
  const code = char.charCodeAt(0)
  if (code < 0x80) return foldAscii(char, code)
  if (code >= 0xff01 && code <= 0xff5e)
    return SIGNS[char] ?? foldAscii(String.fromCharCode(code - 0xfee0), code - 0xfee0)
  if (code >= 0x4e00 && code <= 0x9fff) return char
  if (QUOTES.has(char) || INVISIBLE.test(char)) return ''
  if (/\s/.test(char)) return ' '
  if (COMPATIBLE.test(char)) {
    const plain = simplify(char.normalize('NFKC'))
    return plain.length === 1 ? plain : char
  }
  return SIGNS[char] ?? char
}

function foldAscii(char: string, code: number): string {
  if (code <= 0x20 || code === 0x7f) return code === 0x20 || (code >= 9 && code <= 13) ? ' ' : ''
  if (code >= 0x41 && code <= 0x5a) return String.fromCharCode(code + 0x20)
  return QUOTES.has(char) ? '' : char
}

/** Is a space between these two kept? Only where it parts words that are written with letters. */
export function partsWords(before: string, after: string): boolean {
  return (/[a-z0-9,.;:)\]%]/.test(before) && /[a-z([]/.test(after)) || (/[a-z]/.test(before) && /[0-9$]/.test(after))
}

/** A word or a short phrase in the form in which it is looked for. */
export function foldPhrase(phrase: string): string {
  let folded = ''
  let space = false
  for (const char of simplify(phrase)) {
    const one = foldChar(char)
    if (one === ' ') space = true
    else if (one !== '') {
      if (space && partsWords(folded.at(-1) ?? '', one)) folded += ' '
      space = false
      folded += one
    }
  }
  return folded
}
