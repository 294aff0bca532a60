import { expect, test } from 'vitest'
import { asksToRemind } from '../../src/conversation/remind-request.ts'
import { readTime } from '../../src/reminders/read-time.ts'
import { shipped } from '../content/content.ts'

const { knowledge } = await shipped
const NOW = { at: Date.parse('2026-11-23T12:00:00+08:00'), zone: 'Asia/Shanghai' }
const asks = (text: string): boolean =>
  asksToRemind(text, knowledge.reminders.phrases.request, ['小鱼'], (words) => readTime(words, NOW))

test.each([
  '每周五下午三点提醒我备份聊天记录',
  '提醒我明天交稿',
  '请你明天上午九点提醒我给客户发报告',
  '备份聊天记录，每周五提醒我一下',
  '下午三点交稿，记得提醒我',
  '你能不能每个月提醒我学点东西',
  '明早9点叫我交稿',
  '半小时后喊我',
  '设个明早9点交稿的提醒',
  '帮我设个提醒，每周一上午十点发周报',
  '加一个提醒：每月1号清理资料',
  '提醒：明天下午两点开会',
  '到时候提醒我一下',
  '麻烦每天晚上九点提醒我收尾',
  '我想让你每周提醒我备份',
  '明天下午三点提醒我问客户签没签协议',
  '提醒我跟小鱼说一声',
  '月底提醒我',
  '合作结束前一周提醒我还资料',
  '设一个每天早上八点的闹钟',
  '能每周五提醒我备份吗',
  '老板提醒我明天开会，你三点提醒我一下',
  '别忘了提醒我今晚十点前回客户',
])('asks: %s', (text) => {
  expect(asks(text)).toBe(true)
})

test.each([
  '客户提醒我签保密协议',
  '他没提醒过我',
  '小鱼提醒我明天交稿',
  '网盘提醒我续费',
  '昨天老板提醒我别外传',
  '机器人发邮件提醒我密钥暴露',
  '甲方三点提醒我改稿',
  '格式条款没提醒我，能不认吗',
  '要不要提醒客户私发',
  '客户昨天来了，提醒我别外传',
  '提醒过我两次了',
  '提醒我的那个人是他同事',
  '谁提醒我的',
  '客户叫我签保密协议',
  '明天客户叫我去公司签字',
  '会员到期了，网盘提醒我续费',
  '加个要求，提醒客户别外传',
  '不用提醒我',
  '我叫小鱼',
  '多久备份一次比较好',
  '每天都要提醒我备份吗',
  '大熊说明天提醒我交稿',
])('only speaks of it: %s', (text) => {
  expect(asks(text)).toBe(false)
})
