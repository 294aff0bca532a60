import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitText } from '../../src/house/split.ts'

const limits = fc.integer({ min: 2, max: 60 })
/** Chinese, emoji of two and more units, line breaks near and far. */
const texts = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('\n', '保密', '😀', '👨‍👩‍👧')), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''))

/** Does the text hold half of a surrogate pair? */
const isTorn = (text: string): boolean => /\p{Cs}/u.test(text)

/** Do the parts make up the text, but for one line break at most before each and after the last? */
function makeUp(text: string, [part, ...others]: readonly string[]): boolean {
  if (part === undefined) return text === '' || text === '\n'
  return ['', '\n'].some(
    (lost) => text.startsWith(lost + part) && makeUp(text.slice(lost.length + part.length), others),
  )
}

describe('splitText', () => {
  it('leaves a text alone that is short enough', () => {
    expect(splitText('好的。\n记下了。', 9)).toEqual(['好的。\n记下了。'])
  })

  it('cuts at the end of a line if one is near, else anywhere', () => {
    expect(splitText('第一行字\n第二行\n第三', 9)).toEqual(['第一行字\n第二行', '第三'])
    expect(splitText('一\n二三四五六七八', 6)).toEqual(['一\n二三四五', '六七八'])
  })

  it('sends nothing empty', () => {
    expect(splitText('', 5)).toEqual([])
    expect(splitText('一二三四五\n', 5)).toEqual(['一二三四五'])
  })

  it('does not tear a character', () => {
    expect(splitText('一二😀三四', 3)).toEqual(['一二', '😀三', '四'])
  })

  it('keeps every part within the limit and loses nothing but the line breaks at the cuts', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const parts = splitText(text, limit)
        expect(parts.every((part) => part.length <= limit)).toBe(true)
        expect(parts.some(isTorn)).toBe(isTorn(text))
        expect(parts.every((part) => part !== '')).toBe(true)
        expect(makeUp(text, parts)).toBe(true)
      }),
    )
  })
})
