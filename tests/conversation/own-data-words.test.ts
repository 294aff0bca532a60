import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type OwnDataId, ownDataIn } from '../../src/conversation/own-data-words.ts'
import { loadLibrary } from '../../src/guidance/library.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))

const ASKED: Readonly<Record<OwnDataId, readonly string[]>> = {
  mine: [
    '你存了我什么',
    '你都知道我哪些事？',
    '你那儿有我什么资料',
    '你记得我啥',
    '后台存着我的哪些信息',
    '你记了我哪些东西呀',
  ],
  keeping: ['你会留多久', '我的数据你要存到什么时候', '你们把我的记录保存多长时间', '我填的会一直留着吗'],
  code: ['给我一个恢复码', '我想要个恢复码', '帮我生成一个新的恢复码', '能再给我一个恢复码吗'],
  'code-how': ['恢复码是什么', '恢复码怎么用呀', '我的恢复码丢了怎么办', '恢复码有什么用'],
  moved: ['我换了个微信，之前的档案怎么找回来', '换号了，记录还在吗', '旧号的东西怎么搬过来', '我换新号了'],
  export: [
    '帮我把我的数据导出来',
    '我想导出我的全部记录',
    '能不能把我的档案打包发给我',
    '我的信息怎么导出',
    '下载我的数据',
  ],
}

describe('what is asked about one’s own data', () => {
  test.each(Object.entries(ASKED).flatMap(([id, texts]) => texts.map((text) => [text, id] as const)))(
    '%s is %s',
    (text, id) => {
      expect(ownDataIn(text, knowledge.ownData)).toBe(id)
    },
  )

  test.each([
    '你知道我该问客户什么吗',
    '你知道我客户是谁吗',
    '客户存了我什么资料',
    '客户知道我什么',
    '我存了客户什么东西',
    '我能留什么',
    '你有什么功能',
    '你存了什么',
    '导出文档',
    '导出事件1',
    '导出提醒',
    '客户让我导出数据发他',
    '怎么备份我的数据',
    '把数据发我',
    '数据',
    '客户换号了怎么通知他',
    '我的号被盗了',
    '客户换微信了',
    '密码忘了怎么办',
    '怎么恢复删掉的文件',
    '资料留多久',
    '要我留多久',
    '客户的资料保留多久',
    '验收后留半年',
    '我的资料放哪',
    '',
  ])('is not: %s', (text) => {
    expect(ownDataIn(text, knowledge.ownData)).toBeUndefined()
  })
})
