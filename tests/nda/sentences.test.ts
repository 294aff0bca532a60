import { beforeAll, describe, expect, it } from 'vitest'
import { CLAUSE_TYPES } from '../../src/nda/clause-types.ts'
import { readContract } from '../../src/nda/read-contract.ts'
import type { NdaRules } from '../../src/nda/rules.ts'
import { shippedRules } from './nda-rules.ts'
import { inContract, readSentences } from './sentences.ts'

const sentences = await readSentences(new URL('sentences.txt', import.meta.url))
let rules: NdaRules
beforeAll(async () => {
  rules = await shippedRules()
})

describe('single sentences', () => {
  it('are there for every clause type, with and without it', () => {
    for (const type of CLAUSE_TYPES)
      expect(new Set(sentences.filter((one) => one.type === type).map(({ expected }) => expected)).size, type).not.toBe(
        0,
      )
    expect(sentences.length).toBeGreaterThan(380)
  })

  it.each(sentences)('$type is $expected: $text', ({ type, expected, text }) => {
    const finding = readContract(inContract(text), rules).types.find((one) => one.type === type)
    const flagged = finding?.flags.length !== 0
    expect(finding?.present === true ? (flagged ? 'flagged' : 'present') : 'absent').toBe(expected)
  })
})
