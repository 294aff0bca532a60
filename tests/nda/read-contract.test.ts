import { readdir, readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readContract } from '../../src/nda/read-contract.ts'
import type { ContractReading } from '../../src/nda/reading.ts'
import type { NdaRules } from '../../src/nda/rules.ts'
import { shippedRules } from './nda-rules.ts'
import { inContract } from './sentences.ts'

const CONTRACTS = new URL('contracts/dev/', import.meta.url)
const names = (await readdir(CONTRACTS)).filter((name) => name.endsWith('.txt')).sort()
const texts = await Promise.all(names.map((name) => readFile(new URL(name, CONTRACTS), 'utf8')))

let rules: NdaRules
beforeAll(async () => {
  rules = await shippedRules()
})

/** What was found, without places. */
const gist = (reading: ContractReading) =>
  reading.types.map(({ type, present, flags }) => [type, present, ...flags.map(({ id }) => id).sort()].join(' '))

function expectPlacesWithin(text: string, reading: ContractReading): void {
  const spans = [
    ...reading.clauses,
    ...reading.types,
    ...reading.types.flatMap((type) => [...type.flags, ...type.amounts, ...type.periods]),
  ]
  for (const { start, end } of spans) {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThanOrEqual(start)
    expect(end).toBeLessThanOrEqual(text.length)
  }
}

describe('reading anything', () => {
  it('never fails, and every place is within the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '第一条',
        '乙方不得:',
        '(1)',
        '\n',
        '违约金',
        '____',
        '十万元',
        '保密信息',
        '。',
        '1.1',
        '“',
        '永久',
        '\r\n',
        '　',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        expectPlacesWithin(text, readContract(text, rules))
      }),
      { numRuns: 200 },
    )
  })

  it('reads a cut contract up to the cut', () => {
    const all = texts.join('\n')
    fc.assert(
      fc.property(fc.nat(all.length), fc.nat(3_000), (from, length) => {
        const text = all.slice(from, from + length)
        expectPlacesWithin(text, readContract(text, rules))
      }),
      { numRuns: 60 },
    )
  })

  it('finds the same whatever spaces stand between the characters', () => {
    const text = texts[0] as string
    const spaced = text.replace(/([\u4e00-\u9fff，。])(?=[\u4e00-\u9fff，。])/g, '$1\u3000')
    expect(spaced.length).toBeGreaterThan(text.length * 1.5)
    expect(gist(readContract(spaced, rules))).toEqual(gist(readContract(text, rules)))
  })

  it('finds the same in full-width letters, Windows lines and with a byte-order mark', () => {
    for (const text of texts.slice(0, 6)) {
      const wide = text.replace(/[0-9%()]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
      expect(gist(readContract(`\ufeff${wide.replaceAll('\n', '\r\n')}`, rules))).toEqual(
        gist(readContract(text, rules)),
      )
    }
  })

  it('takes no longer for a character of a long text than of a short one', () => {
    const time = (text: string): number => {
      const times = [0, 0, 0, 0, 0].map(() => {
        const start = process.cpuUsage()
        readContract(text, rules)
        return process.cpuUsage(start).user / 1000
      })
      return Math.min(...times)
    }
    for (const piece of [texts.join('\n'), '保密信息违约金', '乙方不得:(1)', '1.', '第一条\n', '____元'] as const) {
      const short = piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000)
      const long = piece.repeat(Math.ceil(80_000 / piece.length)).slice(0, 80_000)
      expect(time(long), piece.slice(0, 8)).toBeLessThan(8 * 4 * Math.max(2, time(short)))
    }
  })
})

describe('what is no contract', () => {
  it.each([
    '在吗?客户刚发来一份合同,让我今天签,违约金写了十万,我该怎么办啊',
    '电子发票\n发票代码:1234\n发票号码:5678\n购买方:某某公司\n货物名称:设计费\n价税合计:8000元\n税率6%',
    '什么是保密协议?\n小编今天带大家了解一下。保密协议是约定保密义务的合同,违约金不能过高。转载请注明出处。阅读原文',
    '会议纪要\n时间:周三下午\n参加人:全体\n内容:讨论新品海报,周五交初稿。',
    '',
    '第一章 风起\n他推开门,雨停了。\n第二章 夜行\n她没有说话。',
  ])('is not taken for one: %j', (text) => {
    expect(readContract(text, rules).isContract).toBe(false)
  })
})

