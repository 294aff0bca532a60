import { describe, expect, it } from 'vitest'
import { capabilitiesOf } from '../../src/channel/capabilities.ts'
import { aliasOf, NOW } from '../store/documents.ts'
import { HouseAtWork } from './house-at-work.ts'

const DAY = 86_400_000
const DAYS = 90

async function opened(retentionDays: number | null = DAYS): Promise<HouseAtWork> {
  const work = await HouseAtWork.open()
  work.rebuild({ retentionDays })
  await work.online()
  await work.say('a', '1')
  await work.say('a', '金丝雀')
  work.channel.forget()
  return work
}

const warnings = (work: HouseAtWork, to = 'a'): string[] =>
  work.channel.textsTo(to).filter((text) => text.includes('会全部删掉'))

describe('somebody who does not come back', () => {
  it('is told a week before, and then really gone, with a mark against replays', async () => {
    const work = await opened()
    await work.later((DAYS - 8) * DAY)
    expect(warnings(work)).toEqual([])
    await work.later(2 * DAY)
    expect(warnings(work)).toHaveLength(1)
    expect(warnings(work)[0]).toContain('2026年4月6日')
    await work.later(6 * DAY)
    expect(await work.documentOf('a')).toBeDefined()
    await work.later(1 * DAY + 1)
    expect(warnings(work)).toHaveLength(1)
    expect(await work.documentOf('a')).toBeUndefined()
    expect(await work.store.erasedUntil(aliasOf('a'))).toBe(NOW)
    expect(work.lines('info')).toContain('owner expired')
    expect(await work.say('a', '继续', { at: NOW })).toEqual([])
    expect((await work.say('a', '继续')).join('\n')).toContain('我是守密')
  })

  it.each(['留着', '好', '还要用', '随便说一句'])('stays when they say %s, and the term begins anew', async (words) => {
    const work = await opened()
    await work.later((DAYS - 6) * DAY)
    const answer = await work.say('a', words)
    expect(answer.join('\n').includes('接着留着')).toBe(words !== '随便说一句')
    expect((await work.documentOf('a'))?.expiry).toBeUndefined()
    await work.later(30 * DAY)
    expect(await work.documentOf('a')).toBeDefined()
    await work.later((DAYS - 36) * DAY)
    expect(warnings(work)).toHaveLength(2)
  })

  it('takes 留着 for no answer to what was asked months ago', async () => {
    const work = await opened()
    await work.later((DAYS - 6) * DAY)
    await work.say('a', '留着')
    const [frame] = (await work.documentOf('a'))?.session.frames ?? []
    expect(frame?.answers.map(({ questionId }) => questionId)).toEqual(['client'])
  })

  it('is left alone while an incident is open, and not afterwards', async () => {
    const work = await opened()
    await work.say('a', '客户说我泄密了要我赔20万')
    await work.say('a', '一起处理')
    const document = await work.documentOf('a')
    expect(document?.incidents.map(({ closedAt }) => closedAt)).toEqual([null])
    await work.later(10 * DAYS * DAY)
    await work.later(20 * DAY)
    expect(warnings(work)).toEqual([])
    if (document === undefined) throw new Error('gone')
    const incidents = document.incidents.map((one) => ({ ...one, closedAt: NOW }))
    await work.store.commit({ ...document, incidents })
    await work.later(DAY)
    await work.later(8 * DAY)
    expect(warnings(work)).toHaveLength(1)
    expect(await work.documentOf('a')).toBeUndefined()
  })

  it('is not told in the quiet hours', async () => {
    const work = await opened()
    await work.say('a', '从今天半夜到早上8点别打扰')
    await work.say('a', '晚上0点到早上8点别打扰')
    const document = await work.documentOf('a')
    expect(document?.settings.quiet).toEqual({ from: 0, to: 480 })
    // The clock stands at 03:00; the first look that finds them is in the night.
    await work.later((DAYS - 6) * DAY)
    expect(warnings(work)).toEqual([])
    await work.later(5 * 3_600_000)
    expect(warnings(work)).toHaveLength(1)
  })

  it('cannot be told where the bot may not write first, and expires all the same', async () => {
    const work = await opened()
    work.channel.capabilities = capabilitiesOf('wechaty-puppet-official-account')
    await work.later((DAYS - 6) * DAY)
    await work.later(7 * DAY + 1)
    expect(work.channel.handed).toEqual([])
    expect(await work.documentOf('a')).toBeUndefined()
  })

  it('is told again when the warning did not arrive, and in the end let go', async () => {
    const work = await opened()
    work.channel.ending = () => 'failed'
    await work.later((DAYS - 6) * DAY)
    for (let week = 0; week < 2; week++) {
      for (let hour = 0; hour < 3; hour++) await work.later(3_600_000)
      await work.later(7 * DAY)
      expect(await work.documentOf('a')).toBeDefined()
    }
    await work.later(8 * DAY)
    expect(await work.documentOf('a')).toBeUndefined()
  })

  it('is told anew when the bot was off for long after the warning', async () => {
    const work = await opened()
    await work.later((DAYS - 6) * DAY)
    work.now += 60 * DAY
    await work.restart()
    work.rebuild({ retentionDays: DAYS })
    await work.online()
    expect(warnings(work)).toHaveLength(2)
    expect(await work.documentOf('a')).toBeDefined()
    await work.later(7 * DAY + 1)
    expect(await work.documentOf('a')).toBeUndefined()
  })

  it('stays when the operator lengthens the term in time', async () => {
    const work = await opened()
    await work.later((DAYS - 6) * DAY)
    work.rebuild({ retentionDays: 2 * DAYS })
    await work.online()
    await work.later(20 * DAY)
    expect(await work.documentOf('a')).toBeDefined()
    expect((await work.documentOf('a'))?.expiry).toBeUndefined()
  })

  it('stays for ever where no term is set', async () => {
    const work = await opened(null)
    await work.later(5_000 * DAY)
    await work.later(20 * DAY)
    expect(warnings(work)).toEqual([])
    expect(await work.documentOf('a')).toBeDefined()
  })
})

it('reads nothing of whoever is not due', async () => {
  const work = await opened()
  for (let index = 0; index < 5; index++) await work.say(`other-${index}`, '你好')
  const loaded: string[] = []
  const { store } = work
  const watched = new Proxy(store, {
    get: (target, name: keyof typeof store) =>
      name === 'load'
        ? (owner: string) => {
            loaded.push(owner)
            return target.load(owner)
          }
        : ((target[name] as (...args: unknown[]) => unknown).bind?.(target) ?? target[name]),
  })
  work.rebuild({ retentionDays: DAYS, store: watched })
  await work.online()
  await work.later(30 * DAY)
  expect(loaded).toEqual([])
})
