import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { afterOpener, selfCorrected } from '../../src/conversation/openers.ts'
import { termAskedFor } from '../../src/conversation/terms.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { eightTimes, processorTime } from './processor-time.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const { correcting } = knowledge.phrases

test.each([
  ['说错了，没有身份证号', '没有身份证号'],
  ['不对 我说错了 没有身份证号', '没有身份证号'],
  ['啊不对是客户的网盘', '是客户的网盘'],
  ['等等，不对，两份', '两份'],
  ['哎呀說錯了 三份', '三份'],
  ['不对', ''],
  ['不对外公开的资料', undefined],
  ['等等 我助理也看', undefined],
  ['口误，是李姐', '是李姐'],
  ['我说的就是这个', undefined],
])('%s begins a correction: %s', (text, rest) => {
  expect(afterOpener(text, correcting)).toBe(rest)
})

test.each([
  ['微信直接发 哦不 发邮箱', '发邮箱'],
  ['做完就删，不对，是留半年', '是留半年'],
  ['对接人 说错了 是他老板', '是他老板'],
  ['我说错了，是两份', undefined],
  ['这份不对外公开，别发', undefined],
  ['不对', undefined],
])('%s takes back its own words: %s', (text, after) => {
  expect(selfCorrected(text, correcting)?.after).toBe(after)
})

test.each(['啊', '啊 ', '等等，'])('a long row of words of hesitation takes time in proportion to it: %s', (word) => {
  const took = (length: number): number => {
    const text = word.repeat(length / word.length)
    return processorTime(() => {
      afterOpener(text, correcting)
      selfCorrected(text, correcting)
      termAskedFor(text, knowledge.terms)
    })
  }
  expect(took(48_000)).toBeLessThan(eightTimes(took(6000)))
})

test.each([
  ['啥叫商业秘密啊', 'terms/trade-secret'],
  ['什麼叫競業', 'terms/non-compete'],
  ['请问ＮＤＡ是啥意思？', 'terms/nda'],
  ['那个权限是什么意思呀', 'terms/account'],
  ['没看懂 啥叫备份', 'terms/backup'],
  ['个人信息', undefined],
  ['备份是什么时候的', undefined],
  ['啥叫元宇宙', undefined],
  ['什么', undefined],
])('%s asks for the word %s', (text, page) => {
  expect(termAskedFor(text, knowledge.terms)).toBe(page)
})
