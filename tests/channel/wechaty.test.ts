import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as PUPPET from 'wechaty-puppet'
import type { Alias, Channel } from '../../src/channel/port.ts'
import { createWechatyChannel, type WechatyChannelOptions } from '../../src/channel/wechaty.ts'
import { ChannelError, ConfigError } from '../../src/errors.ts'
import { GatewayDriver } from './gateway-driver.ts'
import { open, ownHome } from './online.ts'
import { bytesOf } from './pieces.ts'
import type { RecordingHouse } from './recording-house.ts'

const { Message } = PUPPET.types
const ALICE: Alias = { channel: 'wechaty-puppet-service', account: 'the-bot', contactId: 'alice', place: 'private' }

let leaveHome: () => Promise<void>
let gateway: GatewayDriver
let house: RecordingHouse
let channel: Channel

async function online(options: Partial<WechatyChannelOptions> = {}): Promise<void> {
  ;({ house, channel } = await open(gateway, options))
  await house.reached('online')
}

/** Resolves when everything that was written before has been dealt with: messages are handed on in order. */
async function settled(): Promise<void> {
  const id = await gateway.message('somebody-else', 'marker')
  await house.received((it) => it.id === id)
}

beforeAll(async () => {
  leaveHome = await ownHome()
  gateway = await GatewayDriver.started()
}, 60_000)

afterEach(async () => {
  await gateway.run({ do: 'sends', mode: 'work' })
  await channel.stop()
})

afterAll(async () => {
  await gateway.dispose()
  await leaveHome()
})

