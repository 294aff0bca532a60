import { beforeEach, describe, expect, it } from 'vitest'
import { addReplies, markSending } from '../../src/house/outbox.ts'
import type { OwnerDocument } from '../../src/store/document.ts'
import { aliasOf, documentOf, NOW, replyOf } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

let at: HouseAtWork
beforeEach(async () => {
  at = await HouseAtWork.open()
  for (const contactId of ['c', 'd']) await at.say(contactId, '你好')
  at.channel.forget()
})

/** What is waiting for a contact: state and how often it was tried. */
async function waiting(contactId: string): Promise<[state: string, attempts: number][]> {
  return ((await at.documentOf(contactId))?.outbox ?? []).map(({ state, attempts }) => [state, attempts])
}

/** The document of a contact whose replies were being sent when the process died. */
async function diedWhileSending(contactId: string, ...texts: readonly string[]): Promise<OwnerDocument> {
  const document = await at.documentOf(contactId)
  if (document === undefined) throw new Error(`${contactId} is a stranger`)
  return markSending(
    addReplies(
      document,
      texts.map((text) => ({ text, document: null })),
      aliasOf(contactId),
      NOW,
      'm0',
    ),
    String(document.nextSeq),
  )
}

describe('while the channel is offline', () => {
  it('a message is taken, and its replies are sent in order when it is online again', async () => {
    at.house.status('offline')
    await at.say('c', '菜单')
    await at.say('c', '谢谢')
    expect(at.channel.handed).toEqual([])
    await at.later(3_600_000)
    expect(at.channel.handed).toEqual([])
    await at.online()
    expect(at.channel.textsTo('c')).toEqual([...at.words('menu'), ...at.words('thanks')])
    expect(await waiting('c')).toEqual([])
  })

  it('nothing more of a turn is handed over when it goes offline in the middle of it', async () => {
    at.channel.capabilities = { ...at.channel.capabilities, textLimit: 60 }
    at.channel.ending = () => {
      at.house.status('offline')
      return 'sent'
    }
    await at.say('c', '菜单')
    expect(at.channel.handed).toHaveLength(1)
    at.channel.ending = () => 'sent'
    await at.online()
    expect(at.channel.textsTo('c').join('\n')).toBe(at.words('menu').join('\n'))
  })

  it('being online again is enough for the replies to go out', async () => {
    at.house.status('offline')
    await at.say('c', '菜单')
    at.house.status('online')
    await at.house.idle()
    expect(at.channel.textsTo('c')).toEqual(at.words('menu'))
  })

  it('replies outlive a restart', async () => {
    at.house.status('offline')
    await at.say('c', '菜单')
    await at.restart()
    expect(at.channel.handed).toEqual([])
    await at.online()
    expect(at.channel.textsTo('c')).toEqual(at.words('menu'))
  })

  it('a send that finds it offline counts as not tried and is repeated when it is there', async () => {
    at.channel.ending = () => 'offline'
    await at.say('c', '菜单')
    expect(await waiting('c')).toEqual([['pending', 0]])
    for (let second = 0; second < 20; second++) await at.later(1_000)
    expect(await waiting('c')).toEqual([['pending', 0]])
    at.channel.ending = () => 'sent'
    await at.later(1_000)
    expect(at.channel.textsTo('c')).toEqual(at.words('menu'))
  })
})

describe('a send that is refused', () => {
  it('is repeated when its time has come, not before, and given up in the end', async () => {
    at.channel.ending = () => 'failed'
    await at.say('c', '菜单')
    for (const [index, wait] of [2_000, 10_000, 30_000, 120_000, 600_000].entries()) {
      await at.later(wait - 1)
      expect(at.channel.handed).toHaveLength(index + 1)
      await at.later(1)
      expect(at.channel.handed).toHaveLength(index + 2)
    }
    expect(await waiting('c')).toEqual([['failed', 6]])
    await at.later(86_400_000)
    expect(at.channel.handed).toHaveLength(6)
  })

  it('keeps what comes after it waiting, so that nothing overtakes', async () => {
    at.channel.ending = () => 'failed'
    await at.say('c', '菜单')
    await at.say('c', '谢谢')
    at.channel.ending = () => 'sent'
    await at.later(30_000)
    await at.later(30_000)
    expect(at.channel.textsTo('c')).toEqual([...at.words('menu'), ...at.words('thanks')])
  })

  it('is repeated at once when the person writes: they can be reached', async () => {
    at.channel.ending = () => 'failed'
    await at.say('c', '菜单')
    at.channel.ending = () => 'sent'
    expect(await at.say('c', '谢谢')).toEqual([...at.words('menu'), ...at.words('thanks')])
  })

  it('is not given up sooner because the person writes again and again', async () => {
    at.channel.ending = () => 'failed'
    for (let count = 0; count < 8; count++) await at.say('c', '谢谢')
    at.channel.ending = () => 'sent'
    await at.later(600_000)
    expect(at.channel.textsTo('c')).toHaveLength(8)
  })

  it('is nobody else’s matter', async () => {
    at.channel.ending = ({ contactId }) => (contactId === 'c' ? 'failed' : 'sent')
    await at.say('c', '菜单')
    expect(await at.say('d', '菜单')).toEqual(at.words('menu'))
  })
})

