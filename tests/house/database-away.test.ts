import { beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../src/errors.ts'
import type { Store } from '../../src/store/port.ts'
import { changedStore } from './changed-store.ts'
import { HouseAtWork } from './house-at-work.ts'

const MINUTE = 60_000

let at: HouseAtWork
let isAway = false
let code: 'STORE_AWAY' | 'STORE_LEASE' = 'STORE_AWAY'

beforeEach(async () => {
  isAway = false
  code = 'STORE_AWAY'
  at = await HouseAtWork.open()
  const { store } = at
  const refuse =
    <Arguments extends unknown[], Result>(work: (...args: Arguments) => Promise<Result>) =>
    async (...args: Arguments): Promise<Result> => {
      if (isAway) throw new StoreError(code, 'away')
      return work(...args)
    }
  const changes: Partial<Store> = {
    ownerOf: refuse((alias) => store.ownerOf(alias)),
    load: refuse((owner) => store.load(owner)),
    commit: refuse((document, options) => store.commit(document, options)),
    due: refuse((until, limit) => store.due(until, limit)),
    unsent: refuse((until, limit) => store.unsent(until, limit)),
    checkWritable: refuse(() => store.checkWritable()),
  }
  at.rebuild({ store: changedStore(store, changes) })
  await at.online()
})

describe('while the database is away', () => {
  it('each is told once that it takes a moment, and answered when it is back, in order', async () => {
    isAway = true
    expect(await at.say('c', 'NDA是什么')).toEqual(at.words('error/recovering'))
    expect(await at.say('c', '投诉流程')).toEqual([])
    expect(await at.say('d', 'NDA是什么')).toEqual(at.words('error/recovering'))
    await at.later(1_000)
    expect(at.channel.textsTo('c')).toHaveLength(1)
    isAway = false
    at.channel.forget()
    await at.later(1_000)
    const document = await at.documentOf('c')
    expect(document?.taken).toEqual(['m1', 'm2'])
    expect(at.channel.textsTo('c').join('\n')).toMatch(/保密协议[\s\S]*马上停/)
    expect(at.channel.textsTo('d').join('\n')).toContain('保密协议')
    const said = at.channel.textsTo('c').length
    await at.later(MINUTE)
    expect(at.channel.textsTo('c')).toHaveLength(said)
  })

  it('is told again in the next outage', async () => {
    for (let outage = 0; outage < 2; outage++) {
      isAway = true
      expect(await at.say('c', '你好')).toEqual(at.words('error/recovering'))
      isAway = false
      await at.later(1_000)
    }
  })

  it('what waited for too long is said not to be kept, and is not answered later', async () => {
    isAway = true
    await at.say('c', '你好')
    at.channel.forget()
    await at.later(11 * MINUTE)
    expect(at.channel.textsTo('c')).toEqual(at.words('error/not-saved'))
    isAway = false
    await at.later(1_000)
    expect(at.channel.textsTo('c')).toHaveLength(1)
    expect(await at.documentOf('c')).toBeUndefined()
  })

  it('one who writes on and on hears in the end that it is not kept', async () => {
    isAway = true
    for (let count = 0; count < 20; count++) await at.say('c', `第${count}句`)
    expect(await at.say('c', '再一句')).toEqual(at.words('error/not-saved'))
    expect(await at.say('d', '你好')).toEqual(at.words('error/recovering'))
  })

  it('a message that was taken although nobody heard so is not taken twice', async () => {
    const first = at.message('c', '你好')
    await at.house.receive(first)
    const said = at.channel.textsTo('c')
    isAway = true
    await at.house.receive(first)
    isAway = false
    await at.later(1_000)
    expect(at.channel.textsTo('c')).toEqual([...said, ...at.words('error/recovering')])
  })
})

it('a process that lost its account says nothing', async () => {
  isAway = true
  code = 'STORE_LEASE'
  expect(await at.say('c', '你好')).toEqual([])
  expect(at.lines('error')).toEqual([])
})
