import { describe, expect, it } from 'vitest'
import { type TopicExample, topicExamples, trainTopicSearch } from '../../../src/guidance/search/index.ts'
import { TOPICS, type TopicId } from '../../../src/guidance/topics.ts'
import { shippedExamples } from './example-files.ts'

const search = trainTopicSearch(shippedExamples)

const OBVIOUS: Record<TopicId | 'none', readonly string[]> = {
  scope: [
    '客户让我保密，可哪些内容算保密信息他没讲',
    '这个客户的保密范围我该怎么问清楚',
    '客户的电话和住址算不算要保密的',
  ],
  nda: [
    'NDA里违约金写得特别高，这份协议我敢签吗',
    '保密协议签之前要仔细看哪些条款',
    '客户发来保密协议，定义那段看不明白',
  ],
  tools: ['用什么聊天软件传客户的文件最安全', '在商场连免费WiFi给客户传图要不要紧', '微信聊天记录怎么定期备份'],
  management: [
    '客户资料堆了一电脑，怎么分类整理',
    '项目做完了，客户的文件该不该删掉',
    '共享文件夹的权限要怎么设，谁能看',
  ],
  trust: [
    '客户好像不太信任我，怎么沟通能让他放心',
    '要不要定期给客户汇报进展，让他安心',
    '客户老怀疑我会外传，怎么打消他的顾虑',
  ],
  complaint: [
    '客户投诉说我泄密了，第一步该做什么',
    '我把客户的文件发错人了，怎么补救',
    '客户一口咬定资料是从我这儿流出去的',
  ],
  growth: ['有没有信息安全方面的培训可以参加', '做我们这行为什么一定要守密', '怎么改掉爱说漏嘴的毛病'],
  none: [
    '明天会不会下雨',
    '你好呀',
    '客户拖着尾款不给怎么办',
    '微信号被封了怎么解封',
    '帮我写一首诗',
    '滚开，没用的东西',
  ],
}

describe('an obvious question', () => {
  it.each(Object.entries(OBVIOUS).flatMap(([topic, texts]) => texts.map((text) => ({ topic, text }))))(
    '$text is about $topic',
    ({ topic, text }) => {
      expect(search(text).best).toBe(topic)
    },
  )
})

describe('the ranking', () => {
  it('holds every topic once, best first, scores between 0 and 1', () => {
    const { best, ranked } = search('保密协议要注意什么')
    const scores = ranked.map(({ score }) => score)
    expect(ranked.map(({ id }) => id).toSorted()).toEqual([...TOPICS].toSorted())
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true)
    expect(ranked[0]?.id).toBe(best)
  })

  it('is sure of a plain question and unsure between two topics', () => {
    expect(search('保密协议要注意什么').confidence).toBe('sure')
    const both: TopicExample[] = [
      { text: '同一句话', topic: 'tools' },
      { text: '同一句话', topic: 'management' },
    ]
    expect(trainTopicSearch(both)('同一句话').confidence).toBe('unsure')
  })

  it('ranks the topics for a stranger, too', () => {
    const { best, confidence, ranked } = search('明天会不会下雨')
    expect([best, confidence, ranked.length]).toEqual(['none', 'none', TOPICS.length])
  })

  it('is the same whenever it is trained on the same examples', () => {
    const few = shippedExamples.filter((_, n) => n % 10 === 0)
    const text = '客户的资料存在网盘里，谁都能打开'
    expect(trainTopicSearch(few)(text)).toEqual(trainTopicSearch(few)(text))
  })

  it('does not mind width and case', () => {
    expect(search('ＮＤＡ怎么看').ranked).toEqual(search('nda怎么看').ranked)
  })
})

describe('odd input', () => {
  it.each([
    ['empty', ''],
    ['blank', ' \n\t'],
    ['emoji', '😀😀👍🏽'],
    ['punctuation', '？？？！！'],
    ['a lone surrogate', '\ud83d'],
    ['an unknown script', 'ཨོཾ'],
  ])('%s is nobody we know', (_, text) => {
    expect(search(text).best).toBe('none')
  })

  it('is survived at 20,000 characters, of which both ends count', () => {
    const story = '今天天气真好。'.repeat(2900)
    const question = '保密协议要注意什么，违约金怎么看？'.repeat(18)
    expect(story.length).toBeGreaterThan(20_000)
    expect(search(question + story).ranked[0]?.id).toBe('nda')
    expect(search(story + question).ranked[0]?.id).toBe('nda')
    expect(search(`${question}${story}${question}`)).toEqual(search(`${question}${story}${story}${question}`))
  })

  it('may hold lone surrogates anywhere', () => {
    expect(search('保密协议\ud800要注意什么\udc00').best).toBe('nda')
  })

  it('is survived without any examples', () => {
    expect(trainTopicSearch([])('保密协议要注意什么').best).toBe('none')
  })
})

describe('examples', () => {
  it('keep paraphrases in one group and everything else apart', () => {
    expect(topicExamples('nda', ['签不签', ['要签吗', '该不该签']])).toEqual([
      { text: '签不签', topic: 'nda', group: 'nda#0' },
      { text: '要签吗', topic: 'nda', group: 'nda#1' },
      { text: '该不该签', topic: 'nda', group: 'nda#1' },
    ])
  })
})
