import { beforeEach, describe, expect, it } from 'vitest'
import { capabilitiesOf } from '../../src/channel/capabilities.ts'
import { holdReplies, releaseReplies } from '../../src/house/held-replies.ts'
import { documentOf, NOW, replyOf } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

const HOUR = 3_600_000

describe('replies that are held', () => {
  const reply = (seq: number, text: string, changes = {}) => replyOf(String(seq), { seq, text, ...changes })
  const texts = (document: ReturnType<typeof documentOf>) => document.outbox.map(({ text }) => text)

  it('come out together, in order, in as few messages as their length lets', () => {
    const document = documentOf('a', {
      outbox: [reply(2, 'bb'), reply(1, 'aa'), reply(3, 'c'.repeat(6)), reply(4, 'd')],
    })
    const released = releaseReplies(holdReplies(document, NOW), NOW, 8)
    expect(texts(released)).toEqual(['aa\n\nbb', 'cccccc', 'd'])
    expect(released.outbox.every(({ notBefore }) => notBefore === NOW)).toBe(true)
  })

  it('keep a file, what may have gone out, and what was given up as they are', () => {
    const file = { kind: 'calendar', entries: [], at: NOW } as const
    const document = documentOf('a', {
      outbox: [
        reply(1, 'a'),
        reply(2, '', { document: file }),
        reply(3, 'b'),
        reply(4, 'c', { state: 'unknown' }),
        reply(5, 'd', { state: 'failed' }),
      ],
    })
    expect(texts(releaseReplies(holdReplies(document, NOW), NOW, 100))).toEqual(['a', '', 'b', 'c', 'd'])
  })

  it('are not made of what only waits to be tried again', () => {
    const document = documentOf('a', { outbox: [reply(1, 'a', { notBefore: NOW + HOUR }), reply(2, 'b')] })
    expect(releaseReplies(document, NOW, 100)).toBe(document)
  })

  it('tell all the reminders that they told', () => {
    const document = documentOf('a', {
      outbox: [reply(1, 'a', { reminders: ['x'] }), reply(2, 'b', { reminders: ['y'] })],
    })
    expect(releaseReplies(holdReplies(document, NOW), NOW, 100).outbox[0]?.reminders).toEqual(['x', 'y'])
  })
})

describe('a channel with limits', () => {
  let at: HouseAtWork

  beforeEach(async () => {
    at = await HouseAtWork.open()
    at.channel.capabilities = capabilitiesOf('wechaty-puppet-ilink')
  })

  const limit = (messagesPerInbound: number, keptForEmergencies = 0) => {
    at.channel.capabilities = { ...at.channel.capabilities, messagesPerInbound, keptForEmergencies }
  }

  it('holds what is over its number, which comes as one message with the next', async () => {
    limit(1)
    const [first = '', ...rest] = at.words('hello-again')
    expect(rest).toEqual([])
    await at.say('c', '你好')
    const all = (await at.documentOf('c'))?.outbox.map(({ text }) => text) ?? []
    expect(at.channel.handed).toHaveLength(1)
    expect(all.length).toBeGreaterThanOrEqual(1)
    await at.later(5 * HOUR)
    expect(at.channel.handed).toHaveLength(1)
    limit(10)
    const got = await at.say('c', '你好')
    expect(got[0]).toBe(all.join('\n\n'))
    expect(got[1]).toBe(first)
    expect((await at.documentOf('c'))?.outbox).toEqual([])
  })

  it('keeps some of its number for emergencies', async () => {
    limit(2, 2)
    expect(await at.say('c', '你好')).toEqual([])
    expect((await at.say('c', '客户说我泄密了')).length).toBe(2)
  })

  it('that refuses is asked once, and not again until the person writes', async () => {
    at.channel.ending = () => 'held'
    await at.say('c', '你好')
    for (let hour = 0; hour < 30; hour++) await at.later(HOUR)
    expect(at.channel.handed).toHaveLength(1)
    expect(at.lines('warn')).toEqual(['send failed'])
    at.channel.ending = () => 'sent'
    const got = await at.say('c', '在吗')
    expect(got[0]).toContain(at.channel.handed[0]?.text)
    expect((await at.documentOf('c'))?.outbox).toEqual([])
  })

  it('holds over a restart', async () => {
    at.channel.ending = () => 'held'
    await at.say('c', '你好')
    await at.restart()
    await at.online()
    await at.later(HOUR)
    expect(at.channel.handed).toHaveLength(1)
  })
})
