import { describe, expect, it } from 'vitest'
import { optionLike } from '../../src/conversation/answers/like-option.ts'

const ways = new Map([
  ['paused', ['都停了', '停工了', '搁下了', '没再碰了']],
  ['not-yet', ['还没停', '停不下来', '还在赶']],
  ['part', ['他让我继续做一部分']],
])

describe('the option that words are most like', () => {
  it.each([
    ['他的活先搁下', 'paused'],
    ['在赶工', 'not-yet'],
    ['让我继续做封面', 'part'],
  ])('%s: %s', (text, id) => {
    expect(optionLike(text, ways)).toBe(id)
  })

  it('is none where nothing stands out', () => {
    expect(optionLike('今天下雨', ways)).toBeUndefined()
    expect(optionLike('停', new Map([...ways, ['other', ['停']], ['more', ['停']]]))).toBeUndefined()
  })

  it('is never what is denied where the words deny nothing', () => {
    const resumed = new Map([
      ['resumed', ['接着做']],
      ['ended', ['不做了']],
    ])
    expect(optionLike('开始做了', resumed)).not.toBe('ended')
    expect(optionLike('不想做了', resumed)).toBe('ended')
  })
})
