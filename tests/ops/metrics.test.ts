import { request } from 'node:http'
import { beforeEach, describe, expect, it } from 'vitest'
import { createOperations, type Operations } from '../../src/ops/operations.ts'
import { HouseAtWork } from '../house/house-at-work.ts'
import { aliasOf, documentOf, NOW, reminderOf, replyOf } from '../store/documents.ts'

/** Words and names that somebody says, so that they can be looked for. */
const SAID = ['金丝雀工作室', '给客户的名单发错了', 'wxid_canary_7']

let at: HouseAtWork
let operations: Operations
let port: number

beforeEach(async () => {
  at = await HouseAtWork.open()
  const [house] = [at.house]
  operations = createOperations({ store: at.store, now: () => at.now, log: at.log })
  const server = await operations.serve(0)
  port = server?.port ?? 0
  at.wrap(operations)
  at.house.status('online')
  await house.idle()
  return () => server?.close()
})

async function get(path: string, init?: RequestInit): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${path}`, init)
}

/** What a metric stands at; undefined if it is not there. */
async function metric(name: string): Promise<number | undefined> {
  const text = await (await get('/metrics')).text()
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length + 1))
}

describe('/metrics', () => {
  it('counts turns by kind, and those in which nothing was understood', async () => {
    await at.say('c', '你好')
    await at.say('c', '1')
    await at.say('c', '')
    expect(await metric('shoumi_turns_total{kind="text"}')).toBe(3)
    expect(await metric('shoumi_turns_not_understood_total')).toBe(0)
    await at.say('d', '今天的云真好看啊')
    expect(await metric('shoumi_turns_not_understood_total')).toBe(1)
    expect(await metric('shoumi_turn_seconds_count')).toBe(4)
    expect(await metric('shoumi_message_seconds_count')).toBe(4)
  })

  it('counts a question that was missed', async () => {
    await at.say('c', '你好')
    await at.say('c', '确认保密范围')
    await at.say('c', '灰鲸')
    await at.say('c', '改版')
    const before = (await metric('shoumi_turns_not_understood_total')) ?? Number.NaN
    await at.say('c', '呃呃呃')
    expect(await metric('shoumi_turns_not_understood_total')).toBe(before + 1)
  })

  it('counts sends by what came of them', async () => {
    await at.say('c', '你好')
    const sent = at.channel.sent.length
    expect(await metric('shoumi_sends_total{outcome="sent"}')).toBe(sent)
    at.channel.ending = () => 'unknown'
    await at.say('c', '菜单')
    expect(await metric('shoumi_sends_total{outcome="unknown"}')).toBe(1)
    expect(await metric('shoumi_sends_total{outcome="failed"}')).toBe(0)
  })

  it('counts as unknown what was on its way when the process died', async () => {
    await at.store.commit(documentOf('a', { outbox: [replyOf('1', { state: 'sending', attempts: 1 })], nextSeq: 2 }))
    await at.later(0)
    expect(await metric('shoumi_sends_total{outcome="unknown"}')).toBe(1)
  })

  it('tells how much waits in the outbox and since when', async () => {
    expect(await metric('shoumi_outbox_depth')).toBe(0)
    await at.store.commit(
      documentOf('a', { outbox: [replyOf('1'), replyOf('2', { seq: 2 }), replyOf('3', { seq: 3, state: 'failed' })] }),
    )
    at.now += 90_000
    expect(await metric('shoumi_outbox_depth')).toBe(2)
    expect(await metric('shoumi_outbox_age_seconds')).toBe(90)
  })

  it('tells which reminders are due and not told, and how late they are', async () => {
    await at.store.commit(
      documentOf('a', {
        reminders: [reminderOf('1', NOW), reminderOf('2', NOW + 60_000), reminderOf('3', NOW + 61_000)],
      }),
    )
    at.now += 60_000
    expect(await metric('shoumi_reminders_due')).toBe(2)
    expect(await metric('shoumi_reminders_late_seconds')).toBe(60)
  })

  it('counts the reminders that are told, and how late', async () => {
    const tell = operations.reminders(() => ({ told: ['1', '2'] }))
    const document = documentOf('a', {
      reminders: [reminderOf('1', NOW), reminderOf('2', NOW - 3_600_000), reminderOf('3', NOW)],
    })
    const told = tell({ ...document, held: null }, { at: NOW + 1_000, today: '2026-01-05', hour: 11, zone: 'UTC' })
    expect(told).toEqual({ told: ['1', '2'] })
    expect(await metric('shoumi_reminders_told_total')).toBe(2)
    expect(await metric('shoumi_reminder_lateness_seconds_bucket{le="1"}')).toBe(1)
    expect(await metric('shoumi_reminder_lateness_seconds_sum')).toBe(3_602)
  })

  it('counts how often the account came back', async () => {
    expect(await metric('shoumi_reconnects_total')).toBe(0)
    at.house.status('offline')
    expect(await metric('shoumi_online')).toBe(0)
    at.house.status('online')
    expect(await metric('shoumi_online')).toBe(1)
    expect(await metric('shoumi_reconnects_total')).toBe(1)
  })

  it('holds no word, no contact and no owner', async () => {
    const [client = '', words = '', contactId = ''] = SAID
    await at.say(contactId, words)
    await at.say(contactId, '确认保密范围')
    await at.say(contactId, client)
    at.channel.ending = () => 'failed'
    await at.say(contactId, '菜单')
    const owner = (await at.store.ownerOf(aliasOf(contactId))) ?? ''
    const text = await (await get('/metrics')).text()
    expect(owner).not.toBe('')
    expect([...SAID, owner].filter((secret) => text.includes(secret))).toEqual([])
    const labels = [...text.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) => inside.split(','))
    expect(labels.filter((label) => !/^(?:kind|outcome|le)="[\w.+]+"$/.test(label))).toEqual([])
  })
})

describe('/healthz and /readyz', () => {
  it('say alive and ready', async () => {
    expect((await get('/healthz')).status).toBe(200)
    const ready = await get('/readyz')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toEqual({ ready: true, loggedIn: true, storeWritable: true, heartbeat: null })
    operations.heartbeat()
    at.now += 12_000
    expect(await (await get('/readyz')).json()).toMatchObject({ heartbeat: 12 })
  })

  it('say not ready while the account is away', async () => {
    at.house.status('offline')
    const ready = await get('/readyz')
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ ready: false, loggedIn: false, storeWritable: true })
    expect((await get('/healthz')).status).toBe(200)
  })

  it('say not ready when nothing can be written, and ready again when it can', async () => {
    let isFull = true
    const store = {
      unsent: at.store.unsent.bind(at.store),
      due: at.store.due.bind(at.store),
      checkWritable: async () => {
        if (isFull) throw new Error('disk full')
      },
    }
    const other = createOperations({ store, now: () => at.now, log: at.log })
    const server = await other.serve(0)
    other.sink(at.house).status('online')
    const ask = () => fetch(`http://127.0.0.1:${server?.port}/readyz`)
    const refused = await ask()
    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({ loggedIn: true, storeWritable: false })
    isFull = false
    at.now += 5_000
    expect((await ask()).status).toBe(200)
    await server?.close()
  })
})

describe('the server', () => {
  it('knows three paths, and only to be read', async () => {
    expect((await get('/')).status).toBe(404)
    expect((await get('/__proto__')).status).toBe(404)
    expect((await get('/metrics', { method: 'POST', body: 'x' })).status).toBe(405)
    expect((await get('/healthz', { method: 'HEAD' })).status).toBe(200)
  })

  it('refuses who asks for it under another name', async () => {
    const code = await new Promise((resolve, reject) => {
      request({ port, path: '/metrics', headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end()
    })
    expect(code).toBe(403)
  })

  it('names the setting when its port is taken', async () => {
    await expect(operations.serve(port)).rejects.toThrow(`HTTP_PORT=${port}`)
  })

  it('is not there when no port is set', async () => {
    expect(await operations.serve(null)).toBeUndefined()
  })
})
