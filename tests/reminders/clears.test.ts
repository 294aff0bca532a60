import { expect, test } from 'vitest'
import { clearsTraces } from '../../src/reminders/clears.ts'

test.each([
  '删聊天记录',
  '清理客户资料',
  '把废稿的文件都删了',
  '清空回收站',
  '格式化旧硬盘',
  '销毁合同原件',
  '清一下微信缓存',
  '卸载工作微信',
])('clears: %s', (words) => {
  expect(clearsTraces(words)).toBe(true)
})

test.each([
  '别删聊天记录',
  '不要清理客户资料',
  '删减第三段',
  '备份聊天记录',
  '清点样机',
  '交稿',
  '看看资料还在不在',
  '删掉第二段的形容词',
])('clears nothing: %s', (words) => {
  expect(clearsTraces(words)).toBe(false)
})
