import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasAny, NONE } from '../../src/conversation/has-any.ts'
import { isSpelt } from '../../src/conversation/spelt.ts'

const word = fc.string({ unit: fc.constantFrom(...'密客户.*[|^$\\-a1'), minLength: 1, maxLength: 3 })
const text = fc.string({ unit: fc.constantFrom(...'密客户.*[|^$\\-a1 '), maxLength: 12 })

it('finds a word where looking for one after the other does', () => {
  fc.assert(
    fc.property(text, fc.array(word), (said, words) => {
      expect(hasAny(said, words)).toBe(words.some((one) => said.includes(one)))
    }),
    { seed: 1, numRuns: 2000 },
  )
  expect(hasAny('密', NONE)).toBe(false)
})

it('leaves nothing out that can be made of the words', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.array(fc.nat(20), { maxLength: 6 }), (words, picks) => {
      const made = picks.map((at) => words[at % words.length]).join('')
      expect(isSpelt(made, [new Set(words.slice(0, 1)), new Set(words)])).toBe(true)
    }),
    { seed: 1 },
  )
  expect(isSpelt('客户', [new Set(['客']), new Set(['主'])])).toBe(false)
})
