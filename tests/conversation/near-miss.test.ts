import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { nearMiss } from '../../src/conversation/near-miss.ts'
import { loadLibrary } from '../../src/guidance/library.ts'

const { phrases } = (await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))).knowledge

test.each([
  ['上一部', '上一步'],
  ['我的挡案', '我的档案'],
  ['投诉流成', '投诉流程'],
  ['再说一编', '再说一遍'],
  ['隐私说名', '隐私说明'],
  ['挑过', '跳过'],
  ['菜但', '菜单'],
  ['shang yi bu', '上一步'],
  ['TouSuLiuCheng', '投诉流程'],
  ['投速刘程', '投诉流程'],
  ['wo de dang an', '我的档案'],
  ['我德挡案', '我的档案'],
  ['算叻', '算了'],
])('%s is nearly %s', (typed, meant) => {
  expect(nearMiss(typed, phrases)).toBe(meant)
})

test.each([
  ['删除我的数剧', 'erases everything'],
  ['删除挡案', 'deletes a record'],
  ['shanchuwodeshuju', 'erases everything'],
  ['山楚我的数据', 'erases everything'],
  ['chong lai', 'throws answers away'],
  ['ab', 'letters of no phrase'],
  ['小鱼', 'a name'],
  ['春季海报', 'a project'],
  ['', 'nothing'],
  ['上一步', 'no slip at all'],
])('%s is guessed at by nobody: %s', (typed) => {
  expect(nearMiss(typed, phrases)).toBeUndefined()
})

test('whatever changes or deletes something is never meant', () => {
  const risky = [...phrases.always].filter(
    ([, { kind, id }]) => kind === 'command' && ['forget', 'drop', 'close', 'amend', 'restart'].includes(id),
  )
  expect(risky.length).toBeGreaterThan(20)
  for (const [phrase] of risky) {
    for (let at = 0; at < phrase.length; at++) {
      const meant = nearMiss(`${phrase.slice(0, at)}鱻${phrase.slice(at + 1)}`, phrases)
      expect(risky.map(([known]) => known)).not.toContain(meant)
    }
  }
})
