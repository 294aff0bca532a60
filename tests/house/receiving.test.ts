import { beforeEach, describe, expect, it } from 'vitest'
import type { Alias } from '../../src/channel/port.ts'
import { aliasOf } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

const DAY = 86_400_000
const ROOM: Alias = aliasOf('room-1', 'room')

let at: HouseAtWork
beforeEach(async () => {
  at = await HouseAtWork.open()
})

describe('a message', () => {
  it('is answered, and what it changed is kept', async () => {
    expect(await at.say('c', '你好')).toEqual(at.words('welcome', 'menu'))
    expect(await at.say('c', '1')).toHaveLength(1)
    const document = await at.documentOf('c')
    expect(document?.session.frames.map(({ flow }) => flow)).toEqual(['scope'])
    expect(document?.taken).toEqual(['m1', 'm2'])
    expect(document?.outbox).toEqual([])
  })

  it('that is delivered twice is answered once', async () => {
    const message = at.message('c', '你好')
    await Promise.all([at.house.receive(message), at.house.receive(message)])
    await at.house.receive(message)
    await at.restart()
    await at.online()
    await at.house.receive(message)
    expect(at.channel.textsTo('c')).toEqual(at.words('welcome', 'menu'))
  })

  it('is dealt with after the one before it, also when they come at once', async () => {
    await at.say('c', '你好')
    const rest = ['1', '甲', '春季海报'].map((text) => at.message('c', text))
    await Promise.all(rest.map((message) => at.house.receive(message)))
    const [frame] = (await at.documentOf('c'))?.session.frames ?? []
    expect(frame?.answers.map(({ questionId, value }) => [questionId, value])).toEqual([
      ['client', { kind: 'text', text: '甲' }],
      ['project', { kind: 'text', text: '春季海报' }],
    ])
  })

  it('of a stranger makes one owner, also when two come at once', async () => {
    const messages = ['你好', '1'].map((text) => at.message('c', text))
    await Promise.all(messages.map((message) => at.house.receive(message)))
    const document = await at.documentOf('c')
    expect(document?.taken).toEqual(['m1', 'm2'])
    expect(at.logged.filter(({ message }) => message === 'turn').map(({ fields }) => fields.owner)).toEqual([
      document?.owner,
      document?.owner,
    ])
  })

  it('of one person never shows in the document of another', async () => {
    await at.say('c', '你好')
    await at.say('d', '1')
    const [one, other] = [await at.documentOf('c'), await at.documentOf('d')]
    expect(one?.owner).not.toBe(other?.owner)
    expect(one?.session.frames).toEqual([])
  })
})

describe('an old message', () => {
  it('is ignored when it is older than what was taken last', async () => {
    await at.say('c', '你好')
    expect(await at.say('c', '1', { at: at.now - 60_000 })).toEqual([])
    expect((await at.documentOf('c'))?.session.frames).toEqual([])
    expect(at.lines('info')).toContain('replay ignored')
  })

  it('is answered when only the seconds were cut off, or the line turned two round', async () => {
    await at.say('c', '你好')
    expect(await at.say('c', '菜单', { at: at.now - 4_000 })).toEqual(at.words('menu'))
  })

  it('is ignored when it was sent before the bot was first started', async () => {
    expect(await at.say('c', '你好', { at: at.now - DAY })).toEqual([])
    expect(await at.documentOf('c')).toBeUndefined()
  })

  it('is answered when it came while the bot was down', async () => {
    await at.say('c', '你好')
    const missed = at.message('c', '菜单', { at: at.now + 60_000 })
    at.now += DAY
    await at.restart()
    await at.online()
    await at.house.receive(missed)
    expect(at.channel.textsTo('c').at(-1)).toBe(at.words('menu')[0])
  })

  it('of one person says nothing about the age of another', async () => {
    at.now += DAY
    await at.say('c', '你好')
    expect(await at.say('d', '你好', { at: at.now - DAY / 2 })).not.toEqual([])
  })
})

describe('a message from the future', () => {
  it('is answered and does not block what comes after it', async () => {
    expect(await at.say('c', '你好', { at: at.now + 10 * DAY })).not.toEqual([])
    at.now += 1_000
    expect(await at.say('c', '菜单')).toEqual(at.words('menu'))
  })
})

describe('in a room', () => {
  it('nothing is said of the private session, and nothing becomes an answer of it', async () => {
    for (const text of ['你好', '1', '金丝雀']) await at.say('c', text)
    const before = await at.documentOf('c')
    const from: Alias = { ...aliasOf('c'), place: 'room' }
    expect(await at.say('c', '我的档案', { from })).toEqual(at.words('room/private'))
    expect(await at.say('c', '2', { from })).toEqual(at.words('nda'))
    expect(await at.documentOf('c')).toEqual(before)
    expect(await at.documentOf(from)).toMatchObject({ session: { frames: [], welcomedAt: null }, cases: [] })
  })

  it('a message is taken once, too', async () => {
    const message = at.message('', '菜单', { from: ROOM })
    await at.house.receive(message)
    await at.house.receive(message)
    expect(at.channel.sent.map(({ to }) => to)).toEqual([ROOM])
  })
})

describe('"删除我的数据"', () => {
  const forgetting = ['你好', '1', '金丝雀', '删除我的数据']

  it('leaves nothing, says so, and the person is a stranger afterwards', async () => {
    for (const text of forgetting) await at.say('c', text)
    const { owner } = (await at.documentOf('c')) ?? { owner: '' }
    expect(await at.say('c', '确定删除')).toEqual(at.words('forget/done'))
    expect(await at.store.ownerOf(aliasOf('c'))).toBeUndefined()
    expect(await at.store.load(owner)).toBeUndefined()
    expect(await at.store.unsent(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
    at.now += 10_000
    expect(await at.say('c', '你好')).toEqual(at.words('welcome', 'menu'))
    expect((await at.documentOf('c'))?.session.frames).toEqual([])
  })

  it('leaves everything when it is not confirmed', async () => {
    for (const text of forgetting) await at.say('c', text)
    expect((await at.say('c', '不删'))[0]).toContain(at.words('forget/kept')[0])
    expect((await at.documentOf('c'))?.session.frames.map(({ flow }) => flow)).toEqual(['scope', 'go-on'])
  })

  it('makes no new document when the confirmation, or what came before it, is delivered once more', async () => {
    await at.say('c', '你好')
    const asking = at.message('c', '删除我的数据')
    await at.house.receive(asking)
    at.now += 10_000
    const confirming = at.message('c', '确定删除')
    await at.house.receive(confirming)
    const before = at.channel.sent.length
    await at.house.receive(confirming)
    await at.house.receive(asking)
    await at.restart()
    await at.online()
    await at.house.receive(asking)
    await at.house.receive(confirming)
    expect(at.channel.sent.slice(before)).toEqual([])
    expect(await at.documentOf('c')).toBeUndefined()
  })

  it('does not touch anybody else', async () => {
    await at.say('d', '你好')
    for (const text of [...forgetting, '确定删除']) await at.say('c', text)
    expect((await at.documentOf('d'))?.taken).toHaveLength(1)
  })
})
