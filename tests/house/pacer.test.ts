import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPacer, type Pacer } from '../../src/house/pacer.ts'
import { aliasOf, NOW } from '../store/documents.ts'

const PER_MINUTE = 40

let now: number
let pacer: Pacer
/** When something went to whom, epoch ms. */
let went: { contact: string; at: number; urgent: boolean }[]

beforeEach(() => {
  now = NOW
  pacer = createPacer(PER_MINUTE, () => now)
  went = []
})

/** Sends so many to a contact as fast as it may, as the house does: one at a time, asking again when it is called. */
function send(contact: string, count: number, urgent = false): void {
  if (count === 0) return
  if (!pacer.ask(aliasOf(contact), urgent, () => send(contact, count, urgent))) return
  went.push({ contact, at: now, urgent })
  send(contact, count - 1, urgent)
}

/** Lets time pass in steps of 100 ms. */
function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed += 100) {
    now += 100
    pacer.look()
  }
}

const timesOf = (contact: string): number[] => went.filter((one) => one.contact === contact).map(({ at }) => at - NOW)

describe('a pacer', () => {
  it('sends the first at once and then one a second', () => {
    send('c', 4)
    pass(5_000)
    expect(timesOf('c')).toEqual([0, 1_000, 2_000, 3_000])
  })

  it('leaves more time between two where the channel wants it', () => {
    pacer = createPacer(PER_MINUTE, () => now, { gapMs: 1_500 })
    send('c', 4)
    pass(5_000)
    expect(timesOf('c')).toEqual([0, 1_500, 3_000, 4_500])
  })

  it('lets nobody wait for the others where each has a bot of their own', () => {
    pacer = createPacer(PER_MINUTE, () => now, { accountEach: true })
    const contacts = Array.from({ length: 3 * PER_MINUTE }, (_, n) => `c${n}`)
    for (const contact of contacts) send(contact, 2)
    pass(1_000)
    for (const contact of contacts) expect(timesOf(contact)).toEqual([0, 1_000])
  })

  it('sends to others meanwhile', () => {
    send('c', 3)
    send('d', 2)
    pass(5_000)
    expect(timesOf('d')).toEqual([0, 1_000])
  })

  it('gives one chat half of a minute, and leaves room for the others', () => {
    send('c', 100)
    pass(40_000)
    expect(timesOf('c')).toHaveLength(PER_MINUTE / 2)
    send('d', 3)
    pass(3_000)
    expect(timesOf('d')).toEqual([40_000, 41_000, 42_000])
    pass(120_000)
    expect(timesOf('c').length).toBeLessThanOrEqual(3 * (PER_MINUTE / 2))
  })

  it('keeps a fifth for emergencies, and lets them go first', () => {
    for (let index = 0; index < 50; index++) send(`c${index}`, 1)
    expect(went).toHaveLength(PER_MINUTE * 0.8)
    send('frightened', 2, true)
    pass(1_000)
    expect(timesOf('frightened')).toEqual([0, 1_000])
    for (let index = 0; index < 50; index++) send(`e${index}`, 1, true)
    expect(went).toHaveLength(PER_MINUTE)
    pass(60_000)
    const later = went.slice(PER_MINUTE)
    expect(later.slice(0, 8).every(({ urgent }) => urgent)).toBe(true)
  })

  it('lets those who wait through in their order', () => {
    for (let index = 0; index < 40; index++) send(`c${index}`, 1)
    pass(61_000)
    expect(went.map(({ contact }) => contact)).toEqual(Array.from({ length: 40 }, (_, index) => `c${index}`))
  })

  it('lets nobody through twice for one grant, and forgets a grant that was not used', () => {
    send('c', 1)
    expect(pacer.ask(aliasOf('c'), false, () => {})).toBe(false)
    pass(11_500)
    expect(pacer.ask(aliasOf('c'), false, () => {})).toBe(true)
    expect(pacer.ask(aliasOf('c'), false, () => {})).toBe(false)
  })

  it('never exceeds a limit, whoever sends what', () => {
    const sends = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 30 }), fc.boolean(), fc.nat(9_000)))
    fc.assert(
      fc.property(sends, (all) => {
        now = NOW
        pacer = createPacer(PER_MINUTE, () => now)
        went = []
        for (const [contact, count, urgent, wait] of all) {
          send(`c${contact}`, count, urgent)
          pass(wait)
        }
        for (const { at, contact } of went) {
          const minute = went.filter((one) => one.at >= at && one.at < at + 60_000)
          expect(minute.length).toBeLessThanOrEqual(PER_MINUTE)
          expect(went.filter((one) => one.contact === contact && one.at >= at && one.at < at + 1_000)).toHaveLength(1)
        }
      }),
      { numRuns: 60 },
    )
  })
})
