const WINDOWS: ReadonlyMap<string, number> = new Map([
  ['’', 0x92],
  ['–', 0x96],
])
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()

/** Text in an encoding that Node decodes but does not encode (GB18030 in two bytes, Big5, Windows-1252's dashes and quotes), or in UTF. */
export function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'windows-1252') return Uint8Array.from(text, (sign) => WINDOWS.get(sign) ?? sign.charCodeAt(0))
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  const table = tables.get(encoding) ?? tableOf(encoding)
  tables.set(encoding, table)
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character)
      if (bytes === undefined) throw new Error(`${character} is not in ${encoding}`)
      return bytes
    }),
  )
}

function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, readonly number[]>()
  const add = (...bytes: number[]): void => {
    const decoded = [...decoder.decode(Uint8Array.from(bytes))]
    const [character] = decoded
    if (decoded.length === 1 && character !== undefined && !table.has(character)) table.set(character, bytes)
  }
  for (let first = 0; first <= 0xff; first++) add(first)
  for (let first = 0x81; first <= 0xfe; first++) for (let second = 0x40; second <= 0xfe; second++) add(first, second)
  return table
}
