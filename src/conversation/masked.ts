import type { Question } from '../../flows/shared/question.ts'
import type { AsidePhrases } from './aside-words.ts'
import { normalise } from './normalise.ts'

const MASK = /\*{2,}/gu
const PLACE_END = /^[省市区县镇乡村路街道]$/u
/** How long a name and its 省 or 路 are, in characters. */
const LONGEST = 9
const SIZES = Array.from({ length: LONGEST - 1 }, (_, index) => index + 2)
const NUMBER_AND_MASK = /[a-z\d@._+-]*\*{2,}[a-z\d@._+-]*/gu

/**
 * What a message says besides the client data that was masked in it; empty when it says nothing else. The kind of the
 * data (手机号) is something only where kinds are asked for.
 */
export function leftOfMasked(text: string, { id }: Question, { masked }: AsidePhrases): string {
  const open = withoutPlaces(normalise(text)).replace(NUMBER_AND_MASK, ' ')
  let left = open.replace(/[\p{P}\p{S}\s]+/gu, '')
  const idle = id.startsWith('details.') ? masked.plain : [...masked.kinds, ...masked.plain]
  for (;;) {
    const word = idle.find((one) => left.startsWith(one))
    if (word === undefined) return left
    left = left.slice(word.length)
  }
}

/** Without the places that end in a mask: 浙江省杭州市文三路***. */
function withoutPlaces(text: string): string {
  let left = ''
  let done = 0
  for (const { 0: mask, index } of text.matchAll(MASK)) {
    const before = [...text.slice(done, index)]
    const place = lengthOfPlace(before)
    left += place === 0 ? text.slice(done, index + mask.length) : `${before.slice(0, -place).join('')} `
    done = index + mask.length
  }
  return left + text.slice(done)
}

/**
 * With how many of the characters a place ends that is made of names, each with its 省 or 路 behind it; 0: with none.
 *
 * 乡 is a name and an end, too, so the cuts are counted from behind: a pattern would try every way of cutting 乡乡乡乡.
 */
function lengthOfPlace(characters: readonly string[]): number {
  const count = characters.length
  const endsPlace = (back: number): boolean => PLACE_END.test(characters[count - 1 - back] ?? '')
  /** Is what lies between here and the end made of such names? By how far before the end. */
  const isPlace = [true]
  let longest = 0
  for (let back = 1; back - longest <= LONGEST && /^\p{Script=Han}$/u.test(characters[count - back] ?? ''); back++) {
    isPlace[back] = SIZES.some((size) => isPlace[back - size] === true && endsPlace(back - size))
    if (isPlace[back]) longest = back
  }
  return longest
}
