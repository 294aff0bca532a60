import { afterAll, beforeAll, expect, test } from 'vitest'
import * as PUPPET from 'wechaty-puppet'
import { docxOf, wordParagraph } from '../documents/small-zip.ts'
import { freePort } from './free-port.ts'
import { GatewayWorld } from './gateway-world.ts'
import { tracesIn } from './traces.ts'

/** Birds, as in marked-talk.ts: whoever reads one of them where it should not be reads somebody's secret. */
const MARKS = ['金丝雀小姐', '云雀介绍', '夜莺工作室', '百灵协议', '画眉条款', '鹧鸪名单', '孔雀排期', '喜鹊单价']

let world: GatewayWorld
let metrics: string

/** Files that no parser gets through, each with words in it and in its name. */
const FILES: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['百灵协议.docx', docxOf(`${wordParagraph('画眉条款')}<w:p><w:r><w:t>画眉条款`).subarray(0, 700)],
  ['百灵协议2.docx', docxOf(`<画眉条款>${wordParagraph('画眉条款')}`)],
  ['百灵协议.pdf', Buffer.from('%PDF-1.7\n1 0 obj << /画眉条款 (画眉条款) >>\ntrailer << /Root 画眉条款 >>')],
  ['百灵协议.doc', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('画眉条款'.repeat(200))])],
  ['百灵协议.txt', Buffer.concat([Buffer.from('画眉条款'), Buffer.alloc(400, 1)])],
]

beforeAll(async () => {
  world = await GatewayWorld.create()
  const { gateway } = world
  await gateway.start()
  await gateway.run({ do: 'contact', id: 'alice', name: '金丝雀小姐' })
  const port = await freePort()
  world.startBot({
    ...{ LOG_LEVEL: 'debug', WECHATY_LOG: 'info', TMPDIR: world.place.tempDir, HTTP_PORT: String(port) },
    ...{ BURST_MS: '0', SEND_TIMEOUT_SECONDS: '4' },
  })
  await world.online()
  await gateway.run({ do: 'friend', id: 'f1', from: 'bob', hello: '云雀介绍我来的' })
  const alice = world.person('alice')
  await alice.says('1', 'scope/ask-client')

  await gateway.run({ do: 'sends', mode: 'fail' })
  await alice.writes('夜莺工作室')
  await world.bot.until('a send that failed', () => world.bot.logged('send failed').length > 0)
  await gateway.run({ do: 'sends', mode: 'work' })
  await alice.says('鹧鸪名单')
  const heard = alice.bubbles.length
  await gateway.message('alice', '孔雀排期', { unloadable: 2 })
  await alice.hearsText(heard, '孔雀排期')

  for (const [name, bytes] of FILES) {
    const before = alice.bubbles.length
    const file = { name, base64: Buffer.from(bytes).toString('base64') }
    await gateway.message('alice', '', { type: PUPPET.types.Message.Attachment, file })
    await alice.hearsText(before, `《${name}》打不开`)
  }
  await gateway.message('room-stranger', '喜鹊单价', { room: 'no-such-room', mention: ['the-bot'] })
  await alice.says('谢谢', 'thanks')
  metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
}, 240_000)

afterAll(() => world.dispose())

test('things went wrong in as many ways as was meant', () => {
  expect(world.bot.logged('send failed').length).toBeGreaterThan(0)
  const heard = world.person('alice').bubbles.join()
  for (const word of ['孔雀排期', ...FILES.map(([name]) => `《${name}》打不开`)]) expect(heard).toContain(word)
})

test('no log tells of it, though Wechaty speaks, too', () => {
  expect(world.place.logs).toContain('"level":20')
  expect(tracesIn(world.place.logs, MARKS)).toEqual([])
})

test('no metric does', () => {
  expect(metrics).toContain('shoumi_sends_total{outcome="failed"}')
  expect(tracesIn(metrics, MARKS)).toEqual([])
})

test('no file does, while it runs and when it has ended', async () => {
  const { place, bot } = world
  const all = async () =>
    Buffer.concat(await Promise.all([place.stateDir, place.home, place.tempDir].map((one) => place.bytesIn(one))))
  expect(tracesIn(await all(), MARKS)).toEqual([])
  expect(await bot.stop()).toBe(0)
  expect(tracesIn(await all(), MARKS)).toEqual([])
  expect(tracesIn(place.logs, MARKS)).toEqual([])
})
