import { describe, expect, it } from 'vitest'
import { type DeadlineFacts, deadlinesOf } from '../../flows/incident/deadlines.ts'
import type { Answers } from '../../flows/shared/flow.ts'

const HOUR = 3_600_000
/** Friday 2026-11-27, 23:40 in Shanghai. */
const OPENED = Date.parse('2026-11-27T23:40:00+08:00')
/** Nobody is to write a report at 23:40. */
const NINE_IN_THE_EVENING = 21 + 1 / 3
const choice = (id: string) => ({ kind: 'choice', id }) as const

const facts = (rest: Partial<DeadlineFacts> = {}): DeadlineFacts => ({
  openedAt: OPENED,
  closedAt: null,
  noticeHours: null,
  answers: {},
  receiptAt: null,
  toldAt: null,
  offset: 8 * HOUR,
  ...rest,
})

const due = (rest: Partial<DeadlineFacts> = {}) =>
  deadlinesOf(facts(rest)).map(({ id, dueAt, source }) => [id, (dueAt - OPENED) / HOUR, source])

describe('the deadlines of an incident', () => {
  it('are the playbook’s, as advice, and skip the weekend', () => {
    expect(due()).toEqual([
      ['receipt', 1, 'advice'],
      ['contain', 2, 'advice'],
      ['report', NINE_IN_THE_EVENING, 'advice'],
      ['verdict', 7 * 24, 'advice'],
    ])
  })

  it('are the agreement’s where that is shorter, and never where it is longer', () => {
    expect(due({ noticeHours: 12 })).toContainEqual(['report', 12, 'agreed'])
    expect(due({ noticeHours: 12 })).toContainEqual(['receipt', 1, 'advice'])
    expect(due({ noticeHours: 72 })).toContainEqual(['report', NINE_IN_THE_EVENING, 'advice'])
  })

  it('do not let personal information wait until tomorrow', () => {
    const answers: Answers = { categories: { kind: 'several', ids: ['personal'] } }
    expect(due({ answers })).toContainEqual(['report', 2, 'advice'])
    expect(due({ answers: { ...answers, outcome: choice('unfounded') } })).toContainEqual([
      'report',
      NINE_IN_THE_EVENING,
      'advice',
    ])
  })

  it('ask for no report in the night, unless personal information may be out', () => {
    const opened = (clock: string) => {
      const openedAt = Date.parse(`2026-11-24T${clock}:00+08:00`)
      const report = deadlinesOf(facts({ openedAt })).find(({ id }) => id === 'report')
      return new Date((report?.dueAt ?? 0) + 8 * HOUR).toISOString().slice(8, 16)
    }
    expect(opened('09:00')).toBe('25T09:00')
    expect(opened('21:59')).toBe('25T21:59')
    expect(opened('22:00')).toBe('25T21:00')
    expect(opened('03:00')).toBe('24T21:00')
    expect(opened('07:59')).toBe('24T21:00')
    expect(opened('08:00')).toBe('25T08:00')
  })

  it('go when it is done; a report is followed by the next one until there is a verdict', () => {
    const answers: Answers = {
      receipt: choice('sent'),
      contain: { kind: 'several', ids: ['link'] },
      informed: choice('sent'),
      outcome: choice('undetermined'),
    }
    expect(due({ answers, toldAt: OPENED + 5 * HOUR })).toEqual([
      ['next-report', 21 + 1 / 3, 'promised'],
      ['verdict', 7 * 24, 'advice'],
    ])
    expect(due({ answers: { ...answers, verdict: choice('confirmed') }, toldAt: OPENED + 5 * HOUR })).toEqual([])
  })

  it('keep what the first message promised, whenever it went out', () => {
    const receipt = { receipt: choice('sent') }
    const tenNextMorning = 10 + 1 / 3
    expect(due({ answers: receipt, receiptAt: OPENED + HOUR / 12 })).toContainEqual([
      'report',
      tenNextMorning,
      'promised',
    ])
    expect(due({ answers: receipt, receiptAt: OPENED + 9 * HOUR })).toContainEqual([
      'report',
      tenNextMorning,
      'promised',
    ])
    expect(due({ answers: receipt, receiptAt: OPENED + 11 * HOUR })).toContainEqual(['report', 18 + 1 / 3, 'promised'])
    expect(due({ answers: { receipt: choice('told') }, receiptAt: OPENED })).toContainEqual([
      'report',
      NINE_IN_THE_EVENING,
      'advice',
    ])
    expect(due({ answers: receipt, receiptAt: OPENED, noticeHours: 4 })).toContainEqual(['report', 4, 'agreed'])
  })

  it('are over when it is closed, but for a look back', () => {
    expect(due({ closedAt: OPENED + HOUR })).toEqual([['review', 30 * 24 + 1, 'advice']])
  })
})