describe('the two sides', () => {
  it.each([
    ['甲方:某某公司\n乙方:张三(自由职业者)\n乙方应对资料保密。', '乙方'],
    ['甲方(兼职设计师):________\n乙方(委托方):某某公司\n甲方应对资料保密。', '甲方'],
    ['委托方:某某公司(以下简称甲方)\n受托方:____(以下简称乙方)\n乙方应对资料保密。', '乙方'],
    ['受托方:____(以下简称甲方)\n委托方:某某公司(以下简称乙方)\n甲方应对资料保密。', '甲方'],
    ['披露方:某某公司\n接收方:____\n接收方应对资料保密。', '接收方'],
    ['保密承诺书\n本人承诺对资料保密。', '本人'],
    ['某某公司(下称“店家”)与____(下称“画师”)约定:画师应对资料保密,画师不得外传。', '画师'],
  ])('%j: %s', (text, freelancer) => {
    expect(readContract(text, rules).freelancer).toBe(freelancer)
  })
})

describe('what is filed', () => {
  const factsOf = (...clauses: readonly string[]) =>
    readContract(
      `保密协议\n甲方:某某公司\n乙方:____\n${clauses.map((one, at) => `${at + 1}. ${one}\n`).join('')}`,
      rules,
    ).facts

  it('is how long, how soon and how much', () => {
    expect(
      factsOf(
        '保密期限为合作终止后两年。',
        '乙方发现泄露的,应在24小时内通知甲方。',
        '乙方泄露保密信息的,应支付违约金人民币伍万元,并赔偿损失。',
        '合作结束后,乙方应删除全部资料。',
      ),
    ).toEqual({ termMonths: 24, noticeHours: 24, penaltyYuan: 50_000, returnDuty: true, mutual: false })
  })

  it('knows 立即 as no hours, 永久 as forever, a date as the end, and who owes it', () => {
    expect(
      factsOf(
        '双方均应对在合作中知悉的对方商业秘密保密,永久有效。',
        '发现泄露的,应立即通知对方。',
        '违反的,支付报酬的三倍作为违约金。',
      ),
    ).toMatchObject({ termForever: true, noticeHours: 0, penaltyFeeTimes: 3, mutual: true })
    expect(factsOf('保密期限自签订之日起至2027年6月30日止。')).toMatchObject({ endDate: '2027-06-30' })
  })

  it('says nothing of what is not there', () => {
    expect(factsOf('乙方应对资料保密。')).toEqual({ returnDuty: false, mutual: false })
  })
})

describe('where nothing is agreed', () => {
  const contract = (heading: string, body: string) =>
    `合作协议\n甲方：某某公司\n乙方：____\n鉴于双方均应保密，就合作事宜约定如下：\n第一条 ${heading}\n1. ${body}\n2. 未尽事宜另行协商。\n第二条 其他\n1. 乙方泄露资料的，应赔偿甲方的损失。\n2. 本协议一式两份。\n`
  const finding = (text: string, type: string) => readContract(text, rules).types.find((one) => one.type === type)

  it('does not take a heading for what it heads', () => {
    expect(finding(contract('信息安全及竞业限制期限', '乙方应妥善保管资料。'), 'non-compete')?.present).toBe(false)
    expect(finding(contract('竞业限制', '乙方一年内不得到同行公司任职。'), 'non-compete')?.present).toBe(true)
  })

  it('does not take the introduction for a duty of both sides', () => {
    const ids = finding(contract('保管', '乙方应妥善保管资料。'), 'direction')?.flags.map(({ id }) => id)
    expect(ids).toEqual(['direction-one-way'])
  })

  it('still reads short lines that settle something', () => {
    expect(
      finding(
        '咱们说好\n甲方：公司\n乙方：你\n1. 不接同行的活\n2. 漏出去罚款三万\n3. 资料要保密\n4. 协议生效',
        'non-compete',
      )?.present,
    ).toBe(true)
  })
})

describe('what only looks like a flag', () => {
  const flagsOf = (text: string) =>
    readContract(inContract(text), rules).types.flatMap(({ flags }) =>
      flags.filter(({ start, end }) => end > start).map(({ id }) => id),
    )

  it.each([
    '乙方仅可将保密信息用于本项目,不得用于本项目以外的用途。',
    '乙方可以向律师、会计师和参与本项目的助手披露保密信息,但应要求其保密。',
    '本协议的修改须经双方书面同意。',
    '任何一方违反本协议的,按对方的实际损失赔偿,总额不超过本项目报酬的一倍。',
    '争议由被告住所地人民法院管辖。',
    '保密期限为项目结束后两年,商业秘密除外。',
    '乙方发现泄露的,应立即通知甲方。',
    '甲方付清全部费用后,定稿的著作权归甲方,未采用的方案归乙方。',
    '甲方逾期付款的,每逾期一日,按未付金额的万分之五支付违约金。',
  ])('raises none: %s', (text) => {
    expect(flagsOf(text)).toEqual([])
  })
})