describe('private messages', () => {
  test('come in with who, when and what, and the answer goes out', async () => {
    await online()
    house.echoThrough(channel)
    const id = await gateway.message('alice', '你好 &lt;3<br/>在吗', { at: 1_700_000_000_123 })
    expect(await house.received((it) => it.id === id)).toEqual({
      id,
      at: 1_700_000_000_123,
      from: ALICE,
      kind: 'text',
      text: '你好 <3\n在吗',
    })
    expect(await gateway.sentTo('alice')).toMatchObject({ text: 'echo 你好 <3\n在吗' })
  })

  test('arrive whole and in order', async () => {
    await online()
    const long = '密'.repeat(20_000)
    for (let n = 0; n < 50; n++) gateway.message('bob', n === 7 ? long : String(n))
    await house.until(() => (house.inbound.length === 50 ? true : undefined))
    expect(house.inbound.map((it) => it.text)).toEqual(
      Array.from({ length: 50 }, (_, n) => (n === 7 ? long : String(n))),
    )
  })

  test.each([
    [Message.Image, 'image'],
    [Message.Emoticon, 'sticker'],
    [Message.Audio, 'voice'],
    [Message.Video, 'video'],
    [Message.Attachment, 'file'],
    [Message.Url, 'link'],
    [Message.MiniProgram, 'link'],
    [Message.Contact, 'card'],
    [Message.Location, 'location'],
    [Message.RedEnvelope, 'redPacket'],
    [Message.Recalled, 'recalled'],
    [Message.Unknown, 'unknown'],
  ])('of type %i are of kind %s, without the XML they carry', async (type, kind) => {
    await online()
    const id = await gateway.message('alice', '<msg><secret/></msg>', { type })
    expect(await house.received((it) => it.id === id)).toMatchObject({ kind, text: '' })
  })

  test.each([
    ['客户说我泄露了', '客户说我泄露了'],
    [' 小鱼 ', '小鱼'],
    ['<msg><voicemsg voicelength="1200">语音</voicemsg></msg>', ''],
    ['20261123-1.silk', ''],
  ])("that were spoken carry the channel's transcript, and nothing else: %s", async (text, words) => {
    await online()
    const id = await gateway.message('alice', text, { type: Message.Audio })
    expect(await house.received((it) => it.id === id)).toMatchObject({ kind: 'voice', text: words })
  })

  test('that are files are fetched only when they are wanted, whole', async () => {
    await online()
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 251))
    const file = { name: '协议 (终稿).docx', base64: bytes.toString('base64') }
    const id = await gateway.message('alice', '', { type: Message.Attachment, file })
    const inbound = await house.received((it) => it.id === id)
    expect(inbound).toMatchObject({ kind: 'file', text: '', file: { name: file.name } })
    expect((await bytesOf(inbound.file?.pieces())).equals(bytes)).toBe(true)
  })

  test.each([
    [Message.Image, 'image'],
    [Message.Video, 'video'],
  ])('that are of type %i can be fetched, too, and have no name', async (type, kind) => {
    await online()
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, n) => n % 241))
    const file = { name: '1a2b3c.jpg', base64: bytes.toString('base64') }
    const id = await gateway.message('alice', '', { type, file })
    const inbound = await house.received((it) => it.id === id)
    expect(inbound).toMatchObject({ kind, text: '', file: { name: null, size: null } })
    expect((await bytesOf(inbound.file?.pieces())).equals(bytes)).toBe(true)
  })

  test('that are files come in pieces, and can be given up after the first', async () => {
    await online()
    const file = { name: '片子.mp4', base64: Buffer.alloc(3_000_000, 7).toString('base64') }
    const id = await gateway.message('alice', '', { type: Message.Attachment, file })
    const { file: received } = await house.received((it) => it.id === id)
    let first = 0
    for await (const piece of received?.pieces() ?? []) {
      first = piece.length
      break
    }
    expect(first).toBeGreaterThan(0)
    expect(first).toBeLessThan(1_000_000)
    await settled()
  })

  test('that are files break off when the gateway dies in the middle, and nothing else does', async () => {
    await online()
    const file = { name: '片子.mp4', base64: Buffer.alloc(3_000_000, 7).toString('base64') }
    const id = await gateway.message('alice', '', { type: Message.Attachment, file })
    const { file: received } = await house.received((it) => it.id === id)
    let size = 0
    const fetching = async () => {
      for await (const piece of received?.pieces() ?? []) {
        if (size === 0) await gateway.kill()
        size += piece.length
      }
    }
    await expect(fetching()).rejects.toThrow()
    expect(size).toBeGreaterThan(0)
    expect(size).toBeLessThan(3_000_000)
    await gateway.start()
  })

  test('that are files which the gateway does not have reject when they are fetched', async () => {
    await online()
    const file = { name: '协议.docx', base64: '' }
    const id = await gateway.message('alice', '', { type: Message.Attachment, file, id: 'gone' })
    const inbound = await house.received((it) => it.id === id)
    await gateway.restart()
    await expect(bytesOf(inbound.file?.pieces())).rejects.toThrow()
  })

  test('that take another back carry its id', async () => {
    await online()
    const id = await gateway.message('alice', 'message-17', { type: Message.Recalled })
    expect(await house.received((it) => it.id === id)).toMatchObject({ kind: 'recalled', text: 'message-17' })
  })

  test('of the bot itself, of official accounts and of the system are dropped', async () => {
    await online()
    await gateway.run({ do: 'contact', id: 'shop', type: PUPPET.types.Contact.Official })
    for (const from of ['the-bot', 'shop', 'weixin', 'filehelper', 'gh_3dfda90e39d6'])
      await gateway.message(from, '你好')
    await settled()
    expect(house.inbound.map((it) => it.text)).toEqual(['marker'])
  })

  test('that cannot be loaded at first are not lost, and do not hold up others', async () => {
    await online()
    const late = await gateway.message('alice', '第一句', { unloadable: 2 })
    const next = await gateway.message('bob', '第二句')
    await house.received((it) => it.id === late)
    expect(house.inbound.map((it) => it.id)).toEqual([next, late])
  })

  test('never reach the log', async () => {
    await online()
    house.turn = () => Promise.reject(new Error('turn broke on 绝密内容'))
    await gateway.message('alice', '绝密内容', { unloadable: 1 })
    await house.until(() => house.logged.find((it) => it.message === 'message not handled'))
    expect(JSON.stringify(house.logged)).not.toContain('绝密')
  })
})

