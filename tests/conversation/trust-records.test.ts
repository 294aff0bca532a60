import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadLibrary } from '../../src/guidance/library.ts'
import { Player } from './transcripts-player.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))

/** Two clients with a record each: 小鱼, whose numbers are kept on an old laptop, and 大熊. */
function withRecords(): Player {
  const player = new Player(library)
  say(player, '确认保密范围', '小鱼', '海报', '1', '会员手机号', '只有我', '旧笔记本里', '1', '1', '跳过', '好')
  say(player, '确认保密范围', '大熊', '官网', '2', '底价单', '只有我', '1', '1', '1', '跳过', '好')
  expect(player.document.cases).toHaveLength(2)
  return player
}

function say(player: Player, ...messages: readonly string[]): string {
  return messages.map((text) => player.take('text', text).bubbles.join('\n')).at(-1) ?? ''
}

const kept = ({ document }: Player): string => JSON.stringify(document)

test('what was changed in the record while the talk waited is reported as it is', () => {
  const player = withRecords()
  say(player, '客户起疑', '海报', '1', '1', '1', '跳过')
  say(player, '小鱼的档案', '改', '6', '公司网盘里', '存吧', '继续')
  const report = say(player, '跳过', '跳过', '跳过')
  expect(report).toContain('· 存放：公司网盘里')
  expect(report).not.toContain('旧笔记本')
})

test('nothing of another client is in the report', () => {
  const player = withRecords()
  const report = say(player, '客户起疑', '海报', '1', '1', '1', '跳过', '跳过', '跳过', '跳过')
  expect(report).toContain('会员手机号')
  expect(report).not.toMatch(/底价单|官网|大熊/)
})

test('nothing of a deleted record stays in a talk that waits, or in one that has just ended', () => {
  const player = withRecords()
  say(player, '客户起疑', '海报', '1', '算了', '客户起疑', '官网', '1')
  expect(kept(player)).toContain('会员手机号')
  say(player, '删掉小鱼', '确定', '继续')
  expect(kept(player)).not.toMatch(/会员手机号|旧笔记本/)
  const report = say(player, '1', '1', '跳过', '跳过', '跳过', '跳过')
  expect(report).toContain('底价单')
  expect(kept(player)).toContain('底价单')
  say(player, '删掉大熊', '确定')
  expect(kept(player)).not.toMatch(/底价单|大熊/)
})
