import { describe, expect, it } from 'vitest'
import { type DeadlineFacts, deadlinesOf } from '../../flows/incident/deadlines.ts'
import type { Answers } from '../../flows/shared/flow.ts'

const HOUR = 3_600_000
/** Friday 2026-11-27, 23:40 in Shanghai. */
const OPENED = Date.parse('2026-11-27T23:40:00+08:00')
const choice = (id: string) => ({ kind: 'choice', id }) as const

const facts = (rest: Partial<DeadlineFacts> = {}): DeadlineFacts => ({
  openedAt: OPENED,
  closedAt: null,
  noticeHours: null,
  answers: {},
  toldAt: null,
  offset: 8 * HOUR,
  ...rest,
})

const due = (rest: Partial<DeadlineFacts> = {}) =>
  deadlinesOf(facts(rest)).map(({ id, dueAt, agreed }) => [id, (dueAt - OPENED) / HOUR, agreed])

describe('the deadlines of an incident', () => {
  it('are the playbook’s, as advice, and skip the weekend', () => {
    expect(due()).toEqual([
      ['receipt', 1, false],
      ['contain', 2, false],
      ['report', 24, false],
      ['verdict', 7 * 24, false],
    ])
  })

  it('are the agreement’s where that is shorter, and never where it is longer', () => {
    expect(due({ noticeHours: 12 })).toContainEqual(['report', 12, true])
    expect(due({ noticeHours: 12 })).toContainEqual(['receipt', 1, false])
    expect(due({ noticeHours: 72 })).toContainEqual(['report', 24, false])
  })

  it('do not let personal information wait until tomorrow', () => {
    const answers: Answers = { categories: { kind: 'several', ids: ['personal'] } }
    expect(due({ answers })).toContainEqual(['report', 2, false])
    expect(due({ answers: { ...answers, outcome: choice('unfounded') } })).toContainEqual(['report', 24, false])
  })

  it('go when it is done; a report is followed by the next one until there is a verdict', () => {
    const answers: Answers = {
      receipt: choice('sent'),
      contain: { kind: 'several', ids: ['link'] },
      informed: choice('sent'),
      outcome: choice('undetermined'),
    }
    expect(due({ answers, toldAt: OPENED + 5 * HOUR })).toEqual([
      ['next-report', 29, false],
      ['verdict', 7 * 24, false],
    ])
    expect(due({ answers: { ...answers, verdict: choice('confirmed') }, toldAt: OPENED + 5 * HOUR })).toEqual([])
  })

  it('are over when it is closed, but for a look back', () => {
    expect(due({ closedAt: OPENED + HOUR })).toEqual([['review', 30 * 24 + 1, false]])
  })
})
