import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadLibrary } from '../../src/guidance/library.ts'
import { Player } from './transcripts-player.ts'

const library = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))

/** A record of the client 小鱼 and one of 大熊, both of the project 海报. */
const filed = (client: string) => ['1', client, '海报', '1', '电话', '1', '2', '2', '1', '对接人', '昨天', '好']
const BEFORE = [...filed('小鱼'), ...filed('大熊')]

/** The page that shows what was done. */
const DONE: readonly (readonly [page: string, done: string])[] = [
  ['records/ask-material', 'close'],
  ['records/ask-backups', 'close'],
  ['records/noted', 'note'],
  ['records/ask-note', 'amend'],
  ['records/ask-delete', 'delete'],
  ['records/another-project', 'new'],
  ['records/ask-action', 'show'],
]

/** What came of a message after these, and for which client. */
function done(text: string, before: readonly string[] = []): string {
  const player = new Player(library)
  for (const message of [...BEFORE, ...before]) player.take('text', message)
  const { say, after } = player.take('text', text)
  const found = DONE.find(([page]) => say.some((saying) => saying.page === page))
  if (found === undefined) return 'nothing'
  const top = after.session.frames.at(-1)
  const words = JSON.stringify(say) + JSON.stringify(top?.input ?? '') + JSON.stringify(top?.answers ?? '')
  return `${found[1]} ${['小鱼', '大熊'].filter((client) => words.includes(client)).join(' ')}`
}

describe('by the name of a client', () => {
  test.each([
    ['小鱼的项目结束了', 'close 小鱼'],
    ['小鱼项目完了', 'close 小鱼'],
    ['小鱼的活干完啦', 'close 小鱼'],
    ['小鱼这单做完了', 'close 小鱼'],
    ['大熊，结项', 'close 大熊'],
    ['大熊这个项目收尾了', 'close 大熊'],
    ['小鱼海报交付了', 'close 小鱼'],
    ['客户小鱼的项目做完了', 'close 小鱼'],
    ['跟大熊的合作结束了', 'close 大熊'],
    ['小鱼的项目结束了，东西都删了', 'close 小鱼'],
    ['小魚的項目結束了', 'close 小鱼'],
    ['小鱼又加了要求：不能发朋友圈', 'note 小鱼'],
    ['小鱼又加了一条，logo不能露', 'note 小鱼'],
    ['大熊新加了要求 不能用AI', 'note 大熊'],
    ['大熊又加了要求不能用AI', 'note 大熊'],
    ['小鱼又要求不能发抖音', 'note 小鱼'],
    ['小鱼那边又加了要求：不许截图', 'note 小鱼'],
    ['小鱼又加了要求', 'amend 小鱼'],
    ['小鱼那边有新要求了', 'amend 小鱼'],
    ['给小鱼加一条要求', 'amend 小鱼'],
    ['删掉大熊', 'delete 大熊'],
    ['把小鱼的档案删了', 'delete 小鱼'],
    ['帮我把大熊删掉', 'delete 大熊'],
    ['小鱼的记录删掉吧', 'delete 小鱼'],
    ['给小鱼再建一个项目', 'new 小鱼'],
    ['小鱼又有新项目了', 'new 小鱼'],
    ['大熊又接了一单', 'new 大熊'],
    ['小鱼', 'show 小鱼'],
    ['小鱼的档案', 'show 小鱼'],
    ['打开大熊的', 'show 大熊'],
    ['大熊的档案给我看看', 'show 大熊'],
  ])('%s: %s', (text, wanted) => {
    expect(done(text)).toBe(wanted)
  })

  test.each([
    '小鱼的稿子能发朋友圈吗',
    '小鱼怀疑我泄密了',
    '小鱼又加了要求怎么办',
    '小鱼的项目能放作品集吗',
    '小鱼说项目要结束了怎么办',
    '小鱼的资料怎么加密',
    '大熊要我签保密协议',
    '小鱼的项目结束了要做什么？',
    '小鱼不想做了',
    '小鱼没加要求',
    '小熊的项目结束了',
  ])('nothing is done where more is said: %s', (text) => {
    expect(done(text)).toBe('nothing')
  })

  test.each([
    '小鱼的电话',
    '小鱼项目里的客户电话',
    '大熊那边给的名单',
    '小鱼要求保密的手机号',
    '小鱼又要求保密的名单',
    '删掉的名单也算',
    '小鱼的要求',
    '小鱼',
  ])('an answer with a name in it is an answer: %s', (text) => {
    expect(done(text, ['1', '阿蓝', '官网', '1'])).toBe('nothing')
  })
})
