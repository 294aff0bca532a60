import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inWriting } from '../../flows/shared/in-writing.ts'

it.each([
  ['就我跟我老婆能看 她帮我排版', '我跟我老婆能看，她帮我排版'],
  ['就我自己吧', '我自己'],
  ['嗯 反正我和助手', '我和助手'],
  ['主要是报价 还有没上市的包装图', '主要是报价，还有没上市的包装图'],
  ['项目完了就删啊', '项目完了就删'],
  ['只有我', '只有我'],
  ['就不留了', '就不留了'],
  ['电脑D盘 加密的文件夹里，就这样', '电脑D盘，加密的文件夹里'],
  ['首页 banner 和详情页', '首页 banner 和详情页'],
  ['先给初稿', '先给初稿'],
  ['大概年底删', '大概年底删'],
  ['吧', '吧'],
  ['大概', '大概'],
])('%s stands in writing as %s', (words, written) => {
  expect(inWriting(words)).toBe(written)
})

it('takes nothing away but what stands at the ends, and is never empty', () => {
  const words = fc.string({
    unit: fc.constantFrom('就', '我', '吧', ' ', '嗯', '报', '价', '，', '先', '啊', 'a', '1'),
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(words, (text) => {
      const written = inWriting(text)
      expect(written === '').toBe(text.trim() === '')
      expect(text.replace(/[\s，]/gu, '')).toContain(written.replace(/[\s，]/gu, ''))
      expect(inWriting(written).length).toBeLessThanOrEqual(written.length)
    }),
    { seed: 20261201 },
  )
})
