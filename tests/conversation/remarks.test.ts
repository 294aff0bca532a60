import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isOnlyFaces, isOnlyQuestionMark, type RemarkKind, remarksIn } from '../../src/conversation/remarks.ts'
import { loadLibrary } from '../../src/guidance/library.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const { remarks } = knowledge

const REMARKS: Readonly<Record<RemarkKind, readonly string[]>> = {
  falseAlarm: ['没发错 虚惊一场', '虚惊一场', '吓死我了 没发出去', '看错了，其实没发错'],
  settled: ['没事了，看错了', '搞错了', '还好还好 没事了'],
  recalled: ['2分钟内撤回了 还有事吗', '撤回了', '已经撤回来了', '五分钟前撤回了，要紧吗'],
  panic: ['救命', '完了完了', '急急急', '救救我！！', '出大事了', '好慌啊', '完蛋了怎么办'],
  tired: ['哎 又被骂了 好累', '累死了', '心好累', '压力好大', '今天又被客户骂了', '好烦啊真的'],
  unclear: ['没看懂', '你说啥', '这题什么意思', '看不懂这题', '刚才问啥', '說啥呢'],
  next: ['然后呢', '接下来我该怎么办', '还有吗', '那我现在怎么办', '还要做什么'],
  cost: ['你收费吗', '这个机器人要钱吗', '用你多少钱', '是免费的吗'],
  maker: ['你是谁做的', '谁开发的', '这个机器人哪家公司的'],
  machine: ['你是真人吗', '你是不是AI', '对面是人还是机器人', '我说的话会被拿去训练吗'],
  privacy: ['你会把我的话告诉别人吗', '你会存我们的聊天记录吗', '跟你说的你会说出去吗', '你靠谱吗', '这里安全吗'],
  sigh: ['哎', '唉……', '呜呜'],
  laugh: ['哈哈', '哈哈哈哈哈', '666', '呵呵呵'],
  noted: ['收到', '好的收到', '原来如此', '知道了[OK]'],
}

describe('a remark', () => {
  test.each(Object.entries(REMARKS).flatMap(([kind, texts]) => texts.map((text) => [text, kind] as const)))(
    '%s is %s',
    (text, kind) => {
      expect(remarksIn(text, remarks)[0]).toBe(kind)
    },
  )
})

describe('what says more', () => {
  test.each([
    '完了，我不小心把客户资料发到群里了',
    '好累啊 客户的名单放网盘里行吗',
    '我很慌，文件发错了',
    '撤回了但是有人截图',
    '客户生气了',
    '小鱼',
    '春季海报',
    '客户名单和报价',
    '放我自己的电脑上，文件夹加密',
    '只有我和我老婆',
    '不知道',
    '好',
    '嗯',
    '是的',
    '没有',
    '还没',
    '1',
    '',
  ])('is no remark: %s', (text) => {
    expect(remarksIn(text, remarks)).toEqual([])
  })

  test('than forty letters is not looked at', () => {
    expect(remarksIn('哈'.repeat(40), remarks)).toEqual(['laugh'])
    expect(remarksIn('哈'.repeat(41), remarks)).toEqual([])
  })
})

test.each(['😅', '[呲牙]', '[捂脸][捂脸]', '🙂[强]'])('%s is only faces', (text) => {
  expect(isOnlyFaces(text, remarks)).toBe(true)
})

test.each(['。。。', '[海报]', '好[强]', '???', ''])('%s is more than faces, or less', (text) => {
  expect(isOnlyFaces(text, remarks)).toBe(false)
})

test.each(['？', '???', '?！', ' ？ '])('%s asks what is meant', (text) => {
  expect(isOnlyQuestionMark(text)).toBe(true)
})

test.each(['啥？', '！', ''])('%s does not', (text) => {
  expect(isOnlyQuestionMark(text)).toBe(false)
})
