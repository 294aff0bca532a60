import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../src/conversation/case.ts'
import { isFull } from '../../src/house/room-left.ts'
import { NOW } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

const LIMIT = 400_000

/** A record whose notes are so long. */
const recordOf = (id: string, length: number): CaseRecord => ({
  id,
  client: `客户${id}`,
  project: '海报',
  flow: 'scope',
  flowVersion: 1,
  entries: [],
  notes: Array.from({ length: Math.ceil(length / 2_000) }, (_, index) => ({
    text: '字'.repeat(2_000),
    at: NOW,
    messageId: `n${index}`,
  })),
  filedAt: NOW,
  changedAt: NOW,
  closing: null,
})
const keptOf = (...cases: readonly CaseRecord[]) => ({ cases, incidents: [], reminders: [] })

describe('there is room', () => {
  const small = keptOf(recordOf('a', 10_000))
  const large = keptOf(recordOf('a', LIMIT))
  const larger = keptOf(recordOf('a', LIMIT + 10_000))

  it.each([
    ['for what is not much', keptOf(), small, false, false],
    ['for no more than the limit', small, large, false, true],
    ['for what makes it smaller, however large it still is', larger, large, false, false],
    ['for what changes nothing', large, large, false, false],
    ['for an emergency', large, larger, true, false],
    ['but not for ever', large, keptOf(recordOf('a', 2 * LIMIT)), true, true],
  ])('%s', (_, before, after, isUrgent, full) => {
    expect(isFull(before, after, isUrgent)).toBe(full)
  })
})

describe('who keeps adding', () => {
  let at: HouseAtWork
  beforeEach(async () => {
    at = await HouseAtWork.open()
    await at.say('c', '你好')
    const document = await at.documentOf('c')
    if (document === undefined) throw new Error('nobody there')
    await at.store.commit({ ...document, cases: [recordOf('a', LIMIT - 60_000), recordOf('b', 70_000)] })
  })

  const namesOf = async (): Promise<readonly string[]> => ((await at.documentOf('c'))?.cases ?? []).map(({ id }) => id)

  it('is told so, nothing of it is kept, and deleting makes room', async () => {
    const before = await at.documentOf('c')
    expect(await at.say('c', '客户a又加了要求：不能发朋友圈')).toEqual(at.words('error/full'))
    expect((await at.documentOf('c'))?.cases.map(({ notes }) => notes.length)).toEqual(
      before?.cases.map(({ notes }) => notes.length),
    )
    expect(at.lines('warn')).toEqual(['no room left'])
    for (const text of ['删掉客户b', '确定删除']) await at.say('c', text)
    expect(await namesOf()).toEqual(['a'])
    expect(await at.say('c', '客户a又加了要求：不能发朋友圈')).not.toEqual(at.words('error/full'))
  })

  it('is helped in an emergency all the same', async () => {
    expect(await at.say('c', '完了，我不小心把客户资料发到群里了')).not.toEqual(at.words('error/full'))
  })
})
