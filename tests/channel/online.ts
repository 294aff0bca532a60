import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareHome } from '../../src/channel/home.ts'
import type { Channel } from '../../src/channel/port.ts'
import { createWechatyChannel, type WechatyChannelOptions } from '../../src/channel/wechaty.ts'
import type { GatewayDriver } from './gateway-driver.ts'
import { RecordingHouse } from './recording-house.ts'

/** Gives the test process a HOME of its own, as main does; returns what undoes it. */
export async function ownHome(): Promise<() => Promise<void>> {
  const stateDir = await mkdtemp(join(tmpdir(), 'shoumi-state-'))
  const before = process.env.HOME
  const home = await prepareHome(stateDir)
  process.env.HOME = home.path
  return async () => {
    if (before === undefined) delete process.env.HOME
    else process.env.HOME = before
    await home.clean()
    await rm(stateDir, { recursive: true, force: true })
  }
}

/** A channel to a gateway, that has been started but need not be online. */
export async function open(
  gateway: GatewayDriver,
  options: Partial<WechatyChannelOptions> = {},
): Promise<{ house: RecordingHouse; channel: Channel }> {
  const house = new RecordingHouse()
  const channel = createWechatyChannel({
    puppet: { name: 'wechaty-puppet-service', options: { endpoint: gateway.endpoint, token: gateway.token } },
    friends: { accept: 'all' },
    log: house.log,
    now: Date.now,
    onQrcode: () => {},
    ...options,
  })
  await channel.start(house)
  return { house, channel }
}
