import { createHash, randomBytes } from 'node:crypto'
import { FileBox } from 'file-box'
import { describe, expect, it } from 'vitest'
import * as PUPPET from 'wechaty-puppet'
import { writtenKey } from '../../../src/channel/puppets/ilink/cipher.ts'
import { OpenStore, PuppetAtWork } from './puppet-at-work.ts'

const { Message, ScanStatus } = PUPPET.types
const ANNA = 'o9Anna@im.wechat'
const HOUR = 3_600_000

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function bound(...options: Parameters<typeof PuppetAtWork.open>): Promise<PuppetAtWork> {
  const at = await PuppetAtWork.open(...options)
  await at.bind(ANNA)
  return at
}

describe('logging in', () => {
  it('draws a code, follows the scan, and is logged in', async () => {
    const at = await bound()
    const [first] = at.scans
    expect(first?.qrcode).toMatch(/^https:\/\/liteapp\.weixin\.qq\.com\/q\//)
    expect(at.scans.map(({ status }) => status)).toEqual([ScanStatus.Waiting, ScanStatus.Scanned, ScanStatus.Confirmed])
    expect(at.events).toEqual(['login', 'ready'])
    expect(at.puppet.currentUserId).toBe('ilink')
    expect(at.world.fake.violations).toEqual([])
  })

  it('draws another code when one has expired, and asks again later when nobody is there', async () => {
    const at = await PuppetAtWork.open()
    await at.world.pass(3 * 300_000 + 5_000)
    const statuses = at.scans.map(({ status }) => status)
    expect(statuses.filter((one) => one === ScanStatus.Waiting)).toHaveLength(3)
    expect(statuses.filter((one) => one === ScanStatus.Timeout)).toHaveLength(3)
    expect(new Set(at.scans.map(({ qrcode }) => qrcode)).size).toBe(3)
    await at.world.pass(600_000)
    expect(at.world.fake.qr.codes).toHaveLength(4)
    await at.bind(ANNA)
    expect(at.events).toEqual(['login', 'ready'])
  })

  it('asks for the number on the phone, again if it was wrong, and draws a new code after three wrong ones', async () => {
    const numbers = ['1', '2', '42']
    const at = await PuppetAtWork.open({ verifyCode: async () => numbers.shift() })
    at.world.fake.qr.verifyCode = '42'
    at.world.fake.qr.scan(ANNA)
    await at.world.until(() => at.scans.find(({ status }) => status === ScanStatus.Scanned))
    await at.bind(ANNA).catch(() => {})
    expect(at.events).toContain('login')
    expect(at.scans.map(({ data }) => data)).toContain('verify')
    const other = await PuppetAtWork.open({ verifyCode: async () => 'wrong' })
    other.world.fake.qr.verifyCode = '42'
    other.world.fake.qr.scan(ANNA)
    await other.world.until(() => other.world.fake.qr.codes[1])
    expect(other.scans.map(({ status }) => status)).toContain(ScanStatus.Timeout)
  })

  it('follows a redirect only to a host that it trusts', async () => {
    const at = await PuppetAtWork.open()
    at.world.fake.qr.redirect = 'https://evil.example.org'
    at.world.fake.qr.scan(ANNA)
    await at.world.until(() => at.world.fake.qr.codes[1], 2_000)
    at.world.fake.qr.redirect = at.world.fake.base
    at.world.fake.qr.scan(ANNA)
    await at.world.pass(2_000)
    at.world.fake.qr.confirm(ANNA)
    await at.world.until(() => (at.events.includes('login') ? true : undefined))
    expect(at.events).toEqual(['login', 'ready'])
  })

  it('outlives faults of the server while it asks', async () => {
    const at = await PuppetAtWork.open()
    at.world.fake.fail('get_qrcode_status', { status: 502 }, { body: '<html>' }, 'break', { ret: -1 })
    await at.bind(ANNA)
    expect(at.events).toEqual(['login', 'ready'])
  })

  it('needs no scan after a restart', async () => {
    const at = await bound()
    at.world.fake.say(ANNA, '你好')
    await at.world.settle()
    await at.puppet.stop()
    const { world, store } = at
    const codes = world.fake.qr.codes.length
    const again = await PuppetAtWork.open({}, { world, store })
    world.fake.say(ANNA, '还在吗')
    await world.settle()
    expect(again.texts()).toEqual(['还在吗'])
    await again.send(ANNA, '在')
    expect(world.fake.qr.codes).toHaveLength(codes)
  })
})

describe('messages', () => {
  it('come in once, whole, with their ids unrounded, and the answer goes out', async () => {
    const at = await bound()
    const id = at.world.fake.say(ANNA, '你好 6222021234567890123')
    await at.world.settle()
    const [payload] = at.received
    expect(payload).toMatchObject({ id, talkerId: ANNA, listenerId: 'ilink', type: Message.Text })
    expect(payload?.text).toBe('你好 6222021234567890123')
    const sent = await at.send(ANNA, '在的')
    expect(at.textsTo(ANNA)).toEqual(['在的'])
    expect(await at.puppet.messagePayload(sent)).toMatchObject({ talkerId: 'ilink', text: '在的' })
  })

  it('are dropped when they come again under their id, however much later', async () => {
    const at = await bound()
    const id = at.world.fake.say(ANNA, '在吗')
    await at.world.pass(50 * 60_000)
    await at.send(ANNA, '在')
    at.world.fake.say(ANNA, '在吗', { message_id: id })
    await at.world.settle()
    expect(at.texts()).toEqual(['在吗'])
  })

  it('are one when the same comes under two ids within three seconds, unless it was answered in between', async () => {
    const at = await bound()
    const say = async (text: string, later: number) => {
      await at.world.pass(later)
      at.world.fake.say(ANNA, text)
      await at.world.settle()
    }
    await say('好', 0)
    await say('好', 1_000)
    await say('好', 4_000)
    await at.send(ANNA, '收到')
    await say('好', 500)
    expect(at.texts()).toEqual(['好', '好', '好'])
  })

  it.each([
    ['a picture', { type: 2, image_item: {} }, Message.Image, ''],
    [
      'a voice message with its words',
      { type: 3, voice_item: { text: '客户说我泄密了' } },
      Message.Audio,
      '客户说我泄密了',
    ],
    ['a voice message without', { type: 3, voice_item: {} }, Message.Audio, ''],
    ['a video', { type: 5, video_item: {} }, Message.Video, ''],
    ['something new', { type: 99, odd_item: { x: 1 } }, Message.Unknown, ''],
    ['nothing that makes sense', { type: 'x' as never }, Message.Unknown, ''],
  ])('may be %s', async (_, item, type, text) => {
    const at = await bound()
    at.world.fake.say(ANNA, item)
    await at.world.settle()
    expect(at.received).toMatchObject([{ type, text }])
  })

  it('may quote another, by its words or by no more than its id', async () => {
    const at = await bound()
    at.world.fake.say(ANNA, '你好')
    const id = await at.send(ANNA, '「备份」到时间了')
    const line = '\n- - - - - - - - - - - - - - -\n'
    const quote = (ref_msg: object) => ({ type: 1, text_item: { text: '做完了' }, ref_msg })
    at.world.fake.say(ANNA, quote({ svr_id: id }))
    await at.world.pass(5_000)
    at.world.fake.say(ANNA, quote({ message_item: { type: 1, text_item: { text: '原话' } } }))
    await at.world.pass(5_000)
    at.world.fake.say(ANNA, quote({ svr_id: '1' }))
    await at.world.settle()
    expect(at.texts().slice(1)).toEqual([
      `「机器人：「备份」到时间了」${line}做完了`,
      `「机器人：原话」${line}做完了`,
      '做完了',
    ])
  })

  it('of a group, of somebody else or of a bot are not heard', async () => {
    const at = await bound()
    at.world.fake.say(ANNA, '群里的话', { group_id: 'g1' })
    at.world.fake.say(ANNA, '别人的话', { from_user_id: 'o9Other@im.wechat' })
    at.world.fake.say(ANNA, '机器人的话', { message_type: 2 })
    at.world.fake.say(ANNA, '我的话')
    await at.world.settle()
    expect(at.texts()).toEqual(['我的话'])
  })

  it('go on coming after answers that are malformed, faults and broken lines', async () => {
    const at = await bound()
    const faults = [
      { body: '{"msgs": "?"}' },
      { body: '{"msgs":[null,7,{}]}' },
      { body: '<' },
      { status: 500 },
      'break',
    ] as const
    at.world.fake.fail('getupdates', ...faults)
    at.world.fake.say(ANNA, '一')
    await at.world.pass(60_000)
    at.world.fake.say(ANNA, '二')
    await at.world.settle()
    expect(at.texts()).toEqual(['一', '二'])
    expect(at.events).toEqual(['login', 'ready'])
  })
})

describe('files', () => {
  it.each([
    ['raw', (key: Buffer) => ({ aes_key: key.toString('base64') })],
    ['in hex', (key: Buffer) => ({ aes_key: writtenKey(key) })],
  ])('come in as they were sent, with a key %s', async (_, keyed) => {
    const at = await bound()
    const [bytes, key] = [randomBytes(300_001), randomBytes(16)]
    const media = { encrypt_query_param: at.world.fake.cdn.put(bytes, key), ...keyed(key) }
    const id = at.world.fake.say(ANNA, { type: 4, file_item: { media, file_name: '协议 (终稿).docx' } })
    await at.world.settle()
    expect(at.received).toMatchObject([{ type: Message.Attachment, filename: '协议 (终稿).docx' }])
    const box = await at.puppet.messageFile(id)
    expect(box.name).toBe('协议 (终稿).docx')
    expect(sha256(await box.toBuffer())).toBe(sha256(bytes))
  })

  it("come in as pictures, with the picture's own key, or with none", async () => {
    const at = await bound()
    const [bytes, key] = [randomBytes(5_000), randomBytes(16)]
    const { cdn } = at.world.fake
    const first = at.world.fake.say(ANNA, {
      type: 2,
      image_item: { media: { encrypt_query_param: cdn.put(bytes, key) }, aeskey: key.toString('hex') },
    })
    const second = at.world.fake.say(ANNA, {
      type: 2,
      image_item: { media: { encrypt_query_param: cdn.put(bytes, undefined) } },
    })
    await at.world.settle()
    for (const id of [first, second])
      expect((await (await at.puppet.messageImage(id, 1)).toBuffer()).equals(bytes)).toBe(true)
  })

  it.each([
    ['核对单.docx', 4],
    ['截图.PNG', 2],
    ['录屏.mp4', 5],
    ['录音.mp3', 4],
  ])('go out as they are: %s', async (name, kind) => {
    const at = await bound()
    at.world.fake.say(ANNA, '给我')
    await at.world.settle()
    const bytes = randomBytes(70_000)
    const id = await at.through(at.puppet.messageSendFile(ANNA, FileBox.fromBuffer(bytes, name)))
    const [{ file } = {}] = at.world.fake.delivered
    expect(file?.kind).toBe(kind)
    expect(sha256(file?.bytes ?? Buffer.of())).toBe(sha256(bytes))
    if (kind === 4) expect(file?.name).toBe(name)
    expect(await at.puppet.messagePayload(id)).toMatchObject({ filename: name })
  })

  it('that the CDN refuses to take are an error, and do not count', async () => {
    const at = await bound()
    at.world.fake.say(ANNA, '给我')
    await at.world.settle()
    at.world.fake.cdn.faults.push(500, 500, 500)
    const box = FileBox.fromBuffer(Buffer.from('x'), 'x.txt')
    await expect(at.through(at.puppet.messageSendFile(ANNA, box))).rejects.toThrow('ret=none http http=500')
    expect(at.store.states.get(ANNA)?.quota.sent ?? 0).toBe(0)
    await at.send(ANNA, '还在')
    expect(at.textsTo(ANNA)).toEqual(['还在'])
  })
})

describe('the limits', () => {
  it('are ten messages for each of the user, with a pause between them, and then nothing is even tried', async () => {
    const at = await bound()
    at.world.fake.say(ANNA, '说吧')
    await at.world.settle()
    const sends = Array.from({ length: 11 }, (_, n) => at.puppet.messageSendText(ANNA, `第${n}条`))
    const ends = await at.through(Promise.allSettled(sends))
    expect(ends.map(({ status }) => status)).toEqual([...Array(10).fill('fulfilled'), 'rejected'])
    expect(ends[10]).toMatchObject({ reason: { message: 'ilink sendmessage: ret=-2 held' } })
    const times = at.world.fake.delivered.map((one) => one.at)
    for (const [n, time] of times.entries()) if (n > 0) expect(time - (times[n - 1] ?? 0)).toBeGreaterThanOrEqual(1_500)
    expect(at.world.fake.requests.filter(({ what }) => what === 'sendmessage')).toHaveLength(10)
    at.world.fake.say(ANNA, '继续')
    await at.world.settle()
    await at.send(ANNA, '好')
    expect(at.textsTo(ANNA).at(-1)).toBe('好')
  })

  it('are a day since the user wrote, and nothing before they have', async () => {
    const at = await PuppetAtWork.open()
    at.world.fake.holdMs = 110_000
    await at.bind(ANNA)
    await expect(at.send(ANNA, '早')).rejects.toThrow('ret=-2 held')
    at.world.fake.say(ANNA, '在吗')
    await at.world.pass(24 * HOUR - 60_000)
    await at.send(ANNA, '在')
    await at.world.pass(60_000)
    await expect(at.send(ANNA, '还在')).rejects.toThrow('ret=-2 held')
    expect(at.textsTo(ANNA)).toEqual(['在'])
  })

  it('are never tried out: after a refusal nothing goes until the user writes', async () => {
    const at = await bound()
    at.world.fake.say(ANNA, '在吗')
    await at.world.settle()
    at.world.fake.fail('sendmessage', { ret: -2 })
    await expect(at.send(ANNA, '在')).rejects.toThrow('ret=-2 refused')
    await expect(at.send(ANNA, '在')).rejects.toThrow('ret=-2 held')
    expect(at.world.fake.requests.filter(({ what }) => what === 'sendmessage')).toHaveLength(1)
    expect(at.notices).toContainEqual({ kind: 'refused', userId: ANNA })
    at.world.fake.say(ANNA, '?')
    await at.world.settle()
    await at.send(ANNA, '在')
    expect(at.textsTo(ANNA)).toEqual(['在'])
  })

  it('may be a silent drop: it is an error, the operator hears of it, and sending stops', async () => {
    const at = await bound()
    at.world.fake.personOf(ANNA).drops = true
    at.world.fake.say(ANNA, '在吗')
    await at.world.settle()
    await expect(at.send(ANNA, '在')).rejects.toThrow('ilink sendmessage: ret=0 dropped')
    await expect(at.send(ANNA, '在')).rejects.toThrow('ret=-2 held')
    expect(at.notices).toContainEqual({ kind: 'dropped', userId: ANNA })
    expect(at.store.states.get(ANNA)?.quota.closedBy).toBe('dropped')
  })

  it('are remembered over a restart', async () => {
    const at = await bound()
    at.world.fake.say(ANNA, '说吧')
    await at.world.settle()
    for (let n = 0; n < 10; n++) await at.send(ANNA, `第${n}条`)
    await at.puppet.stop()
    const again = await PuppetAtWork.open({}, at)
    await expect(again.send(ANNA, '又一条')).rejects.toThrow('ret=-2 held')
  })
})

describe('a session', () => {
  it('that only dozes is woken, and nobody notices', async () => {
    const at = await bound()
    at.world.fake.endSession(ANNA, 'for a moment')
    await at.world.settle()
    at.world.fake.say(ANNA, '在吗')
    await at.world.pass(2_000)
    expect(at.texts()).toEqual(['在吗'])
    expect(at.events).toEqual(['login', 'ready'])
  })

  it('that is over is given up after one more try, with a new code; a new scan goes on where it was', async () => {
    const at = await bound()
    at.world.fake.say(ANNA, '你好')
    await at.world.settle()
    const before = at.world.fake.requests.length
    at.world.fake.endSession(ANNA)
    await at.world.until(() => at.events.find((event) => event === 'logout'))
    const after = at.world.fake.requests.slice(before).map(({ what }) => what)
    expect(after.slice(0, 3)).toEqual(['msg/notifystart', 'getupdates', 'get_bot_qrcode'])
    expect(at.notices).toContainEqual({ kind: 'ended', userId: ANNA })
    await expect(at.send(ANNA, '在')).rejects.toThrow('ret=-14 held')
    await at.bind(ANNA)
    at.world.fake.say(ANNA, '接着说')
    await at.world.settle()
    await at.send(ANNA, '好')
    expect(at.events).toEqual(['login', 'ready', 'logout', 'login', 'ready'])
    expect(at.received.map(({ talkerId, text }) => [talkerId, text])).toEqual([
      [ANNA, '你好'],
      [ANNA, '接着说'],
    ])
    expect(at.textsTo(ANNA)).toEqual(['好'])
  })

  it('that another bot has taken over ends half a minute later', async () => {
    const at = await bound()
    const other = await PuppetAtWork.open({}, { world: at.world, store: new OpenStore() })
    await other.bind(ANNA)
    await at.world.pass(40_000)
    expect(at.events).toEqual(['login', 'ready', 'logout'])
    expect(other.events).toEqual(['login', 'ready'])
  })
})

describe('what is taken', () => {
  it('is delivered again after a death before it was dealt with, and not after', async () => {
    const at = await bound({ acknowledge: 'readMark' })
    at.world.fake.say(ANNA, '一')
    await at.world.settle()
    await at.puppet.conversationReadMark(ANNA)
    at.world.fake.say(ANNA, '二')
    await at.world.settle()
    expect(at.texts()).toEqual(['一', '二'])
    const store = Object.assign(new OpenStore(), {
      states: structuredClone(at.store.states),
    })
    await at.puppet.stop()
    const again = await PuppetAtWork.open({ acknowledge: 'readMark' }, { world: at.world, store })
    await at.world.settle()
    expect(again.texts()).toEqual(['二'])
  })

  it('shows that the bot is typing until it is dealt with, and not when the answer is quick', async () => {
    const at = await bound({ acknowledge: 'readMark' })
    at.world.fake.say(ANNA, '慢慢想')
    await at.world.pass(12_000)
    await at.puppet.conversationReadMark(ANNA)
    await at.world.pass(1_000)
    expect(at.world.fake.typing.map(({ status }) => status)).toEqual([1, 1, 1, 2])
    at.world.fake.say(ANNA, '快点')
    await at.world.pass(100)
    await at.puppet.conversationReadMark(ANNA)
    await at.world.pass(10_000)
    expect(at.world.fake.typing).toHaveLength(4)
  })

  it('shows it for a minute at the longest, and is none the worse when it cannot be shown', async () => {
    const at = await bound()
    at.world.fake.say(ANNA, '慢慢想')
    await at.world.pass(120_000)
    expect(at.world.fake.typing.filter(({ status }) => status === 1)).toHaveLength(12)
    expect(at.world.fake.typing.at(-1)?.status).toBe(2)
    at.world.fake.fail('sendtyping', { ret: -1 })
    at.world.fake.say(ANNA, '再想')
    await at.world.pass(2_000)
    await at.send(ANNA, '想好了')
    expect(at.textsTo(ANNA)).toEqual(['想好了'])
  })

  it('is not lost when it cannot be saved, and the operator hears of it', async () => {
    const at = await bound()
    at.store.isBroken = true
    at.world.fake.say(ANNA, '在吗')
    await at.world.settle()
    await at.send(ANNA, '在')
    expect(at.textsTo(ANNA)).toEqual(['在'])
    expect(at.notices).toContainEqual({ kind: 'not-saved', userId: ANNA })
  })
})
