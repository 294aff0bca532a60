import { Converter } from 'opencc-js/t2cn'
import { remembering } from './remembering.ts'

/** Made when it is first needed: importing a module does nothing. */
let converter: ((text: string) => string) | undefined

/** Traditional to simplified characters. Lengths are kept, so that a place found in the result is one in the text. */
export const simplify = remembering(keepingLength)

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
