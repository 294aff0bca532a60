import { Converter } from 'opencc-js/t2cn'

/** Phrases come again and again (options, commands); so many short ones are remembered. */
const REMEMBERED = 5_000
const SHORT = 64

const known = new Map<string, string>()
/** Made when it is first needed: importing a module does nothing. */
let converter: ((text: string) => string) | undefined

/** Traditional to simplified characters. Lengths are kept, so that a place found in the result is one in the text. */
export function simplify(text: string): string {
  const found = known.get(text)
  if (found !== undefined) return found
  const simplified = keepingLength(text)
  if (text.length > SHORT) return simplified
  if (known.size >= REMEMBERED) known.clear()
  known.set(text, simplified)
  return simplified
}

/** A few rare characters have a simplified form outside the basic plane, which is longer: these stay as they are. */
function keepingLength(text: string): string {
  const convert = converter ?? Converter({ from: 't', to: 'cn' })
  converter = convert
  const simplified = convert(text)
  if (simplified.length === text.length) return simplified
  return Array.from(text, (char) => {
    const one = convert(char)
    return one.length === char.length ? one : char
  }).join('')
}