describe('rooms', () => {
  const room = 'team@chatroom'
  const inRoom = { room }

  beforeAll(() =>
    gateway.run({ do: 'room', id: room, members: ['alice', 'the-bot'], aliases: { 'the-bot': '保密小助手' } }),
  )

  test.each([
    ['by the list of ids', '@保密小助手\u2005外包合同怎么签', { mention: ['the-bot'] }, '外包合同怎么签'],
    ['by its name', '@守密\u2005 你好', {}, '你好'],
    ['by its alias in the room', '请问@保密小助手 ,在吗', {}, '请问 ,在吗'],
    ['by a name from the settings', '＠Shoumi:help', {}, 'help'],
    ['by the list under a name that is not known', '@旧名字\u2005在吗', { mention: ['the-bot'] }, '在吗'],
    ['together with everybody', '@所有人 @守密 在吗', { mention: ['the-bot'] }, '@所有人 在吗'],
  ])('hear the bot when it is mentioned %s', async (_, text, more, words) => {
    await online({ botNames: ['shoumi'] })
    const id = await gateway.message('alice', text, { ...inRoom, ...more })
    expect(await house.received((it) => it.id === id)).toMatchObject({
      from: { contactId: room, place: 'room', account: 'the-bot' },
      text: words,
    })
  })

  test.each([
    ['nobody is mentioned', '守密是什么', {}],
    ['another is', '@alice 在吗', { mention: ['alice'] }],
    ['somebody with a longer name is', '@守密小张 在吗', {}],
    ['everybody is', '@所有人 开会', { mention: ['the-bot', 'alice'] }],
    ['everybody is, in English', '@all meeting', { mention: ['the-bot'] }],
    ['the name is part of an address', 'mail to bot@守密', {}],
    ['a picture is shown', '', { mention: ['the-bot'], type: Message.Image }],
  ])('do not hear it when %s', async (_, text, more) => {
    await online()
    await gateway.message('alice', text, { ...inRoom, ...more })
    await settled()
    expect(house.inbound.map((it) => it.text)).toEqual(['marker'])
  })

  test('cost nothing but the message while nobody is mentioned', async () => {
    await online()
    const before = gateway.reports.length
    await gateway.message('alice', '大家好', inRoom)
    await settled()
    const loads = gateway.reports.slice(before).flatMap((it) => ('loaded' in it ? [it.loaded] : []))
    expect(loads.filter((it) => it.what === 'room' || it.what === 'member' || it.id === 'alice')).toEqual([])
  })
})

describe('friend requests', () => {
  const accepted = (id: string) => gateway.report((it) => ('accepted' in it && it.accepted.id === id ? it : undefined))
  const acceptances = () => gateway.reports.flatMap((it) => ('accepted' in it ? [it.accepted.id] : []))

  test('are all accepted and greeted, once', async () => {
    await online()
    await gateway.run({ do: 'friend', id: 'f1', from: 'carol' })
    await accepted('f1')
    expect(await house.received((it) => it.kind === 'greeting')).toMatchObject({
      id: 'greeting:carol:f1',
      from: { contactId: 'carol', place: 'private' },
      text: '',
    })
    await gateway.run({ do: 'friend', id: 'f1-done', from: 'carol', type: PUPPET.types.Friendship.Confirm })
    await house.until(() => house.logged.find((it) => it.fields.friendshipId === 'f1-done'))
    await settled()
    expect(house.inbound.filter((it) => it.kind === 'greeting')).toHaveLength(1)
  })

  test('need the keyword where there is one', async () => {
    await online({ friends: { accept: 'keyword', keyword: '接活' } })
    await gateway.run({ do: 'friend', id: 'f2', from: 'dave', hello: '你好' })
    await gateway.run({ do: 'friend', id: 'f3', from: 'erin', hello: '我想问接活的事' })
    await house.received((it) => it.from.contactId === 'erin')
    await accepted('f3')
    expect(acceptances()).not.toContain('f2')
    expect(house.inbound).toHaveLength(1)
  })

  test('are left alone where a human decides, and whom the human takes is greeted', async () => {
    await online({ friends: { accept: 'none' } })
    await gateway.run({ do: 'friend', id: 'f4', from: 'frank' })
    await gateway.run({ do: 'friend', id: 'f5', from: 'grace', type: PUPPET.types.Friendship.Confirm })
    await house.received((it) => it.from.contactId === 'grace')
    expect(acceptances()).not.toContain('f4')
    expect(house.inbound).toHaveLength(1)
  })
})

