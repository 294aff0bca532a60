import { expect, test } from 'vitest'
import { ownedParts } from '../../src/conversation/owners.ts'
import { shipped } from '../content/content.ts'

const { owners } = (await shipped).knowledge.records

/** Each part as its owner and its words: `=` is of the one at hand, `-` of nobody named. */
function parted(text: string, own?: string, known: readonly string[] = []): string | undefined {
  return ownedParts(text, own, known, owners)
    ?.filter(({ owner, words }) => owner !== null || words !== '')
    .map(({ owner, words }) => {
      const whose =
        owner === null ? '-' : owner.kind === 'own' ? '=' : owner.kind === 'known' ? owner.name : owner.words
      return `${whose} ${words}`
    })
    .join(' | ')
}

test.each([
  ['橘子的是电话 蓝鲸的是合同', '= 电话 | 蓝鲸 合同'],
  ['蓝鲸那边发邮箱，橘子加密发', '蓝鲸 发邮箱 | = 加密发'],
  ['我自己看 蓝鲸那边助手也能看', '- 我自己看 | 蓝鲸 助手也能看'],
  ['放网盘 但是蓝鲸的放U盘', '- 放网盘 | 蓝鲸 放U盘'],
  ['橘子那份签过了，然后蓝鲸那份还没', '= 签过了 | 蓝鲸 还没'],
  ['橘子：名单；蓝鲸：底价', '= 名单 | 蓝鲸 底价'],
  ['橘子的還沒簽 藍鯨的簽了', '= 還沒簽 | 蓝鲸 簽了'],
  ['这家是初稿 另一家是报价表', '= 初稿 | 另一家 报价表'],
  ['这单删了 上一单没删', '= 删了 | 上一单 没删'],
  ['初稿，另外一家是合同', '- 初稿 | 另外一家 合同'],
  ['第一家只有我看 第二家我和助理', '第一家 只有我看 | 第二家 我和助理'],
  ['A的签了 B的还没', 'a 签了 | b 还没'],
  ['甲放我电脑 乙放网盘', '甲 放我电脑 | 乙 放网盘'],
  ['A那边周五交，B那边下周一', 'a 周五交 | b 下周一'],
])('橘子 is at hand and 蓝鲸 is known: %s', (text, parts) => {
  expect(parted(text, '橘子', ['蓝鲸'])).toBe(parts)
})

test.each([
  ['橘子的是电话 大熊的是合同', '= 电话 | 大熊 合同'],
  ['橘子那边我自己弄 小满那边有助手', '= 我自己弄 | 小满 有助手'],
])('橘子 is at hand and another is told in the same way: %s', (text, parts) => {
  expect(parted(text, '橘子')).toBe(parts)
})

test.each([
  ['A的是电话 B的是名字', '= 电话 | b 名字'],
  ['A签了 B没签', '= 签了 | b 没签'],
])('the one at hand is called by a letter: %s', (text, parts) => {
  expect(parted(text, 'A')).toBe(parts)
  expect(parted(text, '客户A')).toBe(parts)
})

test.each([
  '橘子的是电话',
  '电话和地址',
  '橘子的电话 店铺的地址',
  '橘子的是电话 老板的是地址',
  'A款报价 B款成本',
  'A4纸和B5纸',
  'B站账号 A站后台',
  '甲方的报价 乙方的底价',
  '甲醛报告',
  'A组能看 B组不能看',
  '单人房A的照片',
  '我的电脑 他的手机',
  '前台那边的电话 仓库那边的地址',
  'APP的账号 PC的账号',
])('is of one client: %s', (text) => {
  expect(parted(text, '橘子')).toBeUndefined()
})
