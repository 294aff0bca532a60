import { beforeAll, describe, expect, it } from 'vitest'
import { explainContract } from '../../src/commands/explain.ts'
import { CLAUSE_TYPES } from '../../src/nda/clause-types.ts'
import { readContract } from '../../src/nda/read-contract.ts'
import type { NdaRules } from '../../src/nda/rules.ts'
import { shippedRules } from './nda-rules.ts'

let rules: NdaRules
beforeAll(async () => {
  rules = await shippedRules()
})

describe('explain nda', () => {
  it('shows every clause type with verbatim quotes, an absence with an empty one', () => {
    const text = '保密协议\n一、乙方泄密的，支付违约金“拾万元”。\n二、由甲方所在地法院管辖。\n'
    const shown = JSON.parse(explainContract(text, { readContract: (whole) => readContract(whole, rules) }))
    expect(shown.clauses.map(({ type }: { type: string }) => type)).toEqual([...CLAUSE_TYPES])
    const of = (type: string) => shown.clauses.find((clause: { type: string }) => clause.type === type)
    expect(of('liquidated-damages')).toEqual({
      type: 'liquidated-damages',
      present: true,
      quote: '乙方泄密的，支付违约金“拾万元”。',
      flags: [{ id: 'penalty-large', severity: 'must', quote: expect.stringContaining('违约金“拾万元') }],
    })
    expect(of('term')).toEqual({
      type: 'term',
      present: false,
      quote: '',
      flags: [{ id: 'term-missing', severity: 'must', quote: '' }],
    })
    expect(shown.missing).toContain('term')
    expect(shown.missing).not.toContain('jurisdiction')
  })
})
