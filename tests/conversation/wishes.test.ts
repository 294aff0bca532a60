import { expect, test } from 'vitest'
import { shipped } from '../content/content.ts'
import { Player } from './transcripts-player.ts'

const library = await shipped

/** What is open after these words, said to somebody who has been greeted. */
function opened(words: string): string {
  const player = new Player(library)
  player.take('text', '你好')
  const { after, say } = player.take('text', words)
  return after.session.frames.at(-1)?.flow ?? say[0]?.page ?? ''
}

test.each([
  ['trust', '客户最近老问我资料在哪 我想整理给他看'],
  ['trust', '客户不放心 我想给他交代一下'],
  ['trust', '想给客户写个保密汇报'],
  ['trust', '帮我写段话让甲方安心'],
  ['trust', '他总问东西谁能看 我想跟他解释清楚'],
  ['trust', '我想跟客户报一下进度顺便说说保密'],
  ['scope', '帮我理一理客户要我保密的东西'],
  ['scope', '我又来了个新客户 帮我记一下'],
  ['scope', '客户要求挺多的 我记不住 你帮我记'],
  ['scope', '想跟客户对一下哪些能说哪些不能说'],
  ['scope', '刚谈了个客户要求保密'],
  ['scope', '来活了'],
  ['nda', '我把合同发你你帮我看'],
  ['nda', '帮我挑挑合同毛病'],
  ['nda', '甲方给的承诺书你给瞅瞅'],
  ['forget', '把我的东西删了'],
  ['forget', '把我说过的都忘掉'],
  ['records/none', '我之前记的那个客户呢'],
  ['privacy', '我的资料你会给别人吗'],
  ['mine/list', '你都存了我什么'],
  ['remind/what-i-can', '我老忘事 能提醒我吗'],
])('%s: %s', (id, words) => {
  expect(opened(words)).toBe(id)
})

test.each([
  '客户老问我资料在哪',
  '怎么跟客户汇报才放心',
  '要不要跟客户汇报',
  '客户让我把他的资料删了',
  '合同到期了',
  '客户问你会不会把东西给别人',
  '我的客户要求退款',
])('opens nothing: %s', (words) => {
  expect(['trust', 'scope', 'nda', 'forget', 'privacy']).not.toContain(opened(words))
})
