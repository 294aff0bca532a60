import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { PuppetService } from 'wechaty-puppet-service'
import type { Alias, Channel } from '../../src/channel/port.ts'
import { GatewayDriver } from './gateway-driver.ts'
import { open, ownHome } from './online.ts'
import type { RecordingHouse } from './recording-house.ts'

const ALICE: Alias = { channel: 'wechaty-puppet-service', account: 'the-bot', contactId: 'alice', place: 'private' }
/** Fast enough for a test, with the same proportions. */
const TIMING = { ding: 500, dong: 500, stop: 1_000, backoff: [100, 500] } as const

let leaveHome: () => Promise<void>
let gateway: GatewayDriver
let channel: Channel
let house: RecordingHouse

beforeAll(async () => {
  leaveHome = await ownHome()
  gateway = await GatewayDriver.create()
})

beforeEach(async () => {
  if (!gateway.running) await gateway.start()
})

afterEach(async () => {
  gateway.thaw()
  await channel.stop()
})

afterAll(async () => {
  await gateway.dispose()
  await leaveHome()
})

async function talks(text: string): Promise<void> {
  house.echoThrough(channel)
  await gateway.message('alice', text)
  await gateway.sentTo('alice', (it) => it === `echo ${text}`)
}

test('killed and restarted: offline at once, online again by itself within 10 s, and messages flow', async () => {
  ;({ house, channel } = await open(gateway))
  await house.until(() => house.logged.find((it) => it.message === 'puppet answers dings'))
  for (const round of [1, 2]) {
    const told = house.statuses.length
    await gateway.kill()
    await house.reached('offline', told)
    await expect(channel.send(ALICE, '在吗')).rejects.toMatchObject({ outcome: 'offline' })
    await gateway.start()
    const back = performance.now()
    await house.reached('online', told + 1)
    expect(performance.now() - back).toBeLessThan(10_000)
    await talks(`第${round}次`)
  }
  expect(house.statuses).toEqual(['online', 'offline', 'online', 'offline', 'online'])
}, 60_000)

test('killed while a send is under way: the send may have gone out', async () => {
  ;({ house, channel } = await open(gateway, { timing: TIMING }))
  await house.reached('online')
  await gateway.run({ do: 'sends', mode: 'hang' })
  const sending = channel.send(ALICE, '在吗').catch((error: unknown) => error)
  await gateway.report((it) => ('refused' in it ? it : undefined))
  await gateway.kill()
  expect(await sending).toMatchObject({ name: 'ChannelError', outcome: 'unknown' })
}, 60_000)

test('down at the start: waited for', async () => {
  await gateway.kill()
  ;({ house, channel } = await open(gateway, { timing: TIMING }))
  expect(house.statuses).toEqual([])
  await expect(channel.send(ALICE, '在吗')).rejects.toMatchObject({ outcome: 'offline' })
  await gateway.start()
  await house.reached('online')
  await talks('来了')
}, 60_000)

test('silent without a broken line: noticed by its missing pulse, and back when it wakes', async () => {
  ;({ house, channel } = await open(gateway, { timing: TIMING }))
  await house.reached('online')
  await house.until(() => house.logged.find((it) => it.message === 'puppet answers dings'))
  gateway.freeze()
  await house.reached('offline', 1)
  gateway.thaw()
  await house.reached('online', 2)
  await talks('醒了')
}, 60_000)

test('one that never answers a ding is not taken for dead', async () => {
  await gateway.run({ do: 'dongs', mode: 'never' })
  ;({ house, channel } = await open(gateway, { timing: { ...TIMING, ding: 20, dong: 20 } }))
  await house.reached('online')
  for (let n = 0; n < 20; n++) await talks(`第${n}句`)
  expect(house.statuses).toEqual(['online'])
  await gateway.run({ do: 'dongs', mode: 'work' })
}, 60_000)

test('an error told late does not leave a bot offline that is logged in', async () => {
  // A fresh gateway is logged in already, so that the login comes while the puppet is still starting.
  await gateway.restart()
  const instance = new PuppetService({ endpoint: gateway.endpoint, token: gateway.token, timeoutSeconds: 86_400 })
  const late = Object.assign(new Error('14 UNAVAILABLE: Connection dropped'), { code: 14 })
  instance.once('login', () => {
    // Some gateways never say that they are ready, which would make up for it.
    instance.removeAllListeners('ready')
    queueMicrotask(() => instance.emit('error', late))
  })
  ;({ house, channel } = await open(gateway, { puppet: { instance } }))
  await house.reached('online', 2)
  expect(house.logged.some((it) => it.message === 'puppet lost')).toBe(false)
  await talks('在的')
}, 60_000)

test('restarts leave no listeners behind', async () => {
  const instance = new PuppetService({ endpoint: gateway.endpoint, token: gateway.token, timeoutSeconds: 86_400 })
  const count = () => instance.eventNames().reduce((sum, name) => sum + instance.listenerCount(name as never), 0)
  ;({ house, channel } = await open(gateway, { puppet: { instance }, timing: TIMING }))
  const counts: number[] = []
  for (let n = 1; n <= 3; n++) {
    await house.until(() => house.logged.filter((it) => it.message === 'puppet started')[n - 1])
    counts.push(count())
    if (n < 3) await instance.stop()
  }
  expect(counts).toEqual(counts.map(() => counts[0]))
}, 60_000)

test('a wrong token is told to the operator, once and without the token', async () => {
  const options = { endpoint: gateway.endpoint, token: 'insecure_another' }
  ;({ house, channel } = await open(gateway, { puppet: { name: 'wechaty-puppet-service', options }, timing: TIMING }))
  await house.until(() => house.logged.filter((it) => it.message === 'puppet error' && it.fields.grpc === 16)[1])
  expect(house.logged.filter((it) => it.level === 'error')).toMatchObject([{ fields: { grpc: 16 } }])
  expect(JSON.stringify(house.logged)).not.toContain('another')
  expect(house.statuses).toEqual([])
}, 60_000)

test('nothing of all this is written under HOME', async () => {
  ;({ house, channel } = await open(gateway))
  await house.reached('online')
  await talks('你好')
  expect(await readdir(homedir())).toEqual([])
}, 60_000)
