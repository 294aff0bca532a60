import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createOperations } from '../../src/ops/operations.ts'
import { databaseFolder } from '../../src/store/level-database.ts'
import { openLevelStore } from '../../src/store/level-store.ts'
import type { Store } from '../../src/store/port.ts'
import { repairStore } from '../../src/store/repair.ts'
import { freePort } from '../e2e/free-port.ts'
import { aliasOf } from '../store/documents.ts'
import { changedStore } from './changed-store.ts'
import { HouseAtWork, KEY } from './house-at-work.ts'

const CANARY = '金丝雀'
const FAR = Date.UTC(2100, 0, 1)

let at: HouseAtWork
beforeEach(async () => {
  at = await HouseAtWork.open()
})

/** The same store, whose commits fail from the nth on. */
function failingFrom(store: Store, nth: number): Store {
  let commits = 0
  return changedStore(store, {
    async commit(document, options) {
      commits++
      if (commits >= nth) throw new Error(`disk full ${JSON.stringify(document)}`)
      await store.commit(document, options)
    },
  })
}

/** Turns one byte of a document round on the disk. */
async function damage(owner: string): Promise<void> {
  await at.store.close()
  const level = new ClassicLevel<string, Buffer>(databaseFolder(at.dir), { valueEncoding: 'buffer' })
  const sealed = await level.get(`doc!${owner}`)
  if (sealed === undefined) throw new Error(`no document of ${owner}`)
  sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1)
  await level.put(`doc!${owner}`, sealed)
  await level.close()
  await at.restart()
  await at.online()
}

describe('when deciding fails', () => {
  const breakTurn = (message: string): void => {
    at.rebuild({
      takeBurst: () => {
        throw new TypeError(message)
      },
    })
    at.house.status('online')
  }

  it('the person hears so, and the message counts as taken', async () => {
    await at.say('c', '你好')
    const before = await at.documentOf('c')
    at.channel.forget()
    breakTurn('broken')
    const message = at.message('c', '1')
    await at.house.receive(message)
    await at.house.receive(message)
    expect(at.channel.textsTo('c')).toEqual(at.words('error/broken'))
    const after = await at.documentOf('c')
    expect(after?.session).toEqual(before?.session)
    expect(after?.taken).toEqual(['m1', 'm2'])
  })

  it('it is logged by ids and code, without what was said', async () => {
    breakTurn(`cannot read ${CANARY}\n    at ${CANARY} (${CANARY}.ts:1:1)`)
    await at.say('c', CANARY)
    const line = at.logged.find(({ message }) => message === 'turn failed')
    expect(line).toMatchObject({ level: 'error', fields: { message: 'm1', errorName: 'TypeError' } })
    expect(JSON.stringify(at.logged)).not.toContain(CANARY)
  })

  it('because a page is missing, nothing of the turn is kept', async () => {
    at.rebuild({
      takeBurst: ({ session }) => ({ session: { ...session, welcomedAt: 1 }, say: [{ page: 'no/such' }], effects: [] }),
    })
    at.house.status('online')
    expect(await at.say('c', '你好')).toEqual(at.words('error/broken'))
    expect((await at.documentOf('c'))?.session.welcomedAt).toBeNull()
  })

  it('in a room, the room hears so', async () => {
    at.rebuild({
      takeRoomTurn: () => {
        throw new Error(CANARY)
      },
    })
    at.house.status('online')
    const from = aliasOf('room-1', 'room')
    await at.house.receive(at.message('', CANARY, { from }))
    expect(at.channel.sent).toEqual([{ to: from, text: at.words('error/broken')[0] }])
    expect(JSON.stringify(at.logged)).not.toContain(CANARY)
  })
})

describe('when the store fails', () => {
  it('the person hears that it was not kept, and nothing of it is', async () => {
    await at.say('c', '你好')
    at.rebuild({ store: failingFrom(at.store, 1) })
    at.house.status('online')
    expect(await at.say('c', '1')).toEqual(at.words('error/not-saved'))
    expect((await at.documentOf('c'))?.taken).toEqual(['m1'])
    expect(at.lines('error')).toEqual(['message not handled'])
  })

  it('because it is closed, the person hears so, too, and the callback does not reject', async () => {
    await at.house.idle()
    await at.store.close()
    expect(await at.say('c', '你好')).toEqual(at.words('error/not-saved'))
    await at.house.tick()
    expect(at.lines('error')).toEqual(['message not handled', 'tick failed'])
  })

  it('a message that was not kept is taken when it is sent again', async () => {
    await at.say('c', '你好')
    at.rebuild({ store: failingFrom(at.store, 1) })
    at.house.status('online')
    const message = at.message('c', '菜单')
    await at.house.receive(message)
    at.rebuild()
    at.house.status('online')
    await at.house.receive(message)
    expect(at.channel.textsTo('c').at(-1)).toBe(at.words('menu')[0])
  })

  it('only while a reply is marked, the person does not hear that the answer is lost', async () => {
    at.rebuild({ store: failingFrom(at.store, 2) })
    at.house.status('online')
    await at.say('c', '你好')
    expect((await at.documentOf('c'))?.taken).toEqual(['m1'])
    at.rebuild()
    await at.online()
    expect(at.channel.textsTo('c')).toEqual(at.words('welcome', 'menu'))
  })

  it('to erase, nothing is said to be erased', async () => {
    for (const text of ['你好', '删除我的数据']) await at.say('c', text)
    const erase = async (): Promise<void> => {
      throw new Error('disk full')
    }
    at.rebuild({ store: changedStore(at.store, { erase }) })
    at.house.status('online')
    expect(await at.say('c', '确定删除')).toEqual(at.words('error/not-saved'))
    expect(await at.documentOf('c')).toBeDefined()
  })
})

