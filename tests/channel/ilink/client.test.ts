import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Cdn } from '../../../src/channel/puppets/ilink/cdn.ts'
import { BotClient, QrClient } from '../../../src/channel/puppets/ilink/client.ts'
import type { WeixinMessage } from '../../../src/channel/puppets/ilink/protocol.ts'
import { trustsTencent } from '../../../src/channel/puppets/ilink/transport.ts'
import { fakeWorld } from './fake-world.ts'

const ANNA = 'o9Anna@im.wechat'

let sends = 0
const text = (words: string, changes: WeixinMessage = {}): WeixinMessage => ({
  from_user_id: '',
  to_user_id: ANNA,
  client_id: `client-${sends++}`,
  message_type: 2,
  message_state: 2,
  item_list: [{ type: 1, text_item: { text: words } }],
  ...changes,
})

/** Somebody who has bound a bot and written once. */
async function bound() {
  const world = await fakeWorld()
  const { fake, transport } = world
  const qr = new QrClient(transport, fake.base)
  const { qrcode = '' } = await qr.code([])
  fake.qr.scan(ANNA)
  await qr.state(qrcode, undefined, undefined)
  fake.qr.confirm(ANNA)
  const { bot_token: token = '', baseurl: base = '' } = await qr.state(qrcode, undefined, undefined)
  const client = new BotClient(transport, { token, base })
  fake.say(ANNA, '你好')
  return { ...world, client, cdn: new Cdn(transport, fake.cdnBase) }
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

describe('the calls', () => {
  it('log in, receive, answer, and are made as Tencent would make them', async () => {
    const { fake, client } = await bound()
    const updates = await client.updates('', 35_000)
    expect(updates.msgs).toMatchObject([{ from_user_id: ANNA, message_id: String(2n ** 60n) }])
    expect((await client.send(text('在'))).message_id).toBe(String(2n ** 60n + 1n))
    expect(fake.delivered).toMatchObject([{ to: ANNA, text: '在' }])
    await client.notify('notifystart')
    const { typing_ticket: ticket = '' } = await client.config(ANNA, 'token')
    await client.typing(ANNA, ticket, 1)
    expect(fake.typing).toMatchObject([{ to: ANNA, status: 1 }])
    expect(fake.violations).toEqual([])
  })

  it('are held while there is nothing, and answered when there is', async () => {
    const { fake, client, clock } = await bound()
    const { get_updates_buf: cursor = '' } = await client.updates('', 35_000)
    const empty = client.updates(cursor, 35_000)
    await fake.listening()
    await clock.pass(35_000)
    expect((await empty).msgs).toEqual([])
    const next = client.updates(cursor, 35_000)
    await fake.listening()
    fake.say(ANNA, '还在吗')
    expect((await next).msgs?.[0]?.item_list?.[0]?.text_item?.text).toBe('还在吗')
  })

  it.each([
    ['a refusal', { ret: -2 } as const, 'ret=-2 refused', { kind: 'refused', ret: -2, endsSession: false }],
    ['a session that is over', { ret: -14 } as const, 'ret=-14 refused', { ret: -14, endsSession: true }],
    ['a status', { status: 502 } as const, 'ret=none http http=502', { kind: 'http', status: 502, ret: null }],
    ['a token that is not known', { status: 401 } as const, 'ret=none http http=401', { endsSession: true }],
    ['a page', { body: '<html>绝密</html>' } as const, 'ret=none malformed', { kind: 'malformed' }],
    ['a list', { body: '[1]' } as const, 'ret=none malformed', { kind: 'malformed' }],
    ['a broken line', 'break' as const, 'ret=none broken', { kind: 'broken' }],
  ])('fail by %s with a message that says so and holds no body', async (_, fault, message, fields) => {
    const { fake, client } = await bound()
    fake.fail('sendmessage', fault)
    const sending = client.send(text('绝密'))
    await expect(sending).rejects.toMatchObject(fields)
    await expect(sending).rejects.toThrow(`ilink sendmessage: ${message}`)
  })

  it('have a time limit, and an end when they are not wanted any more', async () => {
    const { fake, client, clock } = await bound()
    fake.fail('sendmessage', 'hang')
    const hanging = client.send(text('在'))
    hanging.catch(() => {})
    await fake.until(() => fake.requests.find(({ what }) => what === 'sendmessage'))
    await clock.pass(15_000)
    await expect(hanging).rejects.toMatchObject({ kind: 'timeout' })
    const { get_updates_buf: cursor = '' } = await client.updates('', 35_000)
    const stop = new AbortController()
    const poll = client.updates(cursor, 35_000, stop.signal)
    poll.catch(() => {})
    await fake.listening()
    stop.abort()
    await expect(poll).rejects.toMatchObject({ kind: 'broken' })
    expect(clock.waiting).toBeLessThanOrEqual(1)
  })

  it('know when nothing can have gone out', async () => {
    const { fake, client } = await bound()
    await fake.stop()
    // A connection that was kept breaks first.
    await expect(client.send(text('在'))).rejects.toMatchObject({ kind: 'broken' })
    await expect(client.send(text('在'))).rejects.toMatchObject({ kind: 'offline' })
  })
})

describe('files', () => {
  it('go up encrypted, as announced, and come down as they were', async () => {
    const { fake, client, cdn } = await bound()
    for (const size of [0, 1, 15, 16, 17, 1_000_000]) {
      const bytes = randomBytes(size)
      const { media, rawSize } = await cdn.upload(client, ANNA, 3, bytes)
      expect(rawSize).toBe(size)
      expect(fake.cdn.sentFile(media)?.equals(bytes)).toBe(true)
      const key = randomBytes(16)
      const received = { encrypt_query_param: fake.cdn.put(bytes, key), aes_key: key.toString('base64') }
      expect((await whole(cdn.download(received))).equals(bytes)).toBe(true)
      expect((await whole(cdn.download({ encrypt_query_param: fake.cdn.put(bytes, undefined) }))).equals(bytes)).toBe(
        true,
      )
    }
  })

  it('are tried again when the CDN has a fault, three times, and not when they are at fault', async () => {
    const { fake, client, cdn, clock } = await bound()
    const up = async () => {
      let isDone = false
      const upload = cdn.upload(client, ANNA, 3, Buffer.from('x')).finally(() => {
        isDone = true
      })
      upload.catch(() => {})
      while (!isDone) await clock.pass(1_000)
      return upload
    }
    fake.cdn.faults.push(503, 500)
    await expect(up()).resolves.toMatchObject({ rawSize: 1 })
    fake.cdn.faults.push(503, 500, 502)
    await expect(up()).rejects.toMatchObject({ kind: 'http', status: 502 })
    fake.cdn.faults.push(403)
    await expect(up()).rejects.toMatchObject({ status: 403 })
    await expect(up()).resolves.toMatchObject({ rawSize: 1 })
  })

  it('that break off, are gone, or lie on a host that nobody trusts, are errors', async () => {
    const { fake, cdn } = await bound()
    const key = randomBytes(16)
    const media = { encrypt_query_param: fake.cdn.put(randomBytes(300_000), key), aes_key: key.toString('base64') }
    fake.cdn.cuts = 1
    await expect(whole(cdn.download(media))).rejects.toThrow()
    await expect(whole(cdn.download({ encrypt_query_param: 'gone' }))).rejects.toMatchObject({ status: 404 })
    await expect(whole(cdn.download({ ...media, full_url: 'http://localhost:1/x' }))).rejects.toThrow('malformed')
    expect((await whole(cdn.download(media))).length).toBe(300_000)
  })

  it('are fetched from Tencent alone', () => {
    expect(trustsTencent(new URL('https://novac2c.cdn.weixin.qq.com/c2c/x'))).toBe(true)
    for (const url of ['http://a.weixin.qq.com', 'https://weixin.qq.com.example.org', 'https://evilweixin.qq.com'])
      expect(trustsTencent(new URL(url))).toBe(false)
  })
})
