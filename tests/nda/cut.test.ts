import { beforeAll, describe, expect, it } from 'vitest'
import { readContract } from '../../src/nda/read-contract.ts'
import type { NdaRules } from '../../src/nda/rules.ts'
import { shippedRules } from './nda-rules.ts'

let rules: NdaRules
beforeAll(async () => {
  rules = await shippedRules()
})

const WHOLE = '保密协议\n第一条 乙方泄密的，赔偿甲方损失。\n第二条 本协议一式两份。\n'
const absences = (text: string) =>
  readContract(text, rules)
    .types.flatMap(({ flags }) => flags)
    .filter(({ start, end }) => start === end)
    .map(({ id }) => id)

describe('half a contract', () => {
  it.each([
    ['beginning', '5.2 乙方应在三日内归还资料。\n5.3 乙方泄密的，赔偿甲方损失。\n'],
    ['beginning', '第四条 乙方泄密的，赔偿甲方损失。\n第五条 争议由法院管辖。\n'],
    ['end', '保密协议\n第一条 乙方泄密的，赔偿甲方损失。\n第二条 未经甲方同意，乙方不得\n'],
    ['both', '七、乙方泄密的，赔偿甲方损失。\n八、乙方离开以后，应当在三日内把\n九、未经甲方书面同意，乙方不得向\n'],
  ])('that lacks its %s: nothing is missing in it', (cut, text) => {
    expect(readContract(text, rules).cut).toBe(cut)
    expect(absences(text)).toEqual([])
  })

  it('is neither a whole one nor a clause about secrecy taken from a longer contract', () => {
    expect(readContract(WHOLE, rules).cut).toBeUndefined()
    expect(absences(WHOLE)).toContain('term-missing')
    expect(readContract('第八条 保密\n乙方泄密的，赔偿甲方损失。\n', rules).cut).toBeUndefined()
  })
})

describe('a contract that has nothing to do with secrecy', () => {
  it('misses nothing', () => {
    expect(absences('租赁合同\n第一条 乙方提前退房的，押金不退。\n第二条 本合同一式两份。\n')).toEqual([])
  })
})

describe('terms in a chat', () => {
  const terms =
    '接单前说好哈，同意就回复同意\n1️⃣ 稿子的事不许往外说\n2️⃣ 漏出去了，赔我五万\n3️⃣ 做我的号期间不许给别家写\n4️⃣ 最终解释权归工作室\n'

  it('are read like a contract, line by line', () => {
    const reading = readContract(terms, rules)
    expect(reading.isContract).toBe(true)
    const quotes = reading.types.flatMap(({ flags }) => flags.map(({ start, end }) => terms.slice(start, end)))
    expect(quotes).toContain('做我的号期间不许给别家写')
    for (const quote of quotes) expect(quote).not.toContain('\n')
  })
})