describe('when a document is damaged', () => {
  let owner: string

  beforeEach(async () => {
    for (const text of ['你好', '明天上午十点提醒我发报价', '1', '白鹭客户']) await at.say('c', text)
    owner = (await at.documentOf('c'))?.owner ?? ''
  })

  it('its person hears once what is lost, and then everything works again', async () => {
    await damage(owner)
    expect(await at.say('c', '白鹭项目')).toEqual(at.words('error/lost'))
    expect(at.words('error/lost').join('')).toContain('shoumi@example.com')
    expect(await at.say('c', '你好')).toEqual(at.words('welcome', 'menu'))
    for (const text of ['1', '灰鲸客户', '白鹭项目']) await at.say('c', text)
    expect((await at.documentOf('c'))?.session.frames).toMatchObject([{ flow: 'scope' }])
    expect((await at.documentOf('c'))?.owner).toBe(owner)
    expect(at.channel.textsTo('c').filter((text) => at.words('error/lost').includes(text))).toHaveLength(1)
  })

  it('others are not concerned, and it is logged by id and counted', async () => {
    await at.say('d', '你好')
    await at.say('d', '1')
    await damage(owner)
    const operations = createOperations({ store: at.store, now: () => at.now, log: at.log })
    at.wrap(operations)
    at.house.status('online')
    const before = await at.documentOf('d')
    await at.say('c', '白鹭项目')
    expect(await at.documentOf('d')).toEqual(before)
    const [line] = at.logged.filter(({ level }) => level === 'error')
    expect(line).toMatchObject({ message: 'document set aside', fields: { owner, errorCode: 'STORE_DOCUMENT' } })
    expect(JSON.stringify(at.logged)).not.toContain('白鹭')
    const server = await operations.serve(await freePort())
    onTestFinished(() => server?.close())
    const metrics = await (await fetch(`http://127.0.0.1:${server?.port}/metrics`)).text()
    expect(metrics).toContain('shoumi_documents_set_aside_total 1')
  })

  it('what was due and what waited is gone with it, and an alarm clock that rings for it does no harm', async () => {
    at.channel.ending = () => 'failed'
    await at.say('c', '我的提醒')
    await damage(owner)
    at.channel.ending = () => 'sent'
    const before = at.channel.sent.length
    await at.later(3 * 86_400_000)
    expect(at.channel.sent).toHaveLength(before)
    expect([await at.store.due(FAR, 9), await at.store.unsent(FAR, 9)]).toEqual([[], []])
    expect(await at.say('c', '在吗')).toEqual(at.words('error/lost'))
  })

  it.each(['名单发错群了', '客户说我泄密了要我赔20万'])('an emergency is dealt with first: %s', async (text) => {
    await damage(owner)
    const said = await at.say('c', text)
    expect(said.slice(-1)).toEqual(at.words('error/lost'))
    expect(said.length).toBeGreaterThan(1)
    expect((await at.documentOf('c'))?.session.alarm).not.toBeNull()
  })

  it('a death before the new document is written changes nothing about that', async () => {
    await damage(owner)
    await at.store.setAside(owner, at.now)
    await at.restart()
    await at.online()
    expect(await at.say('c', '白鹭项目')).toEqual(at.words('error/lost'))
    expect(await at.say('c', '菜单')).not.toEqual(at.words('error/lost'))
  })

  it('it is erased with everything else of its person', async () => {
    await damage(owner)
    for (const text of ['你好', '你好', '删除我的数据', '确定删除']) await at.say('c', text)
    await at.store.close()
    const level = new ClassicLevel<string, Buffer>(databaseFolder(at.dir), { valueEncoding: 'buffer' })
    const keys = await level.keys().all()
    await level.close()
    expect(keys.filter((key) => key.includes(owner))).toEqual([])
    expect(keys.filter((key) => /^(?:alias|bad|due|out|doc)!/.test(key))).toEqual([])
  })

  it('whose person does not come back, it keeps no other from being warned, and is put aside as by a message', async () => {
    for (const text of ['你好', '1', '灰鲸客户']) await at.say('d', text)
    await damage(owner)
    at.rebuild({ retentionDays: 90 })
    await at.online()
    await at.later(84 * 86_400_000)
    expect(at.channel.textsTo('d').filter((text) => text.includes('会全部删掉'))).toHaveLength(1)
    expect(at.lines('error')).toEqual(['document set aside'])
    expect(await at.say('c', '在吗')).toEqual(at.words('error/lost'))
  })

  const codeOf = async (): Promise<string> =>
    /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){4}/.exec((await at.say('c', '给我一个恢复码')).join())?.[0] ?? 'no code'

  it('a recovery code that leads to it is answered, and it is put aside', async () => {
    const code = await codeOf()
    await damage(owner)
    const said = (await at.say('new', code)).join('\n')
    expect(said).toContain(at.words('recover/wrong')[0]?.slice(0, 6))
    expect(said).not.toContain(at.words('error/not-saved').join())
    await at.house.idle()
    expect(at.lines('error')).toEqual(['document set aside'])
    expect(await at.say('c', '在吗')).toEqual(at.words('error/lost'))
  })

  it('and was to be moved, whoever asked hears that it is gone', async () => {
    const code = await codeOf()
    await at.say('new', code)
    await damage(owner)
    expect((await at.say('new', '确定搬')).slice(-1)).toEqual(at.words('recover/gone'))
    expect(at.lines('error')).toEqual(['document set aside'])
    expect((await at.say('new', '菜单')).join()).not.toContain(at.words('error/not-saved').join())
  })

  it('in a room nothing is said of it', async () => {
    const from = aliasOf('room-1', 'room')
    await at.house.receive(at.message('', '你好', { from }))
    await damage((await at.documentOf(from))?.owner ?? '')
    at.channel.forget()
    await at.house.receive(at.message('', '你好', { from }))
    expect(at.channel.sent.map(({ text }) => text)).not.toEqual(at.words('error/lost'))
    expect(at.channel.sent.length).toBeGreaterThan(0)
  })
})

