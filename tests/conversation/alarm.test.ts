import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { guessAlarm, hearAlarm } from '../../src/conversation/alarm.ts'
import type { Knowledge } from '../../src/conversation/knowledge.ts'
import type { UrgentCase } from '../../src/conversation/urgent.ts'
import { shipped } from '../content/content.ts'

let knowledge: Knowledge
beforeAll(async () => {
  knowledge = (await shipped).knowledge
})

const rows = readFileSync(new URL('alarm-rows.txt', import.meta.url), 'utf8')
  .split('\n# ')
  .map((part) => part.replace(/^# /, '').split('\n').filter(Boolean))
  .map(([id = '', ...texts]) => ({ id, texts }))
const alarms = rows.filter(({ id }) => id !== 'calm')

const heard = (text: string) => hearAlarm(text, knowledge) ?? guessAlarm(text, knowledge)

describe('calls for help that are told sideways, in words that no example has', () => {
  it('are mostly acted on or asked about', () => {
    const all = alarms.flatMap(({ id, texts }) => texts.map((text) => ({ id, text })))
    const missed = all.filter(({ id, text }) => heard(text)?.id !== id)
    expect(all.length).toBeGreaterThan(15)
    expect(missed.length / all.length).toBeLessThan(0.2)
  })

  it('are more than the rules hear', () => {
    const texts = alarms.flatMap((row) => row.texts)
    const byRules = texts.filter((text) => hearAlarm(text, knowledge) !== undefined)
    expect(texts.filter((text) => heard(text)?.isSure).length).toBeGreaterThan(byRules.length + 3)
  })
})

describe('what is no emergency', () => {
  it('is not acted on', () => {
    const calm = rows.find(({ id }) => id === 'calm')?.texts ?? []
    expect(calm.length).toBeGreaterThan(10)
    expect(calm.filter((text) => heard(text)?.isSure)).toEqual([])
  })
})

describe('resigned words about the work', () => {
  it.each(['就这么着了，别再改', '想好了，跟他讲清楚', '好嘞都存下来了，多谢', '我又办蠢事了，名字打错'])(
    'are no despair: %s',
    (text) => {
      expect(heard(text)).toBeUndefined()
    },
  )
})

describe('likeness', () => {
  const like = (id: UrgentCase, share: number, rest = 0): Knowledge => ({
    ...knowledge,
    guessUrgent: () => ({
      ranked: [
        { id, share },
        { id: 'ownAccount', share: rest },
      ],
    }),
  })
  const text = '一句没有规则听得出来的话'

  it.each<[UrgentCase, number, number, boolean | undefined]>([
    ['leaked', 0.45, 0, true],
    ['leaked', 0.44, 0.12, false],
    ['leaked', 0.44, 0, undefined],
    ['distress', 0.75, 0, true],
    ['distress', 0.74, 0, false],
    ['distress', 0.47, 0.3, undefined],
    ['forge', 0.3, 0.2, true],
    ['forge', 0.3, 0.1, undefined],
    ['accused', 0.29, 0.28, undefined],
  ])('of %s at %d and %d of another', (id, share, rest, isSure) => {
    expect(guessAlarm(text, like(id, share, rest))?.isSure).toBe(isSure)
  })

  it('is in doubt where an if stands', () => {
    expect(guessAlarm(`如果${text}`, like('leaked', 0.9))).toMatchObject({ id: 'leaked', isSure: false })
  })

  it('is denied by a not', () => {
    expect(guessAlarm(`没有泄密,${text}`, like('leaked', 0.9))).toBeUndefined()
  })

  it('says nothing of a few letters', () => {
    expect(guessAlarm('没人看到', like('leaked', 0.9))).toBeUndefined()
  })

  it('puts in doubt what a rule hears, if there is none', () => {
    const rule = '我把客户资料发错群了'
    expect(hearAlarm(rule, like('leaked', 0.3))).toMatchObject({ id: 'leaked', isSure: true })
    expect(hearAlarm(rule, like('leaked', 0.29))).toMatchObject({ id: 'leaked', isSure: false })
    expect(hearAlarm('我不想活了真的', like('leaked', 0))).toMatchObject({ id: 'distress', isSure: true })
  })
})
