import { afterAll, beforeAll, expect, test } from 'vitest'
import { GatewayWorld, OPERATOR } from './gateway-world.ts'
import { leaksIn, QUESTIONS, recorded, SECRETS } from './interview.ts'

const HOUR = 3_600_000

let world: GatewayWorld

beforeAll(async () => {
  world = await GatewayWorld.create()
})

afterAll(() => world.dispose())

test('a contact completes the scope flow though the gateway and the bot are killed in between', async () => {
  const { gateway } = world
  const alice = world.person('alice')

  // The gateway is still down when the bot starts.
  world.startBot()
  await world.warned()
  await world.onlineAfter(() => gateway.start())

  const greeting = await alice.says('你好', 'welcome', 'menu')
  expect(greeting).toContain(OPERATOR.name)
  expect(greeting).toContain(OPERATOR.contact)
  await alice.says('1', 'scope/ask-client')
  await alice.answers('scope/ask-client', 'scope/ask-project')

  // The question about the categories is open when the gateway dies, and what it knows comes again when it is back.
  await world.settled()
  await world.onlineAfter(() => gateway.restart())
  await alice.replay()
  await alice.answers('scope/ask-categories', 'scope/ask-details-project')

  // The question of who may see it is open when the bot dies, and is answered before the next one is there.
  await world.settled()
  await world.bot.kill()
  const before = alice.bubbles.length
  alice.writesInVain('删除我的数据', Date.now() - HOUR)
  alice.writesInVain('2')
  world.startBot()
  await world.online()
  await alice.replay()
  await alice.hears(before, 'scope/ask-storage')
  await world.settled()
  expect(alice.bubbles).toHaveLength(before + 1)
  await alice.answers('scope/ask-storage', 'scope/review')

  await alice.says('我的档案', 'records/ask-action')
  const record = await alice.says('看内容')
  for (const value of recorded()) expect(record).toContain(value)

  expect(alice.timesHeard(QUESTIONS)).toEqual(Object.fromEntries(QUESTIONS.map((page) => [page, 1])))
  expect(alice.timesHeard(['welcome', 'menu', 'repair/status', 'forget/ask'])).toEqual({
    welcome: 1,
    menu: 1,
    'repair/status': 0,
    'forget/ask': 0,
  })
})

test('what was said is in no log and in no file', async () => {
  expect(SECRETS.filter((secret) => world.place.logs.includes(secret))).toEqual([])
  expect(world.place.logs).not.toContain(world.gateway.token)
  expect(leaksIn(await world.place.bytesIn(world.place.stateDir))).toEqual([])
  expect(await world.place.strayFiles()).toEqual([])
})

test('asked to stop, it leaves with exit code 0 and cleans up, also after the one that was killed', async () => {
  expect(await world.place.ownHomes()).toHaveLength(1)
  expect(await world.bot.stop()).toBe(0)
  expect(await world.place.ownHomes()).toEqual([])
})
