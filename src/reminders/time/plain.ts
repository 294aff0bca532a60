import { simplify } from '../../conversation/simplify.ts'

/**
 * A text as the rows see it: simplified characters, half-width, lower case, and as long as it was, so that a place found
 * in it is one in the text.
 */
export function plain(text: string): string {
  return simplify(text).replace(/[^\u0020-\u0040\u005b-\u007e\u3400-\u9fff]/g, (char) => {
    if (char === '：' || char === '︰' || char === '﹕') return ':'
    const one = char.normalize('NFKC').toLowerCase()
    return one.length === char.length ? one : char
  })
}
