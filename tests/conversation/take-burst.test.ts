import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { memoryAfter } from '../../src/conversation/after-effects.ts'
import { EMPTY_SESSION } from '../../src/conversation/session.ts'
import { takeBurst } from '../../src/conversation/take-burst.ts'
import type { Memory, Turn } from '../../src/conversation/turn.ts'
import { loadLibrary } from '../../src/guidance/library.ts'
import { WELCOMED } from './welcomed.ts'

const { knowledge } = await loadLibrary(fileURLToPath(new URL('../../data', import.meta.url)))
const NOW = { at: Date.UTC(2026, 10, 23, 3), today: '2026-11-23', hour: 11, zone: 'Asia/Shanghai' }

/** A person who has been welcomed and sends bursts. */
class Person {
  memory: Memory = WELCOMED
  #count = 0

  sends(...texts: readonly string[]): Turn {
    const events = texts.map((text) => ({ id: `m${++this.#count}`, kind: 'text' as const, text }))
    const turn = takeBurst(this.memory, events, NOW, knowledge)
    this.memory = memoryAfter(this.memory, turn)
    return turn
  }
}

const pages = ({ say }: Turn): string[] => say.map(({ page }) => page)

describe('a burst', () => {
  it('answers several questions in order, and only the last question is asked', () => {
    const person = new Person()
    person.sends('1')
    const turn = person.sends('小鱼', '海报', '1、3')
    expect(pages(turn)).toEqual(['answer/noted', 'scope/ask-details-personal'])
    expect(turn.session.frames[0]?.answers.map(({ questionId, messageId }) => [questionId, messageId])).toEqual([
      ['client', 'm2'],
      ['project', 'm3'],
      ['categories', 'm4'],
    ])
  })

  it('is one thought while nothing is asked', () => {
    expect(pages(new Person().sends('客户说我', '把他的稿子泄露了', '要我赔20万'))).toEqual([
      'urgent/accused',
      'urgent/accused-reply',
      'urgent/next',
    ])
  })

  it('of commands is obeyed one by one', () => {
    const turn = new Person().sends('1', '小鱼', '我的档案')
    expect(pages(turn)).toContain('records/only-begun')
    expect(turn.session.frames[0]?.answers).toHaveLength(1)
  })

  it('ends with forgetting: what stands behind it would only make a new document', () => {
    const person = new Person()
    person.sends('1', '小鱼', '删除我的数据')
    const turn = person.sends('确定删除', '谢谢')
    expect(turn.effects).toEqual([{ type: 'forgetOwner' }])
    expect(pages(turn)).toEqual(['forget/done'])
    expect(turn.session).toEqual(EMPTY_SESSION)
  })

  it('of one message is that message’s turn', () => {
    expect(pages(new Person().sends('菜单'))).toEqual(['menu'])
  })
})
