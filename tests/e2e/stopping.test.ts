import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from './free-port.ts'
import { GatewayWorld } from './gateway-world.ts'

/** What a service manager is promised, ms. */
const PROMISED = 5_000

let world: GatewayWorld

beforeAll(async () => {
  world = await GatewayWorld.create()
})

afterAll(() => world.dispose())

test('it is ready when the account is logged in, and knows when the gateway was heard last', async () => {
  const { gateway } = world
  await gateway.start()
  const port = await freePort()
  world.startBot({ HTTP_PORT: String(port), SEND_TIMEOUT_SECONDS: '60' })
  await world.online()
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { ready: true, loggedIn: true, storeWritable: true, heartbeat: expect.any(Number) },
  ])
})

test('asked to stop while a send hangs, it is gone in time, and says it after the next start', async () => {
  const { gateway } = world
  const alice = world.person('alice')
  await alice.says('你好', 'welcome', 'menu')

  await gateway.run({ do: 'sends', mode: 'hang' })
  const before = alice.bubbles.length
  await alice.writes('1')
  await world.bot.until('the turn', () => world.bot.logged('turn').length === 2)
  const asked = Date.now()
  expect(await world.bot.stop()).toBe(0)
  expect(Date.now() - asked).toBeLessThan(PROMISED)
  expect(world.bot.logged('not stopped in time').map(({ step }) => step)).toContain('turns')
  expect(await world.place.ownHomes()).toEqual([])

  await gateway.run({ do: 'sends', mode: 'work' })
  world.startBot({ PACING: '' })
  await world.online()
  await alice.hears(before, 'scope/ask-client')
  expect(world.bot.logged('sends with unknown outcome')).toHaveLength(1)
})

test('at each start it says that its key lies beside the data', () => {
  expect(world.bot.told).toContain(`${world.place.stateDir}/key 就在数据旁边`)
})
