import { describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../src/conversation/case.ts'
import { EMPTY_SESSION } from '../../src/conversation/session.ts'
import type { Effect } from '../../src/conversation/turn.ts'
import { foldTurn, takeMessage } from '../../src/house/fold.ts'
import { documentOf, NOW, replyOf } from '../store/documents.ts'

const caseOf = (id: string, client: string): CaseRecord => ({
  id,
  client,
  project: null,
  flow: 'scope',
  flowVersion: 1,
  entries: [],
  notes: [],
  filedAt: NOW,
  changedAt: NOW,
  closing: null,
})
const turnOf = (...effects: Effect[]) => ({ session: { ...EMPTY_SESSION, welcomedAt: NOW }, say: [], effects })

describe('foldTurn', () => {
  const document = documentOf('a', { cases: [caseOf('1', '甲'), caseOf('2', '乙')], outbox: [replyOf('1')] })

  it('takes the session and leaves the rest alone', () => {
    const folded = foldTurn(document, turnOf())
    expect(folded).toEqual({ ...document, session: { ...EMPTY_SESSION, welcomedAt: NOW } })
    expect(document.session).toEqual(EMPTY_SESSION)
  })

  it('adds a record, changes it in its place, drops it, in the order of the effects', () => {
    const folded = foldTurn(
      document,
      turnOf(
        { type: 'putCase', record: caseOf('3', '丙') },
        { type: 'putCase', record: caseOf('1', '甲方') },
        { type: 'dropCase', caseId: '2' },
        { type: 'dropCase', caseId: '9' },
      ),
    )
    expect(folded.cases.map(({ id, client }) => [id, client])).toEqual([
      ['1', '甲方'],
      ['3', '丙'],
    ])
    expect(document.cases).toHaveLength(2)
  })

  it('leaves no record of somebody who is to be forgotten', () => {
    expect(foldTurn(document, turnOf({ type: 'forgetOwner' })).cases).toEqual([])
  })
})

describe('takeMessage', () => {
  it('notes the id and moves the watermark to when the message was sent', () => {
    const taken = takeMessage(documentOf('a', { taken: ['m1'] }), 'm2', NOW - 3_000, NOW)
    expect(taken.taken).toEqual(['m1', 'm2'])
    expect(taken.watermark).toBe(NOW - 3_000)
  })

  it('never moves the watermark back, nor into the future', () => {
    const ahead = takeMessage(documentOf('a'), 'm1', NOW + 86_400_000, NOW)
    expect(ahead.watermark).toBe(NOW)
    expect(takeMessage(ahead, 'm2', NOW - 60_000, NOW).watermark).toBe(NOW)
  })

  it('forgets the oldest ids when there are many', () => {
    let document = documentOf('a')
    for (let count = 0; count < 250; count++) document = takeMessage(document, `m${count}`, NOW, NOW)
    expect(document.taken).toHaveLength(200)
    expect(document.taken[0]).toBe('m50')
    expect(document.taken.at(-1)).toBe('m249')
  })
})