describe('when the database was mended', () => {
  async function mend(): Promise<void> {
    await at.house.idle()
    await at.store.close()
    await rm(join(databaseFolder(at.dir), 'CURRENT'))
    at.now += 1_000
    expect(await repairStore({ dir: at.dir, key: KEY, now: at.now })).toMatchObject({ lost: [] })
    at.store = await openLevelStore({ dir: at.dir, key: KEY, now: at.now })
    at.rebuild()
    await at.online()
  }

  it('everybody who was there hears once that something may be missing, behind the answer', async () => {
    for (const contact of ['c', 'd']) await at.say(contact, '你好')
    await mend()
    at.now += 1_000
    expect(await at.say('c', '菜单')).toEqual([...at.words('menu'), ...at.words('error/mended')])
    expect(await at.say('c', '菜单')).toEqual(at.words('menu'))
    expect(await at.say('d', '名单发错群了')).toEqual(expect.arrayContaining(at.words('error/mended')))
    expect(await at.say('new', '你好')).toEqual(at.words('welcome', 'menu'))
  })
})

describe('when nothing can be sent', () => {
  it('what cannot wait in the outbox is dropped with a line in the log', async () => {
    await at.store.close()
    at.channel.ending = () => 'offline'
    await at.say('c', '你好')
    expect(at.channel.sent).toEqual([])
    expect(at.lines('warn')).toEqual(['direct send failed'])
  })
})

describe('the log', () => {
  it('never holds what was said, by whom, for which client', async () => {
    const secret = (what: string): string => `${CANARY}${what}`
    at.channel.cause = new Error(`could not send ${secret('文字')}`)
    await at.say(secret('联系人'), '你好')
    for (const text of ['1', secret('客户'), secret('项目'), '都算', secret('细节')]) {
      await at.say(secret('联系人'), text)
    }
    at.channel.ending = () => 'failed'
    await at.say(secret('联系人'), '我在哪一步')
    at.channel.ending = () => 'unknown'
    await at.later(2_000)
    await at.say(secret('联系人'), secret('迟到'), { at: at.now - 600_000 })
    at.rebuild({ store: failingFrom(at.store, 1) })
    at.house.status('online')
    await at.say(secret('联系人'), secret('答案'))
    await at.later(60_000)
    expect(at.logged.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['turn', 'send failed', 'replay ignored', 'message not handled', 'direct send failed']),
    )
    expect(JSON.stringify(at.logged)).not.toContain(CANARY)
  })
})