describe('a send whose outcome is unknown', () => {
  it('is repeated once and never again', async () => {
    at.channel.ending = () => 'unknown'
    await at.say('c', '菜单')
    expect(await waiting('c')).toEqual([['unknown', 1]])
    await at.later(2_000)
    expect(at.channel.handed).toHaveLength(2)
    await at.later(86_400_000)
    expect(at.channel.handed).toHaveLength(2)
    expect(await waiting('c')).toEqual([['failed', 2]])
  })

  it('does not keep what comes after it for ever', async () => {
    at.channel.ending = () => 'unknown'
    await at.say('c', '菜单')
    await at.later(2_000)
    at.channel.ending = () => 'sent'
    expect(await at.say('c', '谢谢')).toEqual(at.words('thanks'))
  })

  it('is logged with its outcome', async () => {
    at.channel.ending = () => 'unknown'
    await at.say('c', '菜单')
    expect(at.logged.find(({ message }) => message === 'send failed')?.fields).toMatchObject({
      outcome: 'unknown',
      attempts: 1,
    })
  })
})

describe('a send that hangs', () => {
  it('keeps nobody else waiting, and the person’s own next message only until it ends', async () => {
    const held = at.channel.hold('c')
    const first = at.house.receive(at.message('c', '菜单'))
    await held.reached
    const second = at.house.receive(at.message('c', '谢谢'))
    expect(await at.say('d', '菜单')).toEqual(at.words('menu'))
    await at.house.tick()
    expect(at.channel.textsTo('c')).toEqual([])
    held.end('sent')
    await Promise.all([first, second])
    expect(at.channel.textsTo('c')).toEqual([...at.words('menu'), ...at.words('thanks')])
  })

  it('keeps nobody waiting whose replies are to be repeated', async () => {
    at.channel.ending = () => 'failed'
    await at.say('c', '菜单')
    await at.say('d', '菜单')
    at.channel.ending = () => 'sent'
    at.now += 2_000
    const held = at.channel.hold('c')
    const stuck = at.house.tick()
    await held.reached
    await expect.poll(() => at.channel.textsTo('d')).toEqual(at.words('menu'))
    await at.house.tick()
    held.end('sent')
    await stuck
    expect(at.channel.textsTo('c')).toEqual(at.words('menu'))
  })
})

describe('when the process died between the commit and the send', () => {
  it('what may have gone out is sent once more, in order, and counted', async () => {
    await at.store.commit(await diedWhileSending('c', '第一句', '第二句'))
    await at.restart()
    await at.online()
    expect(at.channel.textsTo('c')).toEqual(['第一句', '第二句'])
    expect(
      at.logged.filter(({ message }) => message === 'sends with unknown outcome').map(({ fields }) => fields.count),
    ).toEqual([1])
    await at.restart()
    await at.online()
    expect(at.channel.handed).toHaveLength(2)
  })

  it.each([
    [2, ['第一句', '第二句']],
    [5, ['第一句', '第二句']],
    [6, ['第二句']],
  ])('%i times in a row, it is said all the same, but not for ever', async (deaths, said) => {
    const died = await diedWhileSending('c', '第一句', '第二句')
    const [first] = died.outbox
    await at.store.commit({
      ...died,
      outbox: died.outbox.map((item) => (item === first ? { ...item, unknowns: deaths - 1 } : item)),
    })
    await at.restart()
    await at.online()
    expect(at.channel.textsTo('c')).toEqual(said)
  })

  it('it has all the tries left that refusals use up', async () => {
    await at.store.commit(await diedWhileSending('c', '第一句'))
    await at.restart()
    at.channel.ending = () => 'failed'
    await at.online()
    expect((await at.documentOf('c'))?.outbox.map(({ attempts, state }) => [attempts, state])).toEqual([[1, 'pending']])
  })

  it('a new message of the person’s finds it, too', async () => {
    await at.store.commit(await diedWhileSending('c', '第一句'))
    expect(await at.say('c', '菜单')).toEqual(['第一句', ...at.words('menu')])
  })
})

describe('idle', () => {
  it('waits for a message that is under way, and for what is being repeated', async () => {
    const first = at.channel.hold('c')
    const receiving = at.house.receive(at.message('c', '菜单'))
    let isIdle = false
    const idle = at.house.idle().then(() => {
      isIdle = true
    })
    await first.reached
    await at.say('d', '菜单')
    expect(isIdle).toBe(false)
    first.end('failed')
    await Promise.all([receiving, idle])

    at.now += 2_000
    at.house.status('offline')
    const second = at.channel.hold('c')
    at.house.status('online')
    const repeated = at.house.idle().then(() => at.channel.textsTo('c'))
    await second.reached
    second.end('sent')
    expect(await repeated).toEqual(at.words('menu'))
  })

  it('is reached at once when nothing is under way', async () => {
    await at.house.idle()
  })
})

describe('a reply', () => {
  it('that is longer than the channel carries is sent in parts', async () => {
    at.channel.capabilities = { ...at.channel.capabilities, textLimit: 60 }
    const parts = await at.say('c', '菜单')
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.every((part) => part.length <= 60)).toBe(true)
    expect(parts.join('').replaceAll('\n', '')).toBe(at.words('menu').join('').replaceAll('\n', ''))
  })

  it('waits behind nobody’s, however many of theirs have to wait', async () => {
    const to = aliasOf('e')
    const outbox = Array.from({ length: 250 }, (_, index) =>
      replyOf(String(index + 1), { seq: index + 1, to, attempts: index === 0 ? 4 : 0 }),
    )
    await at.store.commit(documentOf('e', { aliases: [to], outbox, nextSeq: 251 }))
    at.channel.ending = () => 'failed'
    await at.later(0)
    expect(at.channel.handed.map((handed) => handed.to)).toEqual([to])
    at.now += 1_000
    await at.say('d', '菜单')
    at.channel.ending = () => 'sent'
    await at.later(2_000)
    expect(at.channel.textsTo('d')).toEqual(at.words('menu'))
  })
})
