import { beforeEach, describe, expect, it } from 'vitest'
import { createAdmission } from '../../src/house/admission.ts'
import { createPacer } from '../../src/house/pacer.ts'
import { aliasOf } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

const FLOOD = 10_000
/** So many turns of the flood may be decided, at most, before somebody else is answered. */
const TURNS_BEFORE = 60
/** So many of its messages may be sent in a minute. */
const SENDS_A_MINUTE = 20

let at: HouseAtWork
let turnedAway: number

beforeEach(async () => {
  at = await HouseAtWork.open()
  await at.say('flooder', '你好')
  await at.say('other', '你好')
  turnedAway = 0
  at.rebuild({
    admission: createAdmission(() => at.now),
    pacer: createPacer(40, () => at.now),
    onTurnedAway: () => {
      turnedAway++
    },
  })
  at.house.status('online')
  at.channel.forget()
})

describe(`one contact who sends ${FLOOD} messages at once`, () => {
  it('does not keep another waiting behind more than a few of them', { timeout: 120_000 }, async () => {
    const flood = Array.from({ length: FLOOD }, () => at.house.receive(at.message('flooder', '菜单')))
    const answer = await at.say('other', '菜单')
    const decided = at.logged.filter(({ message }) => message === 'turn').length
    expect(answer).toEqual(at.words('menu').slice(0, 1))
    expect(decided).toBeLessThanOrEqual(2 + TURNS_BEFORE + 1)
    await Promise.all(flood)
    expect(turnedAway).toBe(FLOOD - TURNS_BEFORE)
  })

  it('is told so once, politely', { timeout: 120_000 }, async () => {
    await Promise.all(Array.from({ length: FLOOD }, () => at.house.receive(at.message('flooder', '菜单'))))
    const [notice] = at.words('error/too-fast')
    expect(at.channel.handed.filter(({ text }) => text === notice)).toHaveLength(1)
  })

  it('leaves another the same pace as ever, minute after minute', { timeout: 120_000 }, async () => {
    await Promise.all(Array.from({ length: 500 }, () => at.house.receive(at.message('flooder', '菜单'))))
    let most = 0
    for (let minute = 0; minute < 3; minute++) {
      const before = at.channel.textsTo('flooder').length
      for (let second = 0; second < 60; second++) {
        await at.later(1_000)
        if (second % 20 !== 10) continue
        expect(await at.say('other', '谢谢')).toEqual(at.words('thanks'))
      }
      most = Math.max(most, at.channel.textsTo('flooder').length - before)
    }
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThanOrEqual(SENDS_A_MINUTE)
  })

  it('has no more than so many replies waiting, however long it goes on', { timeout: 120_000 }, async () => {
    at.channel.ending = () => 'offline'
    for (let second = 0; second < 150; second++) {
      at.now += 1_000
      await at.house.receive(at.message('flooder', '谢谢'))
    }
    const waiting = (await at.documentOf('flooder'))?.outbox ?? []
    expect(waiting).toHaveLength(100)
    expect(turnedAway).toBe(50)
  })
})

describe('paced', () => {
  it('a reply in several parts comes one a second, and what is said meanwhile is dealt with', async () => {
    at.channel.capabilities = { ...at.channel.capabilities, textLimit: 60 }
    const [first] = await at.say('other', '菜单')
    expect(first).toBeDefined()
    expect(at.channel.textsTo('other')).toHaveLength(1)
    const waiting = (await at.documentOf('other'))?.outbox.length ?? 0
    expect(waiting).toBeGreaterThan(0)
    await at.later(1_000)
    expect(at.channel.textsTo('other')).toHaveLength(2)
    await at.house.receive(at.message('other', '谢谢'))
    expect(at.logged.filter(({ message }) => message === 'turn')).toHaveLength(4)
    for (let second = 0; second < waiting + 1; second++) await at.later(1_000)
    expect(at.channel.textsTo('other').at(-1)).toBe(at.words('thanks')[0])
    expect((await at.documentOf('other'))?.outbox).toEqual([])
  })

  it('nothing counts as on its way while it waits, so that a restart repeats nothing', async () => {
    at.channel.capabilities = { ...at.channel.capabilities, textLimit: 60 }
    await at.say('other', '菜单')
    const states = (await at.documentOf('other'))?.outbox.map(({ state }) => state)
    expect(new Set(states)).toEqual(new Set(['pending']))
  })

  it('an emergency is answered before those who waited', async () => {
    for (let index = 0; index < 40; index++) await at.house.receive(at.message(`c${index}`, '谢谢'))
    at.channel.capabilities = { ...at.channel.capabilities, textLimit: 40 }
    const before = at.channel.handed.length
    await at.house.receive(at.message('frightened', '名单发错群了'))
    const [sent] = at.channel.handed.slice(before)
    expect(sent?.to).toEqual(aliasOf('frightened'))
    const waiting = (await at.documentOf('frightened'))?.outbox ?? []
    expect(waiting.length).toBeGreaterThan(0)
    expect(waiting.filter(({ urgent }) => !urgent)).toEqual([])
  })
})
