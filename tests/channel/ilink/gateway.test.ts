import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { serveGateway } from '../../../src/channel/gateway.ts'
import type { Alias, Channel } from '../../../src/channel/port.ts'
import { PuppetIlink } from '../../../src/channel/puppets/ilink/puppet.ts'
import { createWechatyChannel } from '../../../src/channel/wechaty.ts'
import { ChannelError } from '../../../src/errors.ts'
import { freePort } from '../../e2e/free-port.ts'
import { ownHome } from '../online.ts'
import { bytesOf } from '../pieces.ts'
import { RecordingHouse } from '../recording-house.ts'
import { type FakeWorld, fakeWorld } from './fake-world.ts'

const ANNA = 'o9Anna@im.wechat'
const TO: Alias = { channel: 'wechaty-puppet-service', account: 'ilink', contactId: ANNA, place: 'private' }
/** More turns of the event loop than any call takes. */
const TURNS = 20_000

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

let leaveHome: () => Promise<void>

beforeAll(async () => {
  leaveHome = await ownHome()
})

afterAll(() => leaveHome())

/** Lets the puppet's time pass until something that goes through the gateway is done. */
async function through<T>(world: FakeWorld, work: Promise<T>): Promise<T> {
  let isDone = false
  const done = (): void => {
    isDone = true
  }
  work.then(done, done)
  for (let turn = 0; turn < TURNS && !isDone; turn++) await world.pass(10)
  return work
}

async function connected(): Promise<{ world: FakeWorld; channel: Channel; house: RecordingHouse }> {
  const world = await fakeWorld()
  const { clock, hosts } = world
  const [endpoint, token] = [`127.0.0.1:${await freePort()}`, 'insecure_test']
  const gateway = await serveGateway({ puppet: new PuppetIlink({ now: clock.now, clock, hosts }), endpoint, token })
  onTestFinished(() => gateway.stop())
  const house = new RecordingHouse()
  const channel = createWechatyChannel({
    puppet: { name: 'wechaty-puppet-service', options: { endpoint, token } },
    friends: { accept: 'all' },
    log: house.log,
    now: clock.now,
    onQrcode: () => {},
    behind: 'wechaty-puppet-ilink',
  })
  onTestFinished(() => channel.stop())
  await channel.start(house)
  await world.until(() => world.fake.qr.codes.at(-1))
  world.fake.qr.scan(ANNA)
  await world.pass(3_000)
  world.fake.qr.confirm(ANNA)
  await through(world, house.reached('online'))
  return { world, channel, house }
}

describe('iLink behind a gateway', () => {
  it('is to the bot what it is without one: words, files both ways, and the limits it was told of', async () => {
    const { world, channel, house } = await connected()
    expect(channel.capabilities).toMatchObject({ messagesPerInbound: 10, keptForEmergencies: 2, windowMs: 86_400_000 })
    world.fake.say(ANNA, '你好')
    expect(
      await through(
        world,
        house.received(({ text }) => text === '你好'),
      ),
    ).toMatchObject({ from: TO, kind: 'text' })
    await through(world, channel.send(TO, '在'))

    const [bytes, key] = [randomBytes(400_000), randomBytes(16)]
    const media = { encrypt_query_param: world.fake.cdn.put(bytes, key), aes_key: key.toString('base64') }
    world.fake.say(ANNA, { type: 4, file_item: { media, file_name: '协议.docx' } })
    const inbound = await through(
      world,
      house.received(({ kind }) => kind === 'file'),
    )
    expect(inbound.file?.name).toBe('协议.docx')
    expect(sha256(await through(world, bytesOf(inbound.file?.pieces())))).toBe(sha256(bytes))

    const answer = randomBytes(100_000)
    await through(world, channel.sendFile(TO, { name: '看法.docx', bytes: answer }))
    expect(
      world.fake.delivered.map(({ text, file }) => text ?? [file?.name, sha256(file?.bytes ?? Buffer.of())]),
    ).toEqual(['在', ['看法.docx', sha256(answer)]])
  })

  it('tells its refusals by their code, so that the bot holds what it has', async () => {
    const { world, channel, house } = await connected()
    world.fake.say(ANNA, '你好')
    await through(
      world,
      house.received(({ text }) => text === '你好'),
    )
    const outcome = (text: string) =>
      through(world, channel.send(TO, text)).then(
        () => 'sent',
        (error: unknown) => (error instanceof ChannelError ? error.outcome : error),
      )
    for (let n = 0; n < 10; n++) expect(await outcome(`第${n}条`)).toBe('sent')
    expect(await outcome('又一条')).toBe('held')
    world.fake.personOf(ANNA).drops = true
    world.fake.say(ANNA, '在吗')
    await through(
      world,
      house.received(({ text }) => text === '在吗'),
    )
    expect(await outcome('在')).toBe('held')
  })
})