describe('sends', () => {
  test.each([12, 12_000, 300_000])('of a file of %i bytes arrive whole', async (size) => {
    await online()
    const bytes = Uint8Array.from({ length: size }, (_, n) => n % 251)
    await channel.sendFile(ALICE, { name: '保密协议看法.docx', bytes })
    const sent = await gateway.report((it) =>
      'sentFile' in it && it.sentFile.base64.length >= size ? it.sentFile : undefined,
    )
    expect(sent).toMatchObject({ to: 'alice', name: '保密协议看法.docx' })
    expect(Buffer.from(sent.base64, 'base64').equals(Buffer.from(bytes))).toBe(true)
  })

  const outcome = (sending: Promise<void>) =>
    sending.then(
      () => 'sent',
      (error: unknown) => (error instanceof ChannelError ? error.outcome : error),
    )

  test('that the gateway refuses have failed, and the error does not quote them', async () => {
    await online()
    await gateway.run({ do: 'sends', mode: 'fail' })
    const error = await channel.send(ALICE, '绝密').catch((it: unknown) => it)
    expect(error).toMatchObject({ name: 'ChannelError', outcome: 'failed' })
    expect(inspect(error, { depth: null })).not.toContain('绝密')
  })

  test('that hang are given up as unknown, while others go on', async () => {
    await online({ sendTimeoutMs: 300 })
    await gateway.run({ do: 'sends', mode: 'hang' })
    const before = gateway.reports.length
    const hanging = outcome(channel.send(ALICE, '一'))
    await gateway.report((it) => ('refused' in it ? it : undefined), before)
    await gateway.run({ do: 'sends', mode: 'work' })
    expect(await outcome(channel.send(ALICE, '二'))).toBe('sent')
    expect(await hanging).toBe('unknown')
  })

  test('are offline while nobody is logged in', async () => {
    await online()
    const before = gateway.reports.length
    await gateway.run({ do: 'logout' })
    await house.reached('offline')
    // Wechaty's client answers a logout by a logout of its own, which must not come after the login.
    await gateway.reported((it) => 'loggedOut' in it, 2, before)
    expect(await outcome(channel.send(ALICE, '在吗'))).toBe('offline')
    await gateway.run({ do: 'login' })
    await house.reached('online', 2)
    expect(await outcome(channel.send(ALICE, '在吗'))).toBe('sent')
  })
})

test('a login code is handed on', async () => {
  const codes: string[] = []
  await online({ onQrcode: (url, status) => codes.push(`${status} ${url}`) })
  await gateway.run({ do: 'scan', qrcode: 'http://weixin.qq.com/x/abc', status: PUPPET.types.ScanStatus.Waiting })
  await settled()
  expect(codes).toEqual(['2 http://weixin.qq.com/x/abc'])
})

test('a puppet that is not installed is named, with the command that installs it', async () => {
  await online()
  const make = () =>
    createWechatyChannel({
      puppet: { name: 'wechaty-puppet-nowhere', options: {} },
      friends: { accept: 'all' },
      log: house.log,
      now: Date.now,
      onQrcode: () => {},
    })
  expect(make).toThrow(ConfigError)
  expect(make).toThrow('WECHATY_PUPPET=wechaty-puppet-nowhere')
  expect(make).toThrow('npm install wechaty-puppet-nowhere')
})
