import { afterAll, beforeAll, expect, test } from 'vitest'
import * as PUPPET from 'wechaty-puppet'
import { BOT, GatewayWorld, OPERATOR } from './gateway-world.ts'
import { leaksIn, QUESTIONS, recorded, SECRETS } from './interview.ts'

const ROOM = 'the-room'
const { Message } = PUPPET.types

let world: GatewayWorld

beforeAll(async () => {
  world = await GatewayWorld.create()
  await world.gateway.start()
  world.startBot({ SEND_TIMEOUT_SECONDS: '4' })
  await world.online()
})

afterAll(() => world.dispose())

test('two contacts at the same time are asked everything once, and each has a record of their own', async () => {
  const [first = '', second = ''] = await Promise.all(
    ['白鹭', '赤狐'].map(async (client) => {
      const person = world.person(`works-for-${client}`)
      await person.says('1', 'scope/ask-client')
      await person.answers('scope/ask-client', 'scope/review', client)
      expect(person.timesHeard(QUESTIONS)).toEqual(Object.fromEntries(QUESTIONS.map((page) => [page, 1])))
      await person.says('我的档案', 'records/ask-action')
      return person.says('看内容')
    }),
  )
  expect([first.includes('白鹭'), first.includes('赤狐')]).toEqual([true, false])
  expect([second.includes('白鹭'), second.includes('赤狐')]).toEqual([false, true])
  for (const value of recorded().slice(1)) expect(first).toContain(value)
})

test('in a room it answers who mentions it, in general only, and takes nothing there for a private answer', async () => {
  const { gateway } = world
  const bob = world.person('bob')
  await bob.says('1', 'scope/ask-client')
  await bob.answers('scope/ask-client', 'scope/review')
  await bob.says('1', 'scope/ask-client')

  await gateway.run({ do: 'room', id: ROOM, members: [BOT, 'bob', 'carol'] })
  const room = world.person(ROOM)
  const mention = async (text: string, ...pages: string[]) => {
    const from = room.bubbles.length
    await gateway.message('bob', `@守密\u2005${text}`, { room: ROOM, mention: [BOT] })
    await room.hears(from, ...pages)
  }
  await gateway.message('bob', '保密协议', { room: ROOM })
  await gateway.message('carol', '海雀客户', { room: ROOM, mention: ['bob'] })
  await mention('投诉流程', 'complaint')
  await mention('我的档案', 'room/private')
  await mention('海雀客户', 'room/unknown')
  await mention('2', 'nda')
  expect(room.bubbles).toHaveLength(4)
  expect(SECRETS.filter((secret) => room.bubbles.join().includes(secret))).toEqual([])

  expect(await bob.says('我在哪一步', 'scope/ask-client')).not.toContain('海雀客户')
})

test('a sticker, a picture and a voice message are answered, and answer nothing', async () => {
  const dora = world.person('dora')
  await dora.says('1', 'scope/ask-client')
  for (const [type, page] of [
    [Message.Emoticon, 'media/sticker'],
    [Message.Image, 'media/image'],
    [Message.Audio, 'media/voice'],
  ] as const) {
    const from = dora.bubbles.length
    await world.gateway.message('dora', '<msg/>', { type })
    await dora.hears(from, page, 'scope/ask-client')
  }
  expect(await dora.says('我在哪一步', 'scope/ask-client')).not.toContain('msg')
})

test('a friend request is accepted and greeted, once', async () => {
  const erin = world.person('erin')
  await world.gateway.run({ do: 'friend', id: 'request-of-erin', from: 'erin', hello: '你好' })
  await world.gateway.report((it) => ('accepted' in it ? it : undefined))
  const greeting = await erin.hears(0, 'welcome', 'menu')
  expect(greeting).toContain(OPERATOR.name)
  expect(greeting).toContain(OPERATOR.contact)
  await erin.says('1', 'scope/ask-client')
  expect(erin.timesHeard(['welcome', 'menu'])).toEqual({ welcome: 1, menu: 1 })
})

test('a send that fails is tried again and arrives, in order', async () => {
  const frank = world.person('frank')
  await world.gateway.run({ do: 'sends', mode: 'fail' })
  await frank.writes('1')
  await refused('frank')
  await world.gateway.run({ do: 'sends', mode: 'work' })
  await frank.hears(0, 'welcome', 'scope/opening', 'scope/ask-client')
  await frank.says('灰鲸客户', 'scope/ask-project')
  const pages = ['welcome', 'scope/opening', 'scope/ask-client', 'scope/ask-project']
  expect(Object.values(frank.timesHeard(pages))).toEqual([1, 1, 1, 1])
})

test('a send that hangs holds nobody else up, and is tried again', async () => {
  const failedBefore = world.bot.logged('send failed').length
  const grace = world.person('grace')
  await world.gateway.run({ do: 'sends', mode: 'hang' })
  await grace.writes('1')
  await refused('grace')
  await world.gateway.run({ do: 'sends', mode: 'work' })
  await world.person('heidi').says('1', 'scope/ask-client')
  expect(world.bot.logged('send failed')).toHaveLength(failedBefore)
  expect(grace.bubbles).toEqual([])
  await grace.hears(0, 'welcome', 'scope/ask-client')
  expect(grace.timesHeard(['welcome', 'scope/ask-client'])).toEqual({ welcome: 1, 'scope/ask-client': 1 })
})

test('a reply that was on its way when the bot was killed is sent by the next one', async () => {
  const ivan = world.person('ivan')
  await ivan.says('1', 'scope/ask-client')
  await world.settled()
  await world.gateway.run({ do: 'sends', mode: 'hang' })
  await ivan.writes('灰鲸客户')
  await refused('ivan')
  await world.bot.kill()
  await world.gateway.run({ do: 'sends', mode: 'work' })
  const unanswered = ivan.bubbles.length
  world.startBot()
  await ivan.hears(unanswered, 'scope/ask-project')
  await ivan.says('跳过', 'scope/ask-categories')
  expect(ivan.timesHeard(QUESTIONS.slice(0, 3))).toEqual({
    'scope/ask-client': 1,
    'scope/ask-project': 1,
    'scope/ask-categories': 1,
  })
})

test('what was erased does not come back when a gateway delivers it again to the next one', async () => {
  const judy = world.person('judy')
  await judy.says('1', 'scope/ask-client')
  await judy.says('灰鲸客户', 'scope/ask-project')
  await judy.says('删除我的数据', 'forget/ask')
  await judy.says('是', 'forget/done')
  await world.bot.kill()
  world.startBot()
  await world.online()
  await judy.replay()
  await judy.says('你好', 'welcome', 'menu')
  expect(judy.timesHeard(['welcome', 'scope/ask-client', 'forget/ask'])).toEqual({
    welcome: 2,
    'scope/ask-client': 1,
    'forget/ask': 1,
  })
  expect(await judy.says('我的档案')).not.toContain('灰鲸客户')
})

test('none of this is in a log or in a file', async () => {
  expect(SECRETS.filter((secret) => world.place.logs.includes(secret))).toEqual([])
  expect(leaksIn(await world.place.bytesIn(world.place.stateDir))).toEqual([])
})

/** Resolves when the gateway has refused, or left hanging, a send to somebody. */
async function refused(to: string): Promise<void> {
  await world.gateway.report((it) => ('refused' in it && it.refused.to === to ? it : undefined))
}
