import { expect, test } from 'vitest'
import { withoutSlang } from '../../src/conversation/slang.ts'
import { shipped } from '../content/content.ts'

const { slang } = (await shipped).knowledge.phrases

test.each([
  ['莫得', '没有'],
  ['冇签', '没有签'],
  ['木有木有', '没有没有'],
  ['个人信息冇 商业秘密有滴', '个人信息没有 商业秘密有的'],
  ['4的', '是的'],
  ['四的，我自己看', '是的，我自己看'],
  ['8用了', '不用了'],
  ['8知道捏', '不知道捏'],
  ['u1s1 都要', '都要'],
  ['都要，yyds！', '都要'],
  ['得行', '好的'],
  ['中', '好的'],
  ['我自个儿看', '我自己看'],
  ['仨都要', '三个都要'],
  ['前俩', '前两个'],
  ['啷个办嘛', '怎么办嘛'],
])('%s is %s', (said, meant) => {
  expect(withoutSlang(said, slang, false)).toBe(meant)
})

test.each([
  '没得到回复',
  '没得商量',
  '积木有三套',
  '玉米有两种',
  '咱仨',
  '14的倍数',
  '8月用完',
  '中期报告',
  '成本',
  'yyds',
  '好的',
  '18用户',
])('%s stays as it is', (said) => {
  expect(withoutSlang(said, slang, false)).toBe(said)
})

test("in words of one's own, or a name, only what is nothing else is put otherwise", () => {
  expect(withoutSlang('莫得感情的设计', slang, true)).toBe('莫得感情的设计')
  expect(withoutSlang('木有鱼', slang, true)).toBe('木有鱼')
  expect(withoutSlang('莫得', slang, true)).toBe('没有')
  expect(withoutSlang('上线时间 yyds', slang, true)).toBe('上线时间')
})

test('a story is read as it is', () => {
  const story = `${'客户跟我说了很多'.repeat(8)}莫得`
  expect(withoutSlang(story, slang, false)).toBe(story)
})
