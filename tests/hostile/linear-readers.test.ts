import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate } from '../../src/conversation/answers/date.ts'
import { withoutEnds, withoutTail } from '../../src/conversation/ends.ts'
import { leftOfMasked } from '../../src/conversation/masked.ts'
import { bare } from '../../src/conversation/normalise.ts'

const SEED = { seed: 20261130, numRuns: 2_000 }
const from = (characters: string) =>
  fc.array(fc.constantFrom(...characters), { maxLength: 14 }).map((all) => all.join(''))

describe('what is read from behind is what the pattern would find', () => {
  it('at the end of a text', () => {
    fc.assert(
      fc.property(from('吧了好😀🙂 0'), (text) => {
        expect(withoutTail(text, /^[吧了😀]$/u)).toBe(text.replace(/[吧了😀]+$/u, ''))
      }),
      SEED,
    )
  })

  it('at both ends', () => {
    fc.assert(
      fc.property(from('!。😀 好a'), (text) => {
        expect(withoutEnds(text, /^[\p{P}\p{S}]$/u)).toBe(text.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, ''))
      }),
      SEED,
    )
  })

  it('where softening particles go', () => {
    fc.assert(
      fc.property(from('吧啊好5!。(x'), (text) => {
        const trimmed = text.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '')
        const softened = trimmed.replace(/(?<=[\p{L}\p{N}]{2}|\d)[吧啊呀呢哦噢喔哈啦嘛呗]+$/u, '')
        expect(bare(text)).toBe(softened || trimmed)
      }),
      SEED,
    )
  })

  it('where a masked place begins', () => {
    const nothing = { masked: { plain: [], kinds: [] } } as never
    const question = { id: 'client' } as never
    fc.assert(
      fc.property(from('乡路甲乙x*,'), from('乡路甲乙**'), (before, after) => {
        const text = `${before}${after}**`
        const left = text
          .replace(/(?:[\p{Script=Han}]{1,8}?[省市区县镇乡村路街道])+\*{2,}/gu, ' ')
          .replace(/[a-z\d@._+-]*\*{2,}[a-z\d@._+-]*/gu, ' ')
        expect(leftOfMasked(text, question, nothing)).toBe(left.replace(/[\p{P}\p{S}\s]+/gu, ''))
      }),
      SEED,
    )
  })
})

// Each of these took for ever: the ways of reading it doubled with every word. A test that does not end has failed.
describe('what can be read in two ways is not read in all of them', () => {
  const context = { question: { unsure: true, pastOnly: true }, today: '2026-11-30' } as never
  it.each(['前后', '说的时候', '的时候说的', '后前后'])('上周 and %s many times', (word) => {
    expect(readDate(`上周${word.repeat(300)}一`, context).kind).toBe('notUnderstood')
  })
  it.each(['前后', '说的时候', '左右吧', '那几天', '的时候'])('but %s once is a time of several days', (word) => {
    expect(readDate(`上周${word}`, context).kind).toBe('unclearDay')
  })

  it('a place of many 乡', () => {
    const plain = { masked: { plain: [], kinds: [] } } as never
    const text = `甲${'乡'.repeat(1_500)}x`
    expect(leftOfMasked(text, { id: 'client' } as never, plain)).toBe(text)
  })
})
